"""Connections to a web server: kept while they serve, and each way in which they fail told apart."""

import asyncio
import errno
import inspect
import os
import socket
import ssl
from pathlib import Path

import httpcore
import httpx
import pytest

from checks.facts import Exchange
from scanner.probes.http.network import NoConnectionError, PinnedBackend, backend, lenient_tls
from scanner.probes.http.network.wire import PlainWire
from scanner.probes.http.session import Session
from tests.scanner.probes import contexts, hostile
from tests.scanner.probes.listening import Handler, serving

HERE = "127.0.0.1"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


async def _keeps(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while await reader.readuntil(b"\r\n\r\n"):
        writer.write(ANSWER)


async def _ends_after_one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(ANSWER)


async def _speaks_unasked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(ANSWER)
    await writer.drain()
    await asyncio.sleep(0.05)
    writer.write(b"HTTP/1.1 408 Request Timeout\r\n\r\n")
    await asyncio.sleep(5)


@pytest.mark.parametrize(("handler", "opened"), [(_keeps, 1), (_ends_after_one, 3), (_speaks_unasked, 3)])
async def test_a_connection_is_kept_while_the_server_keeps_it(handler: Handler, opened: int) -> None:
    """One for all requests, or another where the server has ended it or said something unasked."""
    log: list[Exchange] = []
    async with serving(handler) as port, Session(HERE, contexts.context()) as session:
        for _ in range(3):
            await session.get(httpx.URL(f"http://x.test:{port}/"), log)
            await asyncio.sleep(0.2)
        assert session.backend.opened == opened
    assert [one.body for one in log] == ["ok"] * 3


async def test_another_origin_has_another_connection() -> None:
    """The one before is closed first, since a session has one at a time."""
    context = contexts.context(per_address=1)
    async with serving(_keeps) as first, serving(_keeps) as second, Session(HERE, context) as session:
        for port in (first, second, first):
            await session.get(httpx.URL(f"http://x.test:{port}/"), [])
        assert session.backend.opened == 3


def test_httpcore_locks_its_connections() -> None:
    """As long as it does, by this name, a connection of one request at a time has to be freed of it."""
    source = inspect.getsource(httpcore.AsyncHTTP11Connection.handle_async_request)
    assert "async with self._state_lock:" in source


async def _never(_address: str, _port: int) -> None:
    await asyncio.sleep(3600)


def _refusing(number: int) -> object:
    async def refuse(_address: str, _port: int) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


@pytest.mark.parametrize("number", [errno.ECONNREFUSED, errno.ETIMEDOUT, errno.EHOSTUNREACH, errno.EMFILE])
async def test_what_the_system_says_is_told(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own time-out too, which is not the scanner's; a closed port alone is one that refused."""
    monkeypatch.setattr(backend, "connect", _refusing(number))
    with pytest.raises(NoConnectionError, match=os.strerror(number)) as raised:
        await PinnedBackend(HERE, contexts.context()).connect_tcp("x.test", 80, 5.0)
    assert raised.value.refused == (number == errno.ECONNREFUSED)


async def test_who_does_not_answer_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a time-out, and its slot is free again."""
    monkeypatch.setattr(backend, "connect", _never)
    context = contexts.context()
    with pytest.raises(httpcore.ConnectTimeout):
        await PinnedBackend(HERE, context).connect_tcp("x.test", 80, 0.01)
    async with context.budget.whole_address(HERE) as free:
        assert free == context.budget.per_address


@pytest.mark.parametrize(
    ("handler", "error"),
    [
        (hostile.hangs, httpcore.ConnectTimeout),
        (hostile.resets_at_once, httpcore.ConnectError),
        (hostile.answers_at_once_with_garbage, httpcore.ConnectError),
    ],
)
async def test_a_handshake_that_fails(handler: Handler, error: type[Exception]) -> None:
    """Whatever it was, the connection is closed, and its slot is free again."""
    context = contexts.context()
    async with serving(handler) as port:
        stream = await PinnedBackend(HERE, context).connect_tcp("x.test", port, 5.0)
        with pytest.raises(error):
            await stream.start_tls(lenient_tls(), "x.test", 0.3 if handler is hostile.hangs else 5.0)
    async with context.budget.whole_address(HERE) as free:
        assert free == context.budget.per_address


@pytest.mark.parametrize("handler", [hostile.hangs, hostile.resets])
async def test_reading_and_its_bound(handler: Handler) -> None:
    """A server that says nothing ends a read that is bounded; one that resets breaks it."""
    async with serving(handler) as port:
        stream = await PinnedBackend(HERE, contexts.context()).connect_tcp("x.test", port, 5.0)
        await stream.write(b"GET / HTTP/1.1\r\n\r\n")
        with pytest.raises(httpcore.ReadTimeout if handler is hostile.hangs else httpcore.ReadError):
            await stream.read(1000, 0.3 if handler is hostile.hangs else 5.0)
        await stream.aclose()


async def test_a_flood_leaves_others_their_turn() -> None:
    """A server that has always more to say keeps nobody else from going on."""
    here, there = socket.socketpair()
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    with here, there:
        here.settimeout(0)
        there.sendall(bytes(10_000))
        task = asyncio.create_task(others())
        wire = PlainWire(here)
        assert [len(await wire.read(1000)) for _ in range(10)] == [1000] * 10
        task.cancel()
    assert turns >= 10


async def test_an_end_without_an_end_of_tls(certificate: Path) -> None:
    """Many servers just close: what came before is the answer (RFC 9112, 9.8)."""

    async def ends(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n\r\nwhole")
        await writer.drain()

    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    log: list[Exchange] = []
    async with serving(ends, tls=tls) as port, Session(HERE, contexts.context()) as session:
        await session.get(httpx.URL(f"https://x.test:{port}/"), log)
    assert [(one.body, one.body_problem) for one in log] == [("whole", "")]
