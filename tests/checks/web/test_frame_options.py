"""web.frame_options."""

import pytest

from tests.checks import builders
from tests.checks.web import answers

XFO = "x-frame-options"
CSP = "content-security-policy"


@pytest.mark.parametrize(
    ("headers", "outcome", "severity"),
    [
        ([(XFO, "DENY")], "pass", "medium"),
        ([(XFO, "sameorigin ")], "pass", "medium"),
        ([(XFO, "SAMEORIGIN"), (XFO, "SameOrigin")], "pass", "medium"),
        ([(XFO, "SAMEORIGIN"), (XFO, "DENY")], "warn", "low"),
        ([(XFO, "DENY, nonsense")], "warn", "low"),
        ([(XFO, "ALLOWALL"), (XFO, "SAMEORIGIN")], "warn", "low"),
        ([(XFO, "SAMEORIGIN"), (XFO, "ALLOW-FROM https://a.test")], "warn", "low"),
        ([(XFO, "DENY,")], "warn", "low"),
        ([(XFO, "ALLOWALL")], "fail", "medium"),
        ([(XFO, "nonsense, rubbish")], "fail", "medium"),
        ([(XFO, "DENY;")], "fail", "medium"),
        ([(XFO, '"DENY"')], "fail", "medium"),
        ([(XFO, "ALLOW-FROM https://a.test")], "fail", "medium"),
        ([(XFO, "")], "fail", "medium"),
        ([], "fail", "medium"),
        ([(CSP, "default-src 'self'")], "fail", "medium"),
        ([(CSP, "frame-ancestors 'none'")], "pass", "medium"),
        ([(CSP, "frame-ancestors")], "pass", "medium"),
        ([(CSP, "frame-ancestors https://a.test"), (XFO, "nonsense")], "pass", "medium"),
        ([(CSP, "frame-ancestors *"), (XFO, "DENY")], "warn", "low"),
        ([(CSP, "frame-ancestors https:")], "warn", "low"),
        ([(CSP, "frame-ancestors http://* https://*")], "warn", "low"),
        ([(CSP, "frame-ancestors 'self' https://*:*")], "warn", "low"),
        ([(CSP, "frame-ancestors *, frame-ancestors 'self'")], "pass", "medium"),
        ([(CSP, "img-src a; img-src b; frame-ancestors 'self'")], "pass", "medium"),
    ],
)
def test_framing_is_limited(headers: list[tuple[str, str]], outcome: str, severity: str) -> None:
    """As the HTML Standard reads them: frame-ancestors overrides; several values, one known, block all."""
    verdict = builders.verdict("web.frame_options", answers.page(*headers))
    assert (verdict.outcome, verdict.severity) == (outcome, severity)


def test_a_meta_element_cannot_limit_framing() -> None:
    """CSP 3 section 3.3: frame-ancestors is ignored there."""
    body = "<meta http-equiv=content-security-policy content=\"frame-ancestors 'none'\">"
    assert builders.verdict("web.frame_options", answers.page(body=body)).outcome == "fail"
