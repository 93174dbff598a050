"""Headers sent twice, in odd forms, in the wrong place, or saying less than they seem to."""

from benchmarks.accuracy.host import Truth
from benchmarks.accuracy.websites.answers import CSP, Field, good_but, lacking
from benchmarks.accuracy.websites.truths import of_page, web_host

LONG, SHORT = "max-age=63072000", "max-age=600"
CSP_NAME, FRAMES_NAME, HSTS_NAME = "Content-Security-Policy", "X-Frame-Options", "Strict-Transport-Security"
SNIFF_NAME, REFERRER_NAME = "X-Content-Type-Options", "Referrer-Policy"
NO_FRAMES = "default-src 'self'; object-src 'none'; base-uri 'self'"  # a policy that says nothing of framing
GOOD_ONE, BAD_ONE = Truth.GOOD, Truth.BAD


def _hsts(*values: str) -> tuple[Field, ...]:
    return good_but(*((HSTS_NAME, value) for value in values))


def _frames(*values: str, policy: str = NO_FRAMES) -> tuple[Field, ...]:
    values_sent = ((FRAMES_NAME, value) for value in values)
    return (*lacking(CSP_NAME, FRAMES_NAME), (CSP_NAME, policy), *values_sent)


def _csp(*values: str) -> tuple[Field, ...]:
    return good_but(*((CSP_NAME, value) for value in values))


def _sniff(*values: str) -> tuple[Field, ...]:
    return good_but(*((SNIFF_NAME, value) for value in values))


def _referrer(*values: str) -> tuple[Field, ...]:
    return good_but(*((REFERRER_NAME, value) for value in values))


_OF_HSTS = (
    ("twice", BAD_ONE, _hsts(LONG, SHORT)),  # in force, and yet RFC 6797 forbids it
    ("short-first", BAD_ONE, _hsts(SHORT, LONG)),
    ("valued", BAD_ONE, _hsts(f"{LONG}; includeSubDomains=true")),
    ("quoted", GOOD_ONE, _hsts('Max-Age="63072000" ;; INCLUDESUBDOMAINS; preload; x=y;')),
    ("joined", BAD_ONE, _hsts(f"{LONG}, {LONG}")),
    ("empty-first", BAD_ONE, _hsts("", LONG)),
    ("none", BAD_ONE, lacking(HSTS_NAME)),
)
_OF_FRAMES = (
    ("conflicting", BAD_ONE, _frames("SAMEORIGIN", "DENY")),  # blocks even the site itself
    ("twice", GOOD_ONE, _frames("DENY", "deny")),
    ("allow-from", BAD_ONE, _frames("ALLOW-FROM https://so.test/")),
    ("anybody", BAD_ONE, _frames("SAMEORIGIN", policy=f"{NO_FRAMES}; frame-ancestors https://*")),
    ("ancestors-anybody", BAD_ONE, _frames("DENY", policy=f"{NO_FRAMES}; frame-ancestors *")),
    ("ancestors-alone", GOOD_ONE, _frames(policy=f"{NO_FRAMES}; frame-ancestors 'none'")),
    ("none", BAD_ONE, _frames()),
)
_OF_CSP = (
    ("inline", BAD_ONE, _csp("default-src 'self' 'unsafe-inline'")),
    ("upgrade-alone", BAD_ONE, _csp("upgrade-insecure-requests")),
    ("repeated", BAD_ONE, _csp("script-src 'unsafe-inline'; script-src 'self'; object-src 'none'")),
    ("two", GOOD_ONE, _csp("default-src https:", CSP[1])),
    ("report-only", BAD_ONE, (*lacking(CSP_NAME), (f"{CSP_NAME}-Report-Only", CSP[1]))),
    (
        "nonce",
        GOOD_ONE,
        _csp("script-src 'nonce-4AEemGb0xJpt' 'strict-dynamic'; object-src 'none'; base-uri 'none'"),
    ),
)
_OF_SNIFFING = (
    ("twice", GOOD_ONE, _sniff("nosniff", "nosniff")),
    ("semicolon", BAD_ONE, _sniff("nosniff; mode=block")),
    ("none", BAD_ONE, lacking(SNIFF_NAME)),
)
_OF_REFERRERS = (
    ("list", GOOD_ONE, _referrer("no-referrer, strict-origin-when-cross-origin")),
    ("unsafe-last", BAD_ONE, _referrer("no-referrer", "unsafe-url")),
)
HOSTS = tuple(
    web_host(kind, f"{prefix}-{name}", of_page(headers), told={check: what})
    for kind, prefix, check, variants in (
        ("HSTS", "hsts", "web.hsts", _OF_HSTS),
        ("framing", "frames", "web.frame_options", _OF_FRAMES),
        ("content policy", "csp", "web.csp", _OF_CSP),
        ("other policies", "sniff", "web.content_type_options", _OF_SNIFFING),
        ("other policies", "referrer", "web.referrer_policy", _OF_REFERRERS),
    )
    for name, what, headers in variants
)
