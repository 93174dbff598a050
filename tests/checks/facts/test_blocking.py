"""Answers that stand in for a site's page are told from the site's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.facts.blocking import blocked
from tests.checks import builders

PORTAL = "<!doctype html><title>Cổng</title><h1>Cổng thông tin</h1><p>Tin tức</p>"
GATE = '<body><script>document.cookie="D1N=abc; path=/";window.location.reload(true);</script></body>'


@pytest.mark.parametrize(
    ("status", "headers", "body", "reason"),
    [
        (200, (), PORTAL, None),
        (200, (("server", "cloudflare"), ("cf-ray", "1")), PORTAL, None),
        (200, (("x-iinfo", "1-2-3"),), PORTAL, None),
        (404, (), PORTAL, None),
        (500, (), PORTAL, None),
        (401, (("www-authenticate", 'Basic realm="x"'),), "", None),
        (401, (), "", "blocked_by_waf"),
        (403, (), "Access Denied", "blocked_by_waf"),
        (406, (), "", "blocked_by_waf"),
        (429, (), "", "rate_limited"),
        (503, (), "", "rate_limited"),
        (502, (), "", "unreachable"),
        (400, (), "<title>400 No required SSL certificate was sent</title>", "client_certificate"),
        (403, (), "<h2>403.7 - Forbidden: SSL client certificate required</h2>", "client_certificate"),
        (200, (), "<p>A client certificate required of each agency</p>", None),
        (522, (), "", "unreachable"),
        (403, (("cf-mitigated", "challenge"),), "<title>Just a moment...</title>", "blocked_by_waf"),
        (503, (), "<TITLE>Just a moment...</TITLE>", "blocked_by_waf"),
        (200, (), '<script src="/_Incapsula_Resource?SWJIYLWA=1"></script>', "blocked_by_waf"),
        (
            200,
            (),
            "The requested URL was rejected. Please consult with your administrator.",
            "blocked_by_waf",
        ),
        (405, (("x-amzn-waf-action", "captcha"),), "", "blocked_by_waf"),
        (404, (("x-iinfo", "1-2-3"),), PORTAL, None),
        (404, (), "Incapsula incident ID: 1-2", "blocked_by_waf"),
        (200, (), PORTAL + "<p>Tin tức</p>" * 99 + '<script src="/_Incapsula_Resource?SW=1"></script>', None),
        (200, (), GATE, "blocked_by_waf"),
        (200, (), GATE.replace("window.location.reload(true)", 'location.href="/?x=1"'), "blocked_by_waf"),
        (200, (), GATE.replace("<body>", "<body><p>Cổng thông tin</p>"), None),
    ],
)
def test_the_site_s_own_page_is_known(
    status: int, headers: tuple[tuple[str, str], ...], body: str, reason: str | None
) -> None:
    """By status, by what a firewall says of itself, and by what a page does."""
    found = blocked(builders.exchange(status=status, headers=headers, body=body))
    assert (found.reason if found else None) == reason
    assert found is None or str(status) in found.detail


@given(st.integers(100, 599), st.text(max_size=300))
def test_any_answer_is_read(status: int, body: str) -> None:
    """Never an exception; and what is fine with a short text is fine whatever its status below 400."""
    found = blocked(builders.exchange(status=status, headers=(), body=body))
    assert found is None or found.detail
