"""The browser's way out: to the endpoint's host, in slots of the budget, and nowhere else."""

import asyncio
import contextlib
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from typing import Any
from unittest.mock import create_autospec

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.facts.browser import MOST_REFUSED
from scanner.probes.context import ProbeContext
from scanner.probes.http.neighbours import Neighbours
from scanner.probes.http.route import Route
from scanner.probes.picture import gateway as gateways
from scanner.probes.picture.gateway import Gateway, NotSocksError, asked
from scanner.probes.picture.request import PictureWish
from tests.scanner.probes import contexts
from tests.scanner.probes.listening import closed_port, serving

GRANTED, NOT_ALLOWED, REFUSED = 0, 2, 5
SOON = 10.0  # seconds
GREETING = b"\x05\x01\x00"


def named(host: str, port: int, command: int = 1) -> bytes:
    """A request for a host by its name."""
    name = host.encode()
    return GREETING + bytes((5, command, 0, 3, len(name))) + name + port.to_bytes(2, "big")


async def parsed(said: bytes) -> tuple[str, int]:
    """What a client asks for that says this, and then hangs up."""
    reader = StreamReader()
    reader.feed_data(said)
    reader.feed_eof()
    return await asked(reader, create_autospec(StreamWriter))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (named("www.example.test", 443), ("www.example.test", 443)),
        (named("WWW.Example.TEST.", 8080), ("www.example.test", 8080)),
        (named("", 80), ("", 80)),
        (b"\x05\x03\x02\x01\x00\x05\x01\x00\x01\xc0\x00\x02\x07\x00\x50", ("192.0.2.7", 80)),
        (GREETING + b"\x05\x01\x00\x04" + bytes(15) + b"\x01\x01\xbb", ("::1", 443)),
        (named("a.test", 80, command=2), 7),  # BIND
        (named("a.test", 80, command=3), 7),  # UDP ASSOCIATE
        (GREETING + b"\x05\x01\x00\x09", 8),
        (b"GET / HTTP/1.1\r\n\r\n", 1),
        (b"\x04\x01\x00\x50\xc0\x00\x02\x07\x00", 1),  # SOCKS4
        (named("a.test", 80)[:-1], None),
        (b"", None),
    ],
)
async def test_what_a_client_asks_for(said: bytes, meant: Any) -> None:
    """RFC 1928: the three forms of an address; every other command and version has its reply."""
    if isinstance(meant, tuple):
        assert await parsed(said) == meant
    elif meant is None:
        with pytest.raises(EOFError):
            await parsed(said)
    else:
        with pytest.raises(NotSocksError) as raised:
            await parsed(said)
        assert raised.value.reply == meant


@settings(max_examples=50)  # each in an event loop of its own
@given(st.binary(max_size=600))
def test_whatever_a_client_says_is_a_request_or_none(said: bytes) -> None:
    """No other error comes out of it."""
    with contextlib.suppress(NotSocksError, EOFError):
        host, port = asyncio.run(parsed(said))
        assert len(host) <= 255
        assert 0 <= port <= 65535


async def echo(reader: StreamReader, writer: StreamWriter) -> None:
    """A host that says everything back."""
    while chunk := await reader.read(65536):
        writer.write(chunk)
        await writer.drain()


@contextlib.asynccontextmanager
async def led(port: int, **settings: Any) -> AsyncIterator[tuple[Gateway, ProbeContext]]:
    """A gateway to www.example.test at 127.0.0.1, whose web port is this one."""
    context = contexts.context(**settings)
    target = contexts.target("www.example.test", https_port=port, http_port=port)
    route = Route.of(target, (), Neighbours(context))
    wish = PictureWish(url=f"http://www.example.test:{port}/", address="127.0.0.1", route=route)
    async with Gateway(wish.where, context) as through:
        yield through, context


class Clients:
    """Whoever speaks to a gateway; closed in the end."""

    def __init__(self) -> None:
        self._writers: list[StreamWriter] = []

    async def begin(self, through: Gateway, request: bytes) -> tuple[StreamReader, StreamWriter]:
        """A connection through the gateway that has asked."""
        reader, writer = await asyncio.open_connection("127.0.0.1", through.port)
        self._writers.append(writer)
        writer.write(request)
        await reader.readexactly(2)
        return reader, writer

    async def ask(self, through: Gateway, request: bytes) -> tuple[StreamReader, StreamWriter, int]:
        """The same, and its reply."""
        reader, writer = await self.begin(through, request)
        reply = await reader.readexactly(10)
        return reader, writer, reply[1]

    async def close(self) -> None:
        """Hang up."""
        for writer in self._writers:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()


