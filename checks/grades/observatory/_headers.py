"""Which result the Observatory gives single headers; the same one sent twice is one value with a comma."""

from http_sf import StructuredFieldError, Token, parse

from checks.facts import Exchange
from checks.grades.observatory._markup import meta_referrer
from checks.grades.observatory._responses import Responses

PRIVATE = frozenset({"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"})
UNSAFE = frozenset({"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"})
CORP = frozenset({"same-origin", "same-site", "cross-origin"})
COEP = frozenset({"require-corp", "credentialless", "unsafe-none"})
COOP = frozenset({"same-origin", "same-origin-allow-popups", "noopener-allow-popups", "unsafe-none"})
READ = 256  # characters of a value
READ_OF_FRAMES = 1024  # of X-Frame-Options, and of those that are Structured Fields
OK = range(200, 300)


def referrer_result(seen: Responses) -> str:
    """The last known policy counts, meta elements after the headers; none at all is no fault."""
    sent = [*seen.page.values("referrer-policy"), *meta_referrer(seen.metas)]
    if not sent:
        return "referrer-policy-not-implemented"
    tokens = [token.strip().lower() for value in sent for token in value.split(",")]
    known = [token for token in tokens if token in PRIVATE | UNSAFE]
    if not known:
        return "referrer-policy-header-invalid"
    return "referrer-policy-private" if known[-1] in PRIVATE else "referrer-policy-unsafe"


def sniffing_result(seen: Responses) -> str:
    """``nosniff`` and nothing else, not even twice."""
    if not (value := seen.page.value("x-content-type-options")):
        return "x-content-type-options-not-implemented"
    is_good = _read(value) == "nosniff"
    return "x-content-type-options-nosniff" if is_good else "x-content-type-options-header-invalid"


def framing_result(seen: Responses, *, by_policy: bool) -> str:
    """A policy that speaks of framing overrides the header, whatever either says."""
    if by_policy:
        return "x-frame-options-implemented-via-csp"
    if not (value := seen.page.value("x-frame-options")):
        return "x-frame-options-not-implemented"
    read = _read(value, READ_OF_FRAMES)
    if read in ("deny", "sameorigin"):
        return "x-frame-options-sameorigin-or-deny"
    is_allowed = read.startswith("allow-from")
    return "x-frame-options-allow-from-origin" if is_allowed else "x-frame-options-header-invalid"


def resource_policy_result(seen: Responses) -> str:
    """Cross-Origin-Resource-Policy."""
    if not (read := _read(seen.page.value("cross-origin-resource-policy") or "")):
        return "corp-not-implemented"
    return f"corp-implemented-with-{read}" if read in CORP else "corp-header-invalid"


def embedder_policy_result(seen: Responses) -> str:
    """Cross-Origin-Embedder-Policy, from version 6 on."""
    return _isolation(seen.page, "cross-origin-embedder-policy", "coep", COEP)


def opener_policy_result(seen: Responses) -> str:
    """Cross-Origin-Opener-Policy, from version 6 on."""
    return _isolation(seen.page, "cross-origin-opener-policy", "coop", COOP)


def sharing_result(preflight: Exchange) -> str:
    """What another origin was told that it may read.

    The Observatory means to tell its own origin with credentials apart, but has lost the origin it sent by
    the time it compares: both versions call that restricted.
    """
    value = preflight.value("access-control-allow-origin")
    if preflight.status not in OK or not value:
        return "cross-origin-resource-sharing-not-implemented"
    access = "public" if _read(value) == "*" else "restricted"
    return f"cross-origin-resource-sharing-implemented-with-{access}-access"


def _read(value: str, length: int = READ) -> str:
    return value[:length].strip().lower()


def _isolation(page: Exchange, header: str, name: str, known: frozenset[str]) -> str:
    if not (value := page.value(header)):
        return f"{name}-not-implemented"
    token = _token(value[:READ_OF_FRAMES].strip())
    return f"{name}-implemented-with-{token}" if token in known else f"{name}-header-invalid"


def _token(value: str) -> str | None:
    """The token that a Structured Field is; None for anything else (RFC 9651)."""
    try:
        parsed = parse(value.encode("utf-8", "replace"), tltype="item")
    except StructuredFieldError:
        return None
    item = parsed[0] if isinstance(parsed, tuple) else None  # without its parameters
    return str(item) if isinstance(item, Token) else None
