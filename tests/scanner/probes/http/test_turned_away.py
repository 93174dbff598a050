"""http.probe at hosts that limit connections or requests: the page is seen, or the reason told."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from checks.facts import DnsFacts, HttpFacts, NotTested
from checks.model import Reason
from scanner.probes import http
from scanner.probes.context import ProbeContext
from tests.scanner.probes import contexts
from tests.scanner.probes.hostile import resets_at_once
from tests.scanner.probes.http.sites import Answer, Portal, Request, Site
from tests.scanner.probes.listening import Handler, closed_port, serving
from tests.scanner.probes.tls.relay import Relay

V4 = DnsFacts(ipv4=("127.0.0.1",))
May = Callable[[Relay], bool]


def _context() -> ProbeContext:
    return contexts.context(retry_pause=0.05)


def _before(port: int, may: May) -> Handler:
    """A relay that resets a connection as soon as it is made, where it may not be."""
    relay = Relay(server=port)

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        relay.open_now += 1
        relay.connections += 1
        try:
            await (relay.handle if may(relay) else resets_at_once)(reader, writer)
        finally:
            relay.open_now -= 1

    return handle


async def _probe(port: int, may: May, context: ProbeContext) -> HttpFacts | NotTested:
    async with serving(_before(port, may)) as front:
        target = contexts.target(https_port=front, http_port=front)
        return await http.probe(target, V4, frozenset(), context)


@pytest.fixture
def https(certificate: Path) -> Iterator[int]:
    """The port of a site over TLS."""
    with Site().listening(certificate=certificate) as port:
        yield port


async def test_one_connection_at_once(https: int) -> None:
    """Of two made at once one is reset: both visits are answered in the end."""
    facts = await _probe(https, lambda relay: relay.open_now <= 1, _context())
    assert isinstance(facts, HttpFacts)
    assert facts.https is not None
    assert facts.https.end == "answered"


@pytest.mark.parametrize("cut", [{1}, {1, 2}, {2, 4}])
async def test_some_connections_are_cut(portal: Portal, cut: set[int]) -> None:
    """Which of them it is makes no difference: the page is seen, and nothing is missing."""
    site = portal.target.http_port
    numbers = iter(range(1, 100))
    async with serving(_before(site, lambda _relay: next(numbers) not in cut)) as front:
        with closed_port() as closed:
            target = contexts.target(https_port=closed, http_port=front)
            context = _context()
            context.budget.pace("127.0.0.1").turned_away()  # as the TLS probe found out
            facts = await http.probe(target, V4, frozenset(), context)
    assert isinstance(facts, HttpFacts)
    assert facts.http is not None
    assert facts.http.end == "answered"
    assert facts.missing == ()


async def test_a_host_that_is_known_to_limit_and_cuts_all(https: int) -> None:
    """The reason is the limit; a host of which nobody knows that is asked twice, and has blocked."""
    limited, unknown = _context(), _context()
    limited.budget.pace("127.0.0.1").turned_away()
    for context, reason in ((limited, Reason.RATE_LIMITED), (unknown, Reason.BLOCKED)):
        facts = await _probe(https, lambda _relay: False, context)
        assert isinstance(facts, NotTested)
        assert facts.reason is reason
    assert unknown.connections["http"] == 4
    assert limited.connections["http"] == 12


async def test_a_port_that_took_others_is_not_closed(portal: Portal) -> None:
    """A connection refused where another probe was let in is no closed port, however often."""
    with closed_port() as closed:
        context = _context()
        context.budget.pace("127.0.0.1").open_ports.add(closed)
        target = contexts.target(https_port=closed, http_port=portal.target.http_port)
        facts = await http.probe(target, V4, frozenset(), context)
    assert isinstance(facts, HttpFacts)
    assert facts.https is not None
    assert not facts.https.refused
    assert {lost.reason for lost in facts.missing} == {Reason.BLOCKED}


def _after(refusals: int, status: int, **headers: str) -> Callable[[Request], Answer]:
    """The page, after so many refusals."""
    left = [refusals]

    def answer(_request: Request) -> Answer:
        left[0] -= 1
        return Answer() if left[0] < 0 else Answer(status=status, headers=tuple(headers.items()))

    return answer


@contextmanager
def _plain(page: Callable[[Request], Answer]) -> Iterator[tuple[Site, int]]:
    site = Site(pages={"/": page})
    with site.listening() as port:
        yield site, port


@pytest.mark.parametrize(
    ("status", "refusals", "seen"),
    [(429, 1, 200), (429, 4, 200), (429, 99, 429), (503, 1, 200), (503, 9, 503)],
)
async def test_a_status_that_limits(status: int, refusals: int, seen: int) -> None:
    """Too many requests: asked again more slowly, a few times; a site under maintenance is asked twice."""
    with _plain(_after(refusals, status)) as (site, port), closed_port() as closed:
        target = contexts.target(https_port=closed, http_port=port)
        facts = await http.probe(target, V4, frozenset(), _context())
    assert isinstance(facts, HttpFacts)
    assert facts.page.status == seen
    asked = [request.path for request in site.requests].count("/")
    assert asked == min(refusals + 1, {429: 6, 503: 2}[status])


async def test_how_long_a_server_wants_to_be_left_alone() -> None:
    """Retry-After is heeded, within bounds."""
    with _plain(_after(1, 429, **{"Retry-After": "1"})) as (_site, port), closed_port() as closed:
        target = contexts.target(https_port=closed, http_port=port)
        started = asyncio.get_running_loop().time()
        facts = await http.probe(target, V4, frozenset(), _context())
    assert isinstance(facts, HttpFacts)
    assert facts.page.status == 200
    assert asyncio.get_running_loop().time() - started >= 1
