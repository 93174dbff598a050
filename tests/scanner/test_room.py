"""How many endpoints are looked at at once follows what the process has time for."""

import asyncio
import resource
from pathlib import Path

import pytest

from scanner import room as module
from scanner.room import ASIDE, LATE, LEAST, MOST, HoldUp, Room


async def test_there_is_room_for_so_many_and_then_for_who_comes_after_them() -> None:
    """Nobody enters a full room before somebody left."""
    room = Room.of(2)
    await room.enter()
    await room.enter()
    third = asyncio.create_task(room.enter())
    await asyncio.sleep(0)
    assert not third.done()
    await room.leave()
    await third
    assert room.inside == 2


async def test_who_waits_for_others_gives_the_place_away_meanwhile() -> None:
    """A name that shares its address with many keeps no other host waiting."""
    room = Room.of(1)
    await room.enter()
    async with room.aside():
        await asyncio.wait_for(room.enter(), 5)
        await room.measured(0.0, 0.1)
        assert room.held_up is HoldUp.ANSWERS
    assert room.inside == 2


async def test_those_who_wait_aside_are_bounded() -> None:
    """Memory is taken by them too."""
    room = Room(_aside=ASIDE)
    entering = asyncio.create_task(room.enter())
    await asyncio.sleep(0)
    assert not entering.done()
    entering.cancel()


@pytest.mark.parametrize(
    ("late", "busy", "inside", "size"),
    [
        pytest.param(0.0, 0.3, 20, 26, id="time left, and all places taken"),
        pytest.param(0.0, 0.3, 19, 20, id="time left, and places too"),
        pytest.param(0.0, 0.97, 20, 20, id="the processor is busy"),
        pytest.param(0.1, 0.3, 20, 20, id="others take the processor"),
        pytest.param(LATE * 1.1, 0.3, 20, 15, id="answers would be read late"),
    ],
)
async def test_the_size_follows_the_time_there_is(late: float, busy: float, inside: int, size: int) -> None:
    """More while there is time, fewer where answers are read late."""
    room = Room(size=20, _inside=inside)
    await room.measured(late, busy)
    assert room.size == size


async def test_the_size_has_bounds() -> None:
    """However long it goes on one way."""
    room = Room()
    for _ in range(50):
        room._inside = room.size
        await room.measured(0.0, 0.0)
    assert room.size == MOST
    for _ in range(50):
        await room.measured(LATE * 2, 1.0)
    assert room.size == LEAST


async def test_a_size_that_was_asked_for_stays() -> None:
    """Whatever is measured; and what holds the run up is told still."""
    room = Room.of(7)
    for late, busy in ((0.0, 0.0), (LATE * 2, 1.0)):
        await room.measured(late, busy)
        assert room.size == 7
    assert room.held_up is HoldUp.PROCESSOR


def test_descriptors_bound_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell with few of them gives a slow run, not a failing one."""
    monkeypatch.setattr(resource, "getrlimit", lambda _kind: (256, 256))
    assert Room.of(None).most == 24
    monkeypatch.setattr(resource, "getrlimit", lambda _kind: (64, 64))
    assert Room.of(None).most == 1


async def test_it_adapts_by_itself_while_looks_go_on() -> None:
    """Looks that only wait let it grow."""
    room = Room(size=2, _inside=2)
    async with room.adapting():
        async with asyncio.timeout(60):
            while room.size == 2:
                room._inside = room.size
                await asyncio.sleep(0.01)
    assert room.size > 2


async def test_it_does_not_grow_while_others_have_the_processor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that waits for its turn all the time has no time left, however little it runs."""
    waited = tmp_path / "schedstat"
    waited.write_text("0 0 1")
    monkeypatch.setattr(module, "SCHEDULED", waited)
    room, seconds = Room(size=5, _inside=5), 0
    async with room.adapting():
        async with asyncio.timeout(60):
            while room.held_up is not HoldUp.PROCESSOR:
                seconds += 10  # more than may pass meanwhile
                waited.write_text(f"0 {seconds * 10**9} 1")
                await asyncio.sleep(0.01)
    assert room.size == 5


def test_a_system_that_does_not_tell_who_waits_tells_who_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the file, and with one that reads otherwise, the time that was had counts alone."""
    for told in (None, "", "nothing at all"):
        file = tmp_path / "schedstat"
        if told is not None:
            file.write_text(told)
        monkeypatch.setattr(module, "SCHEDULED", file)
        assert module._wanted() >= 0
