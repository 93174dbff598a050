"""http.probe within its scope: www of the same name, the host's other https ports, a page behind a path."""

from pathlib import Path

import pytest

from checks.facts import DnsFacts, HttpFacts, NotTested
from checks.model import Reason
from scanner.probes import http
from scanner.probes.http import neighbours, route
from tests.scanner.probes import contexts
from tests.scanner.probes.http.sites import Answer, Portal, Request, Site
from tests.scanner.probes.listening import closed_port

V4 = DnsFacts(ipv4=("127.0.0.1",))
OTHER = "example.test"
MARK = (("X-Here", "1"),)


async def _probe(portal: Portal, scope: frozenset[str] = frozenset()) -> HttpFacts:
    found = await http.probe(portal.target, V4, scope, contexts.context())
    assert isinstance(found, HttpFacts)
    return found


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_https_on_another_port_of_the_host_is_visited(
    portal: Portal, certificate: Path, scheme: str
) -> None:
    """Its page is the site's; plain HTTP on another port is not."""
    other = Site(pages={"/": Answer(200, MARK)})
    with other.listening(certificate=certificate if scheme == "https" else None) as port:
        portal.site.pages = {"/": Answer(302, (("Location", f"{scheme}://{contexts.HOST}:{port}/"),))}
        found = await _probe(portal)
    assert found.https is not None
    assert found.https.end == ("answered" if scheme == "https" else "left_scope")
    assert bool(other.requests) == (scheme == "https")


@pytest.mark.parametrize(
    ("names", "scope", "end"),
    [
        (DnsFacts(ipv4=("127.0.0.2",)), {OTHER}, "answered"),
        (DnsFacts(ipv4=("127.0.0.2",)), set(), "left_scope"),
        (DnsFacts(ipv6=("::1",)), {OTHER}, "left_scope"),
        (DnsFacts(ipv4=("0.0.0.0",)), {OTHER}, "left_scope"),
        (NotTested(reason=Reason.DNS_FAILURE), {OTHER}, "left_scope"),
    ],
)
async def test_www_of_the_same_name_is_asked_at_its_own_address(
    portal: Portal,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
    names: DnsFacts | NotTested,
    scope: set[str],
    end: str,
) -> None:
    """Within the scope alone, at an address of the same family, and never at another one."""

    async def asked(*_arguments: object, **_options: object) -> DnsFacts | NotTested:
        return names

    monkeypatch.setattr("scanner.probes.dns.probe", asked)
    other = Site(pages={"/": Answer(200, MARK)})
    with other.listening("127.0.0.2", certificate=certificate) as port:
        monkeypatch.setitem(route.DEFAULT_PORTS, "https", port)
        portal.site.pages = {"/": Answer(302, (("Location", f"https://{OTHER}:{port}/"),))}
        found = await _probe(portal, frozenset(scope))
    assert found.https is not None
    assert found.https.end == end
    assert bool(other.requests) == (end == "answered")


@pytest.mark.parametrize(
    ("like", "found", "address"),
    [
        ("127.0.0.1", "127.0.0.2", "127.0.0.2"),
        ("10.1.2.3", "10.0.0.1", "10.0.0.1"),
        ("127.0.0.1", "10.0.0.1", None),
        ("10.1.2.3", "127.0.0.1", None),
        ("8.8.8.8", "1.1.1.1", "1.1.1.1"),
        ("8.8.8.8", "10.0.0.1", None),
        ("8.8.8.8", "127.0.0.1", None),
        ("8.8.8.8", "169.254.169.254", None),
    ],
)
async def test_a_host_never_leads_farther_inside(
    monkeypatch: pytest.MonkeyPatch, like: str, found: str, address: str | None
) -> None:
    """Whoever writes the name's records cannot send the scanner into its own network."""

    async def asked(*_arguments: object, **_options: object) -> DnsFacts:
        return DnsFacts(ipv4=(found,))

    monkeypatch.setattr("scanner.probes.dns.probe", asked)
    assert await neighbours.Neighbours(contexts.context()).address(OTHER, like) == address


async def test_the_page_of_the_target_s_path_is_looked_at(portal: Portal) -> None:
    """Over both ports; security.txt stays where it is."""
    portal.site.pages = {"/dvc/login?x=1": Answer(200, MARK, b"login")}
    target = portal.target.model_copy(update={"path": "/dvc/login?x=1"})
    found = await http.probe(target, V4, frozenset(), contexts.context())
    assert isinstance(found, HttpFacts)
    assert (found.page.body, found.page.url) == ("login", f"{_root(portal)}dvc/login?x=1")
    asked = {request.path for request in portal.site.requests}
    assert asked == {"/dvc/login?x=1", "/.well-known/security.txt", "/security.txt"}


def _root(portal: Portal) -> str:
    return f"https://{contexts.HOST}:{portal.target.https_port}/"


async def test_a_user_agent_is_sent_as_it_was_typed(portal: Portal) -> None:
    """In every request."""
    context = contexts.context(user_agent="tester (+https://example.test/who)")
    await http.probe(portal.target, V4, frozenset(), context)
    agents: set[str | None] = {_agent(request) for request in portal.site.requests}
    assert agents == {"tester (+https://example.test/who)"}


def _agent(request: Request) -> str | None:
    return request.headers["User-Agent"]


async def test_a_port_without_a_connection_is_told_from_one_that_is_cut(portal: Portal) -> None:
    """A closed port never connected; the https one did."""
    with closed_port() as closed:
        target = portal.target.model_copy(update={"http_port": closed})
        found = await http.probe(target, V4, frozenset(), contexts.context())
    assert isinstance(found, HttpFacts)
    assert found.http is not None
    assert found.https is not None
    assert (found.http.unconnected, found.http.refused, found.https.unconnected) == (True, True, False)
