"""Facts of an endpoint whose https page is given by a test; plain HTTP redirects to it as it should."""

from typing import Any

from checks.facts import Client, Facts, PageView, SitePage
from checks.facts.site import Found
from tests.checks import builders

Header = tuple[str, str]
BEHIND = f"https://{builders.HOST}/sau-trang-chu"


def page(*headers: Header, body: str = "", status: int = 200, **changes: Any) -> Facts:
    """The page has these headers and no others; ``changes`` are other fields of Facts."""
    answer = builders.exchange(headers=headers, body=body, status=status)
    http = builders.http(https=builders.visit(answer), https_ipv6=builders.visit(answer, address=builders.V6))
    return builders.facts(**{"http": http, **changes})


def behind(
    body: str = "", found: Found = "login", *headers: Header, url: str = BEHIND, status: int = 200
) -> Facts:
    """A good start page, and behind it this one, as a browser was shown it on a walk."""
    answer = builders.exchange(url=url, status=status, body=body, headers=headers)
    view = PageView(client=Client.BROWSER, visit=builders.visit(answer))
    return page(body="<p>Trang chủ", site=builders.site(SitePage(url=url, found=found, views=(view,))))


def redirect(location: str, url: str = f"https://{builders.HOST}/", **changes: Any) -> Facts:
    """The https page is a redirect over both families; ``changes`` are fields of its visit."""
    answer = builders.exchange(url=url, status=302, headers=(("location", location),), body="")
    visit = builders.visit(answer, **{"end": "left_scope", "next_url": location, **changes})
    return builders.facts(http=builders.http(https=visit, https_ipv6=visit))
