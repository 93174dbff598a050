import asyncio

import pytest

from scanner.probes.tls.connection.connection import Door, SilentError, UnreachableError
from scanner.probes.tls.connection.prefetch import Ahead
from scanner.probes.tls.connection.stopwatch import Stopwatch
from tests.scanner.probes.hostile import hangs
from tests.scanner.probes.listening import closed_port, serving
from tests.scanner.probes.tls.asking import context


def _door(port: int, seconds: float = 20, **settings: float) -> Door:
    return Door("127.0.0.1", port, None, context(**settings), Stopwatch(seconds))


def _is_free(door: Door) -> bool:
    """Whether every slot of the budget is free again."""
    lane = door.context.budget.lane(door.address)
    return lane._value == door.context.budget.per_address


async def test_a_visit_ends_in_time() -> None:
    """What was to be read and did not come is silence; the slot is given back."""
    async with serving(hangs) as port:
        door = _door(port, connect_timeout=0.1)
        with pytest.raises(SilentError):
            async with door.visit() as opened:
                await opened.reader.read()
        assert _is_free(door)
    assert door.context.connections == {"tls": 1}


async def test_a_closed_port() -> None:
    """Nobody there: the error of the system comes along, and the slot is given back."""
    with closed_port() as port:
        door = _door(port)
        with pytest.raises(UnreachableError) as found:
            await door.connect()
    assert isinstance(found.value.error, ConnectionRefusedError)
    assert _is_free(door)


async def test_no_time_left() -> None:
    """When the server's time is used up nothing is opened, and nothing counted."""
    door = _door(1, seconds=0)
    with pytest.raises(SilentError):
        await door.connect()
    assert door.context.connections == {}


async def test_the_stopwatch_runs_while_a_connection_is_open() -> None:
    """Overlapping connections count once, and the time between them not at all."""
    watch = Stopwatch(1000)
    with watch.running(), watch.running():
        await asyncio.sleep(0.02)
    left = watch.left()
    assert 900 < left < 999.99
    await asyncio.sleep(0.02)
    assert watch.left() == left


async def test_a_connection_opened_ahead() -> None:
    """It is the one that is taken next; one that is not taken is closed, and its slot is given back."""
    async with serving(hangs) as port:
        door = _door(port)
        async with Ahead(door) as ahead:
            first = await ahead.take()
            ahead.prepare()
            ahead.prepare()
            second = await ahead.take()
            assert first is not second
            await first.close()
            await second.close()
            ahead.prepare()
            await asyncio.sleep(0.05)
        assert _is_free(door)
    assert door.context.connections == {"tls": 3}


async def test_one_slot_is_enough() -> None:
    """Where only one connection may be open, the next one waits for it, and is dropped with the rest."""
    async with serving(hangs) as port:
        door = _door(port)
        lane = door.context.budget.lane(door.address)
        await lane.acquire()
        await lane.acquire()
        async with Ahead(door) as ahead:
            first = await ahead.take()
            ahead.prepare()
            await asyncio.sleep(0.05)
            await first.close()
            second = await ahead.take()
            ahead.prepare()
            await second.close()
        assert lane._value == 1
