"""web.sri."""

import pytest

from tests.checks import builders
from tests.checks.web import answers

ID = "web.sri"
HTML = ("content-type", "text/html")
DIGEST = 'integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K"'
CDN = "https://cdn.test/a.js"


@pytest.mark.parametrize(
    ("body", "outcome", "severity"),
    [
        ("<p>nothing</p>", "pass", "low"),
        ("<script>1</script>", "pass", "low"),
        ('<script src="/a.js"></script>', "pass", "low"),
        ('<script src="https://static.example.test/a.js"></script>', "pass", "low"),
        ('<script src="//www.example.test/a.js"></script>', "pass", "low"),
        (f'<script src="{CDN}" {DIGEST} crossorigin></script>', "pass", "low"),
        (f'<!-- <script src="{CDN}"></script> -->', "pass", "low"),
        (f'<template><script src="{CDN}"></script></template>', "pass", "low"),
        ('<script src="data:text/javascript,1"></script>', "pass", "low"),
        (f'<script src="{CDN}"></script>', "fail", "low"),
        ('<script src="//cdn.test/a.js"></script>', "fail", "low"),
        (f'<script src="{CDN}" {DIGEST}></script><script src="{CDN}?2"></script>', "fail", "low"),
        (f'<script src="{CDN}" integrity="md5-oqVuAfXRKap7fdgcCY5uyk"></script>', "fail", "low"),
        (f'<script src="{CDN}" integrity></script>', "fail", "low"),
        ('<base href="https://cdn.test/"><script src="a.js"></script>', "fail", "low"),
        (f'<link rel="modulepreload" href="{CDN}">', "fail", "low"),
        ('<script src="http://cdn.test/a.js"></script>', "fail", "medium"),
    ],
)
def test_scripts_of_other_sites_need_a_digest(body: str, outcome: str, severity: str) -> None:
    """Resolved as browsers do; a site is what somebody registered."""
    verdict = builders.verdict(ID, answers.page(HTML, body=body))
    assert (verdict.outcome, verdict.severity) == (outcome, severity)


def test_what_is_no_page_loads_nothing() -> None:
    """A document of another type."""
    facts = answers.page(("content-type", "application/json"), body=f'"<script src={CDN}>"')
    assert builders.verdict(ID, facts).outcome == "pass"


def test_a_page_read_in_part_earns_no_pass() -> None:
    """Scripts may stand in the rest; one that was seen is a finding all the same."""
    for body, outcome in (("<p>", "not_tested"), (f'<script src="{CDN}"></script>', "fail")):
        page = builders.exchange(body=body, body_truncated=True, body_problem="too_long")
        http = builders.http(https=builders.visit(page), https_ipv6=builders.visit(page, address=builders.V6))
        assert builders.verdict(ID, builders.facts(http=http)).outcome == outcome


def test_the_observatory_counts_an_address_without_scheme_as_foreign() -> None:
    """The site's own host, where browsers see the same origin."""
    verdict = builders.verdict(ID, answers.page(HTML, body='<script src="//www.example.test/a.js"></script>'))
    assert verdict.outcome == "pass"
    assert verdict.evidence["observatory"] == "sri-not-implemented-and-external-scripts-not-loaded-securely"


def test_what_a_page_says_is_bounded() -> None:
    """Thousands of scripts with long addresses."""
    body = "".join(f"<script src=https://cdn.test/{'a' * 1000}{number}></script>" for number in range(3000))
    assert len(str(builders.verdict(ID, answers.page(HTML, body=body)).evidence)) < 6000