@pytest.fixture
async def clients() -> AsyncIterator[Clients]:
    """Some, for one test."""
    made = Clients()
    yield made
    await made.close()


async def test_it_leads_to_the_host_and_nowhere_else(clients: Clients) -> None:
    """The host at its web ports: not another port of it, not its address, not loopback, not a neighbour."""
    async with serving(echo) as port, led(port) as (through, context):
        reader, writer, reply = await clients.ask(through, named("www.example.test", port))
        writer.write(b"hello")
        assert (reply, await reader.readexactly(5)) == (GRANTED, b"hello")
        writer.close()
        foreign = [("www.example.test", 22), ("127.0.0.1", port), ("localhost", port), ("other.test", port)]
        for host, other in foreign:
            assert (await clients.ask(through, named(host, other)))[2] == NOT_ALLOWED
        assert through.refused == tuple(f"{host}:{other}" for host, other in foreign)
        assert context.connections == {"browser": 1}
        assert through.meter.read == 5


async def test_a_closed_port_is_told(clients: Clients) -> None:
    """As a browser tells it."""
    with closed_port() as port:
        async with led(port) as (through, context):
            assert (await clients.ask(through, named("www.example.test", port)))[2] == REFUSED
            assert context.connections == {"browser": 1}


async def test_what_the_browser_asks_by_itself_is_refused_and_not_told(clients: Clients) -> None:
    """No page has anything to do with it."""
    async with serving(echo) as port, led(port) as (through, _):
        assert (await clients.ask(through, named("update.googleapis.com", 443)))[2] == NOT_ALLOWED
        assert through.refused == ()


async def test_refusals_are_bounded(clients: Clients) -> None:
    """A page may ask for as many hosts as it likes; few are kept, and each is short."""
    async with serving(echo) as port, led(port) as (through, _):
        for number in range(MOST_REFUSED + 5):
            await clients.ask(through, named(f"h{number}.{'x' * 200}.test", 443))
        assert len(through.refused) == MOST_REFUSED
        assert all(len(one) < 120 for one in through.refused)


async def test_no_more_at_once_than_the_budget_allows(clients: Clients) -> None:
    """A connection that waits gets the place of one that the browser keeps and does not use."""
    async with serving(echo) as port, led(port, per_address=2) as (through, context):
        first = await clients.ask(through, named("www.example.test", port))
        for reader, writer, _ in (first, await clients.ask(through, named("www.example.test", port))):
            writer.write(b"x")
            await reader.readexactly(1)
        third = await asyncio.wait_for(clients.ask(through, named("www.example.test", port)), SOON)
        assert third[2] == GRANTED
        assert await first[0].read() == b""  # ended, as a server ends idle connections
        assert context.connections == {"browser": 3}


async def test_too_much_is_cut_off(clients: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what comes from the host; then nothing more is asked of it."""
    monkeypatch.setattr("scanner.probes.picture.tunnel.MOST_BYTES", 100_000)

    async def pour(_reader: StreamReader, writer: StreamWriter) -> None:
        while True:
            writer.write(bytes(65536))
            await writer.drain()

    async with serving(pour) as port, led(port) as (through, _):
        reader, _, reply = await clients.ask(through, named("www.example.test", port))
        read = 0
        while chunk := await asyncio.wait_for(reader.read(65536), SOON):
            read += len(chunk)
        assert reply == GRANTED
        assert 100_000 <= read <= 100_000 + 3 * 65536
        assert (await clients.ask(through, named("www.example.test", port)))[2] == NOT_ALLOWED
        assert through.refused == ()  # it is the host's own, and no other


async def test_connections_of_one_picture_are_bounded(
    clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many one page asks for."""
    monkeypatch.setattr(gateways, "MOST_CONNECTIONS", 2)
    async with serving(echo) as port, led(port) as (through, context):
        replies = []
        for _ in range(4):
            _, writer, reply = await clients.ask(through, named("www.example.test", port))
            writer.close()
            replies.append(reply)
        assert replies == [GRANTED, GRANTED, NOT_ALLOWED, NOT_ALLOWED]
        assert context.connections == {"browser": 2}


async def test_leaving_it_ends_every_connection(clients: Clients) -> None:
    """Those that are open, and those that wait."""
    async with serving(echo) as port:
        async with led(port, per_address=1) as (through, context):
            first = await clients.ask(through, named("www.example.test", port))
            first[1].write(b"x")  # a question without an answer yet is no idle connection
            reader, _ = await clients.begin(through, named("www.example.test", port))
        assert await asyncio.wait_for(reader.read(), SOON) == b""
        async with context.budget.connection("127.0.0.1", "http", context.connections):
            pass  # the only slot is free again
