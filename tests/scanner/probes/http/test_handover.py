"""A connection that one visit leaves to another: one less to the same place, and each visit as if alone."""

import asyncio
import contextlib
import ssl
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from checks.facts import Exchange
from scanner.probes.context import ProbeContext
from scanner.probes.http import attempt
from scanner.probes.http.neighbours import Neighbours
from scanner.probes.http.network import Handover, NoConnectionError, lone_connection
from scanner.probes.http.route import Route
from scanner.probes.http.session import Session
from tests.scanner.probes import contexts
from tests.scanner.probes.http.sites import Answer, Portal, Request
from tests.scanner.probes.listening import Handler, closed_port, serving

HERE, THERE = "127.0.0.1", "127.0.0.2"
WWW = "www.x.test"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n%b\r\nok"


async def _keeps(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Names in an odd line what was asked for."""
    while path := (await reader.readuntil(b"\r\n\r\n")).split()[1]:
        writer.write(ANSWER % (b"odd " + path + b"\r\n"))


async def _closes(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(ANSWER % b"Connection: close\r\n")


async def _ends_after_one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(ANSWER % b"")


async def _ends_at_the_second(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await _ends_after_one(reader, writer)
    await reader.readuntil(b"\r\n\r\n")


class _Pair:
    """Two sessions of one probe; what the second logged."""

    def __init__(self, context: ProbeContext, addresses: tuple[str, str] = (HERE, HERE)) -> None:
        handover = Handover()
        self.context = context
        self.first, self.second = (Session(address, context, handover=handover) for address in addresses)
        self.log: list[Exchange] = []

    @contextlib.asynccontextmanager
    async def second_asking(self, url: str) -> AsyncIterator[asyncio.Task[None]]:
        """While the second asks, which it has begun."""
        task = asyncio.create_task(self.second.get(httpx.URL(url), self.log))
        await asyncio.sleep(0.1)
        try:
            yield task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    @property
    def opened(self) -> tuple[int, int]:
        """The connections that each has made."""
        return self.first.backend.opened, self.second.backend.opened

    async def has_left_nothing(self) -> bool:
        """Whether all slots are free again."""
        await self.first.rest()
        await self.second.rest()
        async with asyncio.timeout(5), self.context.budget.whole_address(HERE) as free:
            return free == self.context.budget.per_address


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
    pair, log = _Pair(contexts.context(per_address=per_address)), list[Exchange]()
    async with serving(_keeps) as port:
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
    ("handler", "opened"), [(_closes, (1, 1)), (_ends_after_one, (1, 1)), (_ends_at_the_second, (1, 1))]
)
async def test_it_is_replaced_where_the_server_ends_it(handler: Handler, opened: tuple[int, int]) -> None:
    """At once, while nobody asks, or in answer to the next request, which is made again."""
    pair = _Pair(contexts.context())
    async with serving(handler) as port:
        url = f"http://{WWW}:{port}/"
        first = asyncio.create_task(pair.first.get(httpx.URL(url), []))
        async with pair.second_asking(url) as asking:
            await first
            await asyncio.sleep(0.1)
            await pair.first.rest()
            await asking
        assert pair.opened == opened
        assert await pair.has_left_nothing()
    assert [exchange.body for exchange in pair.log] == ["ok"]


async def test_who_closes_always_makes_nobody_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the server keeps no connection, the visits go on side by side, each over its own."""
    monkeypatch.setattr(lone_connection, "PATIENCE", 60.0)
    pair = _Pair(contexts.context())
    async with serving(_closes) as port, asyncio.timeout(20):
        url = httpx.URL(f"http://{WWW}:{port}/")
        await pair.first.get(url, [])
        async with pair.second_asking(f"http://{WWW}:{port}/") as asking:
            await pair.first.get(url, [])
            await asking
            await pair.first.get(url, [])
        assert pair.opened == (3, 1)


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_who_hangs_makes_nobody_hang(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the handshake or after the request: after a while the other makes its own, and waits no more."""
    monkeypatch.setattr(lone_connection, "PATIENCE", 0.5)
    pair, hung = _Pair(contexts.context()), list[bool]()

    async def hangs_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        hung.append(True)
        if len(hung) == 1:
            await asyncio.sleep(3600)
        if scheme == "http":
            await _ends_after_one(reader, writer)

    async with serving(hangs_once) as port:
        first = asyncio.create_task(pair.first.get(httpx.URL(f"{scheme}://{WWW}:{port}/"), []))
        async with pair.second_asking(f"{scheme}://{WWW}:{port}/") as asking:
            await asyncio.wait([asking], timeout=20)
            assert asking.done()
            assert not first.done()
            assert pair.opened == (1, 1)
            first.cancel()
            await asyncio.wait([first])
            assert (asking.exception() is None) == (scheme == "http")
        assert await pair.has_left_nothing()


async def test_a_port_that_refuses_refuses_both(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is told so, and nobody waits for the other."""
    monkeypatch.setattr(lone_connection, "PATIENCE", 60.0)
    pair = _Pair(contexts.context())
    with closed_port() as closed:
        asking = [one.get(httpx.URL(f"https://{WWW}:{closed}/"), []) for one in (pair.first, pair.second)]
        async with asyncio.timeout(20):
            errors = await asyncio.gather(*asking, return_exceptions=True)
    assert [type(error) for error in errors] == [NoConnectionError] * 2
    assert await pair.has_left_nothing()


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
    pair = _Pair(contexts.context(), addresses)
    for session in (pair.first, pair.second):
        session.backend.elsewhere.update(elsewhere)
    async with serving(_keeps, elsewhere.get(WWW, HERE)) as port, serving(_keeps, THERE) as other:
        apart = addresses[1] == THERE and not elsewhere
        await pair.first.get(httpx.URL(f"http://{WWW}:{port}/"), [])
        async with pair.second_asking(f"http://{host}:{other if apart else port}/") as asking:
            assert asking.done() == (opened == (1, 1))
            await pair.first.rest()
            await asking
        assert pair.opened == opened
        assert await pair.has_left_nothing()


@pytest.mark.parametrize(("verified", "opened"), [(ssl.CERT_OPTIONAL, (1, 1)), (ssl.CERT_NONE, (1, 0))])
async def test_who_wants_a_certificate_says_so_to_each(
    certificate: Path, verified: ssl.VerifyMode, opened: tuple[int, int]
) -> None:
    """In the handshake, so that each makes its own; without that, one is enough."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    tls.verify_mode = verified
    pair = _Pair(contexts.context())
    async with serving(_keeps, tls=tls) as port:
        await pair.first.get(httpx.URL(f"https://{WWW}:{port}/"), [])
        async with pair.second_asking(f"https://{WWW}:{port}/") as asking:
            await pair.first.rest()
            await asking
        wanted = [session.backend.wants_certificate for session in (pair.first, pair.second)]
        assert (pair.opened, wanted) == (opened, [verified == ssl.CERT_OPTIONAL] * 2)
        assert await pair.has_left_nothing()


@pytest.mark.parametrize("is_left_before", [False, True])
async def test_who_is_cancelled_keeps_nothing(*, is_left_before: bool) -> None:
    """Neither while waiting nor at the moment the connection was left: it is closed, its slot free."""
    pair = _Pair(contexts.context())
    async with serving(_keeps) as port:
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
    pair = _Pair(contexts.context())
    target = contexts.target(WWW, https_port=1, http_port=2)
    async with serving(_keeps) as port:
        url = httpx.URL(f"http://{WWW}:{port}/")
        route = Route.of(target, (), Neighbours(pair.context))
        await pair.first.get(url, [])
        visiting = asyncio.create_task(attempt.attempt(pair.second, url, route, pair.context))
        await asyncio.sleep(1.0)
        await pair.first.rest()
        assert (await visiting).visit.end == "answered"
        assert pair.opened == (1, 0)
        assert await pair.has_left_nothing()
