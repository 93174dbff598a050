"""A connection that one visit leaves to another: one less to the same place, and each visit as if alone."""

import asyncio
import threading

import httpx
import pytest

from checks.facts import Exchange
from scanner.probes.http import attempt
from scanner.probes.http.neighbours import Neighbours
from scanner.probes.http.route import Route
from tests.scanner.probes import contexts
from tests.scanner.probes.http.pairs import HERE, THERE, WWW, Pair, keeps
from tests.scanner.probes.http.sites import Answer, Portal, Request
from tests.scanner.probes.listening import serving

pytestmark = pytest.mark.usefixtures("patience")


async def test_a_redirect_to_the_page_that_is_visited(portal: Portal) -> None:
    """Is followed over the connection of the other visit, when that has done, and without its cookies."""
    there = f"https://{contexts.HOST}:{portal.target.https_port}/"
    redirected = threading.Event()

    def root(request: Request) -> Answer:
        if request.headers["Host"].endswith(f":{portal.target.http_port}"):
            redirected.set()
            return Answer(301, (("Location", there),), b"moved")
        redirected.wait(10)
        return Answer(headers=(("Set-Cookie", "session=1"),))

    def late(_request: Request) -> Answer:
        threading.Event().wait(0.5)
        return Answer(status=404)

    portal.site.pages = {"/": root, "/security.txt": late}
    context = contexts.context(depth="lean")
    facts = await portal.facts(context)
    pages = [request for request in portal.site.requests if request.path == "/"]
    assert context.connections["http"] == len(portal.site.clients) == 2
    assert [request.client for request in pages].count(pages[-1].client) == 2
    assert [request.headers["Cookie"] for request in pages] == [None] * 3
    assert facts.http is not None
    assert [exchange.status for exchange in facts.http.exchanges] == [301, 200]
    assert facts.http.exchanges[-1].url == there
    assert (facts.http.end, facts.http.next_url) == ("answered", None)


@pytest.mark.parametrize("per_address", [1, 3])
async def test_it_is_left_to_who_waits(per_address: int) -> None:
    """With its slot; each hears the odd lines of its own answers."""
    pair, log = Pair(contexts.context(per_address=per_address)), list[Exchange]()
    async with serving(keeps) as port:
        await pair.first.get(httpx.URL(f"http://{WWW}:{port}/1"), log)
        async with pair.second_asking(f"http://{WWW}:{port}/2") as asking:
            await pair.first.get(httpx.URL(f"http://{WWW}:{port}/3"), log)
            assert not asking.done()
            await pair.first.rest()
            await asking
        assert pair.opened == (1, 0)
        assert await pair.has_left_nothing()
    assert [exchange.odd_lines for exchange in pair.log] == [("odd /2",)]
    assert [exchange.odd_lines for exchange in log] == [("odd /1",), ("odd /3",)]


@pytest.mark.parametrize(
    ("addresses", "elsewhere", "host", "opened"),
    [
        ((HERE, HERE), {}, "other.test", (1, 1)),
        ((HERE, THERE), {}, WWW, (1, 1)),
        ((HERE, HERE), {WWW: THERE}, WWW, (1, 0)),
        ((HERE, THERE), {WWW: THERE}, WWW, (1, 0)),
    ],
    ids=["another host", "another address", "a neighbour", "a neighbour of another address"],
)
async def test_where_it_is_the_same_place(
    addresses: tuple[str, str], elsewhere: dict[str, str], host: str, opened: tuple[int, int]
) -> None:
    """The same scheme, host and port at the same address, be it the target's or another host's."""
    pair = Pair(contexts.context(), addresses)
    for session in (pair.first, pair.second):
        session.backend.elsewhere.update(elsewhere)
    async with serving(keeps, elsewhere.get(WWW, HERE)) as port, serving(keeps, THERE) as other:
        apart = addresses[1] == THERE and not elsewhere
        await pair.first.get(httpx.URL(f"http://{WWW}:{port}/"), [])
        async with pair.second_asking(f"http://{host}:{other if apart else port}/") as asking:
            if opened == (1, 1):
                await asyncio.wait_for(asking, 20)
            await pair.first.rest()
            await asking
        assert pair.opened == opened
        assert await pair.has_left_nothing()


@pytest.mark.parametrize("is_left_before", [False, True])
async def test_who_is_cancelled_keeps_nothing(*, is_left_before: bool) -> None:
    """Neither while waiting nor at the moment the connection was left: it is closed, its slot free."""
    pair = Pair(contexts.context())
    async with serving(keeps) as port:
        await pair.first.get(httpx.URL(f"http://{WWW}:{port}/"), [])
        async with pair.second_asking(f"http://{WWW}:{port}/") as asking:
            if is_left_before:
                await pair.first.rest()
            asking.cancel()
        assert asking.cancelled()
        assert await pair.has_left_nothing()
        assert not pair.log


async def test_waiting_for_another_visit_is_not_the_servers_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes longer than a visit may last: the visit still has its full time."""
    monkeypatch.setattr(attempt, "VISIT_SECONDS", 0.5)
    pair = Pair(contexts.context())
    target = contexts.target(WWW, https_port=1, http_port=2)
    async with serving(keeps) as port:
        url = httpx.URL(f"http://{WWW}:{port}/")
        route = Route.of(target, (), Neighbours(pair.context))
        await pair.first.get(url, [])
        visiting = asyncio.create_task(attempt.attempt(pair.second, url, route, pair.context))
        await asyncio.sleep(1.0)
        await pair.first.rest()
        assert (await visiting).visit.end == "answered"
        assert pair.opened == (1, 0)
        assert await pair.has_left_nothing()
