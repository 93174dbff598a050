"""Checks follow the standards; where the MDN HTTP Observatory says otherwise, the evidence names its result."""

import pytest

from tests.checks import builders
from tests.checks.web import answers

FRAMES, NOSNIFF, HSTS = "x-frame-options", "x-content-type-options", "strict-transport-security"
POLICY = "content-security-policy"
META = f"<meta http-equiv=\"{POLICY}\" content=\"script-src 'self'; frame-ancestors 'none'\">"


@pytest.mark.parametrize(
    ("check", "headers", "body", "outcome", "observatory"),
    [
        ("content_type_options", ((NOSNIFF, "nosniff"),) * 2, "", "pass", f"{NOSNIFF}-header-invalid"),
        ("frame_options", ((FRAMES, "SAMEORIGIN"),) * 2, "", "pass", f"{FRAMES}-header-invalid"),
        (
            "frame_options",
            ((FRAMES, "ALLOW-FROM https://a.test"),),
            "",
            "fail",
            f"{FRAMES}-allow-from-origin",
        ),
        ("frame_options", (), META, "fail", f"{FRAMES}-implemented-via-csp"),
        ("hsts", ((HSTS, 'max-age="63072000"'),), "", "pass", None),
        ("hsts", ((HSTS, 'MAX-AGE = "63072000" ;; INCLUDESUBDOMAINS'),), "", "pass", "hsts-header-invalid"),
        (
            "hsts",
            ((HSTS, "max-age=1; max-age=63072000"),),
            "",
            "fail",
            "hsts-implemented-max-age-at-least-six-months",
        ),
        (
            "hsts",
            ((HSTS, "max-age=15768000"),),
            "",
            "fail",
            "hsts-implemented-max-age-at-least-six-months",
        ),
        ("referrer_policy", (), "", "fail", "referrer-policy-not-implemented"),
        ("referrer_policy", (("referrer-policy", "unsafe-url"),), "", "fail", None),
        ("csp", (), "", "fail", None),
    ],
)
def test_its_result_is_named_where_it_says_otherwise(
    check: str, headers: tuple[tuple[str, str], ...], body: str, outcome: str, observatory: str | None
) -> None:
    """And only there: a fault that both find is told once."""
    page = answers.page(("content-type", "text/html"), *headers, body=body)
    verdict = builders.verdict(f"web.{check}", page)
    assert (verdict.outcome, verdict.evidence.get("observatory")) == (outcome, observatory)
