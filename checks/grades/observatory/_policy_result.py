"""Which result the Observatory gives a page's Content Security Policy."""

from dataclasses import dataclass

from checks.grades.observatory._markup import meta_policies
from checks.grades.observatory._policies import Directives, MalformedPolicyError, combine, separate
from checks.grades.observatory._responses import Responses

HEADER = "content-security-policy"
REPORT_ONLY = "content-security-policy-report-only"
NOT_IN_META = ("frame-ancestors", "report-uri", "sandbox")
EVERYWHERE = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
INLINE = {"'unsafe-inline'", "data:"}
NONCE_OR_HASH = ("'sha256-", "'sha384-", "'sha512-", "'nonce-")
INSECURE = ("http:", "ftp:")
PASSIVE = ("img-src", "media-src")
STRICT_DYNAMIC, SELF, UNSAFE_INLINE, UNSAFE_EVAL = (
    "'strict-dynamic'",
    "'self'",
    "'unsafe-inline'",
    "'unsafe-eval'",
)
TOLERATED = frozenset(
    {
        "csp-implemented-with-no-unsafe",
        "csp-implemented-with-no-unsafe-default-src-none",
        "csp-implemented-with-unsafe-inline-in-style-src-only",
        "csp-implemented-with-insecure-scheme-in-passive-content-only",
    }
)


@dataclass(frozen=True)
class PolicyResult:
    """``limits_framing``: the Observatory takes the page for protected from framing by its policy."""

    id: str
    limits_framing: bool = False


def policy_result(seen: Responses) -> PolicyResult:
    """Headers and meta elements together."""
    headers = [] if (value := seen.page.value(HEADER)) is None else [value]
    of_headers, of_metas = separate(headers, seen.version), separate(meta_policies(seen.metas), seen.version)
    try:
        allowed, repeats = combine([*of_headers, *of_metas])
        own, in_metas = combine(of_headers)[0], combine(of_metas)[0]
    except MalformedPolicyError:
        return PolicyResult("csp-header-invalid")
    if not own and not in_metas.keys() - NOT_IN_META:
        reports = bool(seen.page.value(REPORT_ONLY))
        return PolicyResult("csp-not-implemented-but-reporting-enabled" if reports else "csp-not-implemented")
    limits_framing = "frame-ancestors" in allowed
    result = _of(allowed, is_https=seen.is_https)
    if repeats and result in TOLERATED:
        result = "csp-implemented-but-duplicate-directives"
    return PolicyResult(result, limits_framing=limits_framing)


def _of(allowed: Directives, *, is_https: bool) -> str:
    """The first that fits. A list that stands in for another is the same one: what is taken out, is out."""
    default = allowed.get("default-src", {"*"})
    script, style = allowed.get("script-src", default), allowed.get("style-src", default)
    objects = allowed.get("object-src", default)
    for sources in (script, style):
        if _names_single_ones(sources):
            sources.discard(UNSAFE_INLINE)
    if STRICT_DYNAMIC in script:
        if not _names_single_ones(script):
            return "csp-header-invalid"
        script -= {source for source in script if _is_overruled(source)}
    if script & (EVERYWHERE | INLINE) or objects & EVERYWHERE:
        return "csp-implemented-with-unsafe-inline"
    if is_https and _is_insecure(_active(allowed) | script):
        return "csp-implemented-with-insecure-scheme"
    if UNSAFE_EVAL in script | style:
        return "csp-implemented-with-unsafe-eval"
    return _tolerated(allowed, style, is_https=is_https)


def _tolerated(allowed: Directives, style: set[str], *, is_https: bool) -> str:
    passive = (allowed.get(name, allowed.get("default-src", set())) for name in PASSIVE)
    if is_https and any(_is_insecure(sources) for sources in passive):
        return "csp-implemented-with-insecure-scheme-in-passive-content-only"
    if style & (EVERYWHERE | INLINE):
        return "csp-implemented-with-unsafe-inline-in-style-src-only"
    if allowed.get("default-src") == {"'none'"}:
        return "csp-implemented-with-no-unsafe-default-src-none"
    return "csp-implemented-with-no-unsafe"


def _active(allowed: Directives) -> set[str]:
    """What every directive names but those of passive content; the addresses of reports among them."""
    lists = (sources for name, sources in allowed.items() if name not in (*PASSIVE, "script-src"))
    return {source for sources in lists for source in sources}


def _names_single_ones(sources: set[str]) -> bool:
    return any(source.startswith(NONCE_OR_HASH) for source in sources)


def _is_overruled(source: str) -> bool:
    """By 'strict-dynamic'."""
    return source in (SELF, UNSAFE_INLINE) or source.startswith(("http:", "https:", "ftp:", "*"))


def _is_insecure(sources: set[str]) -> bool:
    return any(source.startswith(INSECURE) for source in sources)
