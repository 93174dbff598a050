"""web.mixed_content."""

import pytest

from checks.facts import Client, Facts, NotTested, PageView, SitePage
from checks.model import Reason
from tests.checks import builders
from tests.checks.web import answers

ID = "web.mixed_content"
HTML = ("content-type", "text/html")
UPGRADE = ("content-security-policy", "upgrade-insecure-requests; default-src https:")


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("<p>http://a.test/</p>", "pass"),
        ('<script src="https://a.test/a.js"></script><img src="/a.png">', "pass"),
        ('<a href="http://a.test/">link</a>', "pass"),
        ('<script src="//a.test/a.js"></script>', "pass"),
        ('<!-- <script src="http://a.test/"></script> -->', "pass"),
        ('<img src="http://localhost/a.png"><img src="http://127.0.0.1:8080/a.png">', "pass"),
        ('<link rel="canonical" href="http://a.test/">', "pass"),
        ('<img src="http://a.test/a.png">', "warn"),
        ('<img srcset="/a.png 1x, http://a.test/b.png 2x">', "warn"),
        ('<video src="http://a.test/a.mp4"></video>', "warn"),
        ('<audio><source src="http://a.test/a.mp3"></audio>', "warn"),
        ('<input type="image" src="http://a.test/a.png">', "warn"),
        ('<form action="http://a.test/login">', "warn"),
        ('<script src="http://a.test/a.js"></script>', "fail"),
        ('<link rel="stylesheet" href="http://a.test/a.css">', "fail"),
        ('<link rel="preload" as="style" href="http://a.test/a.css">', "fail"),
        ('<iframe src="http://a.test/"></iframe>', "fail"),
        ('<object data="http://a.test/a.swf"></object>', "fail"),
        ('<embed src="http://a.test/a.swf">', "fail"),
        ('<base href="http://a.test/"><script src="a.js"></script>', "fail"),
        ('<img src="http://a.test/a.png"><iframe src="http://a.test/"></iframe>', "fail"),
    ],
)
def test_what_comes_over_plain_http(body: str, outcome: str) -> None:
    """What browsers block fails; what they show, or ask about, is a warning."""
    verdict = builders.verdict(ID, answers.page(HTML, body=body))
    assert (verdict.outcome, verdict.severity) == (outcome, "low" if outcome == "warn" else "medium")


def test_a_policy_that_upgrades_requests_mends_the_page() -> None:
    """Browsers ask over https then."""
    body = '<script src="http://a.test/a.js"></script>'
    assert builders.verdict(ID, answers.page(HTML, UPGRADE, body=body)).outcome == "pass"


def page_below(body: str, client: Client = Client.BROWSER) -> Facts:
    """A page of the walk beside a start page in good order."""
    url = f"https://{builders.HOST}/vi/dang-nhap"
    visit = builders.visit(builders.exchange(url=url, body=body))
    page = SitePage(url=url, found="login", views=(PageView(client=client, visit=visit),))
    return builders.facts(site=builders.site(page))


def test_the_pages_of_the_walk_are_read_too() -> None:
    """As a browser was shown them; each finding names its page."""
    body = '<script src="http://a.test/a.js"></script>'
    verdict = builders.verdict(ID, page_below(body))
    assert verdict.outcome == "fail"
    assert verdict.evidence["pages_read"] == 2
    assert "/vi/dang-nhap" in str(verdict.evidence["over_http"])
    assert builders.verdict(ID, page_below(body, Client.CRAWLER)).outcome == "pass"


def test_without_https_nothing_can_be_mixed() -> None:
    """The page itself came over plain HTTP."""
    page = builders.exchange(url=f"http://{builders.HOST}/", body='<script src="http://a.test/"></script>')
    closed = NotTested(reason=Reason.UNREACHABLE, detail="")
    https = builders.visit(end="failed", failure=closed, refused=True).model_copy(update={"exchanges": ()})
    plain = builders.visit(page, origin=page.url)
    http = builders.http(http=plain, https=https, http_ipv6=None, https_ipv6=None)
    assert builders.verdict(ID, builders.facts(http=http)).outcome == "not_applicable"


def test_what_a_page_says_is_bounded() -> None:
    """Thousands of images with long addresses."""
    body = "".join(f"<img src=http://a.test/{'a' * 1000}{number}>" for number in range(3000))
    assert len(str(builders.verdict(ID, answers.page(HTML, body=body)).evidence)) < 20_000
