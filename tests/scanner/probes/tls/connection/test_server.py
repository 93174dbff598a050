import asyncio

import pytest

from scanner.probes.tls.connection.prefetch import ConnectionPrefetch
from scanner.probes.tls.connection.server import ServerTimeoutError, TlsServer, UnreachableError
from scanner.probes.tls.connection.stopwatch import Stopwatch
from tests.scanner.probes.hostile import hangs
from tests.scanner.probes.listening import closed_port, serving
from tests.scanner.probes.tls.asking import context


def _server(port: int, seconds: float = 20, **settings: float) -> TlsServer:
    return TlsServer("127.0.0.1", port, None, context(**settings), Stopwatch(seconds))


def _is_free(server: TlsServer) -> bool:
    """Whether every slot of the budget is free again."""
    lane = server.context.budget.lane(server.address)
    return lane._value == server.context.budget.per_address


async def test_a_visit_ends_in_time() -> None:
    """What was to be read and did not come is silence; the slot is given back."""
    async with serving(hangs) as port:
        server = _server(port, connect_timeout=0.1)
        with pytest.raises(ServerTimeoutError):
            async with server.connection() as opened:
                await opened.stream.read()
        assert _is_free(server)
    assert server.context.connections == {"tls": 1}


async def test_a_closed_port() -> None:
    """Nobody there: the error of the system comes along, and the slot is given back."""
    with closed_port() as port:
        server = _server(port)
        with pytest.raises(UnreachableError) as found:
            await server.connect()
    assert isinstance(found.value.error, ConnectionRefusedError)
    assert _is_free(server)


async def test_no_time_left() -> None:
    """When the server's time is used up nothing is opened, and nothing counted."""
    server = _server(1, seconds=0)
    with pytest.raises(ServerTimeoutError):
        await server.connect()
    assert server.context.connections == {}


async def test_the_stopwatch_runs_while_a_connection_is_open() -> None:
    """Overlapping connections count once, and the time between them not at all."""
    watch = Stopwatch(1000)
    watch.start()
    watch.start()
    await asyncio.sleep(0.02)
    watch.stop()
    watch.stop()
    left = watch.remaining()
    assert 900 < left < 999.99
    await asyncio.sleep(0.02)
    assert watch.remaining() == left


async def test_a_connection_opened_ahead() -> None:
    """It is the one that is taken next; one that is not taken is closed, and its slot is given back."""
    async with serving(hangs) as port:
        server = _server(port)
        async with ConnectionPrefetch(server) as prefetch:
            prefetch.ahead = True
            first = await prefetch.connection()
            second = await prefetch.connection()
            assert first is not second
            await first.close()
            await second.close()
            await asyncio.sleep(0.05)
        assert _is_free(server)
    assert server.context.connections == {"tls": 3}


async def test_dropping_what_was_opened_ahead() -> None:
    """Before a question is asked alone, the connection opened ahead is closed; then there is a fresh one."""
    async with serving(hangs) as port:
        server = _server(port)
        async with ConnectionPrefetch(server) as prefetch:
            prefetch.ahead = True
            await (await prefetch.connection()).close()
            await asyncio.sleep(0.05)
            await prefetch.drop()
            assert _is_free(server)
            prefetch.ahead = False
            await (await prefetch.connection()).close()
    assert server.context.connections == {"tls": 3}


async def test_one_slot_is_enough() -> None:
    """Where only one connection may be open, the next one waits for it, and is dropped with the rest."""
    async with serving(hangs) as port:
        server = _server(port)
        lane = server.context.budget.lane(server.address)
        await lane.acquire()
        await lane.acquire()
        async with ConnectionPrefetch(server) as prefetch:
            prefetch.ahead = True
            first = await prefetch.connection()
            await asyncio.sleep(0.05)
            await first.close()
            second = await prefetch.connection()
            await second.close()
        assert lane._value == 1


async def test_nothing_is_opened_ahead_of_a_slow_server() -> None:
    """Where connections are made one at a time, one that is kept open would stand in the way of the next."""
    async with serving(hangs) as port:
        server = _server(port)
        server.pace.turned_away()
        async with ConnectionPrefetch(server) as prefetch:
            prefetch.ahead = True
            await (await prefetch.connection()).close()
            await asyncio.sleep(0.05)
    assert server.context.connections == {"tls": 1}
