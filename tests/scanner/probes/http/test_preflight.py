"""http.probe asks once, in another origin's name, what that origin may read."""

import pytest

from checks.facts.http import FOREIGN_ORIGIN
from tests.scanner.probes import contexts
from tests.scanner.probes.http.sites import Answer, Portal, Site
from tests.scanner.probes.listening import closed_port

ALLOWED = Answer(status=204, headers=(("Access-Control-Allow-Origin", FOREIGN_ORIGIN),), body=b"")
COOKIE = ("Set-Cookie", "PHPSESSID=1")


async def test_the_page_is_asked_about_once(portal: Portal) -> None:
    """One OPTIONS request with Origin and the method asked for, without cookies, over an open connection."""
    portal.site.preflight = ALLOWED
    portal.site.pages["/"] = Answer(headers=(COOKIE,))
    context = contexts.context()
    found = await portal.facts(context)
    asked = [request for request in portal.site.requests if request.method == "OPTIONS"]
    assert [(request.path, request.headers["Origin"]) for request in asked] == [("/", FOREIGN_ORIGIN)]
    assert asked[0].headers["Access-Control-Request-Method"] == "GET"
    assert asked[0].headers["Cookie"] is None
    assert found.preflight is not None
    assert found.preflight.last is not None
    assert found.preflight.last.value("access-control-allow-origin") == FOREIGN_ORIGIN
    assert context.connections == {"http": 2}


async def test_it_is_asked_where_the_page_is(portal: Portal) -> None:
    """Not where the redirect to it was; a redirect of the preflight itself is kept and not followed."""
    portal.site.preflight = Answer(status=302, headers=(("Location", "/elsewhere"),))
    portal.site.pages |= {"/": Answer(status=302, headers=(("Location", "/home"),)), "/home": Answer()}
    found = await portal.facts()
    asked = [request.path for request in portal.site.requests if request.method == "OPTIONS"]
    assert asked == ["/home"]
    assert found.preflight is not None
    assert [exchange.status for exchange in found.preflight.exchanges] == [302]


@pytest.mark.parametrize("page", [Answer(status=503), Answer(status=302, headers=(("Location", "/"),))])
async def test_a_page_that_was_not_seen_is_not_asked_about(portal: Portal, page: Answer) -> None:
    """Neither a limiter's answer nor a circle of redirects is the site's page."""
    portal.site.preflight, portal.site.pages["/"] = ALLOWED, page
    found = await portal.facts(contexts.context(retry_pause=0.01))
    assert found.preflight is None


async def test_the_lean_depth_asks_nothing_more(portal: Portal) -> None:
    """No request is made that was not made before."""
    portal.site.preflight = ALLOWED
    found = await portal.facts(contexts.context(depth="lean"))
    assert found.preflight is None
    assert all(request.method == "GET" for request in portal.site.requests)


async def test_where_https_is_closed_the_plain_page_is_asked_about() -> None:
    """The page of the first port that answered."""
    site = Site(preflight=ALLOWED)
    with site.listening() as plain, closed_port() as closed:
        portal = Portal(site, contexts.target(https_port=closed, http_port=plain))
        found = await portal.facts()
    assert found.preflight is not None
    assert found.preflight.last is not None
    assert found.preflight.last.url.startswith("http://")
