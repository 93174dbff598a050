"""Which of the MDN HTTP Observatory's results a page's Content Security Policy earns."""

from typing import Literal

from checks.facts import Exchange
from checks.markup import meta_contents
from checks.web._csp import (
    ANY,
    HEADER,
    MAY_REPEAT,
    NONE,
    REPORT_ONLY,
    CspError,
    Policies,
    directives,
    has_nonce_or_hash,
    parse,
    split,
)
from checks.web._csp_sources import Sources

BROAD = frozenset({"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"})
INLINE = frozenset({"'unsafe-inline'", "data:"})
NAMES_SHOWN = 10
PASSIVE = ("img-src", "media-src")

CspResult = Literal[
    "csp-implemented-with-no-unsafe-default-src-none",
    "csp-implemented-with-no-unsafe",
    "csp-implemented-with-unsafe-inline-in-style-src-only",
    "csp-implemented-with-insecure-scheme-in-passive-content-only",
    "csp-implemented-with-unsafe-eval",
    "csp-implemented-with-unsafe-inline",
    "csp-implemented-with-insecure-scheme",
    "csp-implemented-but-duplicate-directives",
    "csp-header-invalid",
    "csp-not-implemented",
    "csp-not-implemented-but-reporting-enabled",
]
PASSING: frozenset[CspResult] = frozenset(
    {
        "csp-implemented-with-no-unsafe-default-src-none",
        "csp-implemented-with-no-unsafe",
        "csp-implemented-with-unsafe-inline-in-style-src-only",
        "csp-implemented-with-insecure-scheme-in-passive-content-only",
        "csp-implemented-but-duplicate-directives",
    }
)


def csp_result(page: Exchange) -> CspResult:
    """The result for a page's headers and meta elements together."""
    try:
        policies = parse(page.values(HEADER), meta_policies(page))
    except CspError:
        return "csp-header-invalid"
    if not policies.each:
        reporting = page.value(REPORT_ONLY) is not None
        return "csp-not-implemented-but-reporting-enabled" if reporting else "csp-not-implemented"
    result = _of(policies, is_https=page.url.startswith("https:"))
    is_repeated = bool(policies.repeated) and result in PASSING
    return "csp-implemented-but-duplicate-directives" if is_repeated else result


def meta_policies(page: Exchange) -> tuple[str, ...]:
    """The policies in ``<meta http-equiv>`` elements."""
    return meta_contents(page.body, "http-equiv", HEADER)


def repeated_directives(page: Exchange) -> list[str]:
    """The directives that one policy has twice and may not (CSP 3 section 2.2.1: the first counts)."""
    texts = split((*page.values(HEADER), *meta_policies(page)))
    return sorted({name for text in texts for name in directives(text)[1] - MAY_REPEAT})[:NAMES_SHOWN]


def unlimited(page: Exchange) -> list[str]:
    """Which of scripts and plugins no policy of the page limits, when that is all that is wrong."""
    policies = parse(page.values(HEADER), meta_policies(page))
    found = {name: policies.effective(name) for name in ("script-src", "object-src")}
    if any(sources & (BROAD | INLINE) for sources in found.values() if sources is not None):
        return []
    return [name for name, sources in found.items() if sources is None]


def _of(policies: Policies, *, is_https: bool) -> CspResult:
    if any(_is_strict_dynamic_alone(policy) for policy in policies.each):
        return "csp-header-invalid"
    script, style = (_with_parts(policies, name) for name in ("script-src", "style-src"))
    objects = policies.effective("object-src") or ANY
    if script & (BROAD | INLINE) or objects & BROAD:
        return "csp-implemented-with-unsafe-inline"
    if is_https and _insecure(_active(policies) | script):
        return "csp-implemented-with-insecure-scheme"
    if "'unsafe-eval'" in script | style:
        return "csp-implemented-with-unsafe-eval"
    return _passing(policies, style, is_https=is_https)


def _with_parts(policies: Policies, name: str) -> Sources:
    """What a list allows, and what the newer ones for elements and attributes allow in its stead."""
    names = (name, *(part for part in (f"{name}-elem", f"{name}-attr") if part in policies.names))
    return frozenset[str]().union(*(policies.effective(one) or ANY for one in names))


def _passing(policies: Policies, style: Sources, *, is_https: bool) -> CspResult:
    passive = (policies.effective(name) or frozenset() for name in PASSIVE)
    if is_https and any(_insecure(sources) for sources in passive):
        return "csp-implemented-with-insecure-scheme-in-passive-content-only"
    if style & (BROAD | INLINE):
        return "csp-implemented-with-unsafe-inline-in-style-src-only"
    if policies.effective("default-src") == NONE:
        return "csp-implemented-with-no-unsafe-default-src-none"
    return "csp-implemented-with-no-unsafe"


def _active(policies: Policies) -> Sources:
    """The sources of every directive but those for scripts, which are judged apart, and passive content."""
    names = policies.names - {*PASSIVE, "script-src"}
    lists = (policies.effective(name) or frozenset() for name in names)
    return frozenset(source for sources in lists for source in sources)


def _insecure(sources: Sources) -> bool:
    return any(source.startswith(("http:", "ftp:")) for source in sources)


def _is_strict_dynamic_alone(policy: dict[str, Sources]) -> bool:
    script = policy.get("script-src", policy.get("default-src", frozenset()))
    return "'strict-dynamic'" in script and not has_nonce_or_hash(script)
