"""A second process is started where others leave it a processor."""

import os
from types import SimpleNamespace

import pytest

from scanner.processes import idleness
from scanner.processes.idleness import IDLE, RECENT, Idleness

TICKS = os.sysconf("SC_CLK_TCK")


class Machine:
    """Two processors, by what the system tells of them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.busy, self.idle, self.own, self.now = 0, 0, 0.0, 0.0
        monkeypatch.setattr(idleness, "_processor_times", lambda: [self.busy, 0, 0, self.idle])
        monkeypatch.setattr(idleness, "_own_time", lambda: self.own)
        monkeypatch.setattr(idleness, "time", SimpleNamespace(monotonic=lambda: self.now))
        monkeypatch.setattr(os, "cpu_count", lambda: 2)

    def goes_on(self, seconds: float, *, idle: float, own: float = 0.0) -> None:
        """``idle`` and ``own``: how many processors."""
        self.now += seconds
        self.idle += round(idle * seconds * TICKS)
        self.busy += round((2 - idle) * seconds * TICKS)
        self.own += own * seconds


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    """One of two processors."""
    return Machine(monkeypatch)


@pytest.mark.parametrize(
    ("idle", "own", "told"),
    [(1.5, 0, True), (0.9, 0, False), (0.9, 1, True), (0.5, 1, True), (0.0, 1, False), (0.0, 0, False)],
)
async def test_what_others_leave(machine: Machine, idle: float, own: float, *, told: bool) -> None:
    """Of two processors more than one, counting what this process itself did while it watched."""
    watched = Idleness()
    machine.goes_on(1.0, idle=idle, own=own)
    assert await watched.is_told() is told


async def test_what_was_long_ago_tells_nothing_of_now(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that waited for its hours watches again."""
    watched = Idleness()
    machine.goes_on(RECENT + 1, idle=2)

    async def busy(seconds: float) -> None:
        machine.goes_on(seconds, idle=0)

    monkeypatch.setattr("asyncio.sleep", busy)
    assert not await watched.is_told()


async def test_where_nothing_is_told_it_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other systems have no /proc/stat."""
    monkeypatch.setattr(idleness, "_processor_times", list)
    assert await Idleness().is_told()


async def test_the_system_tells_it() -> None:
    """By the real numbers of this machine: what it does is counted, and what it does not."""
    watched = Idleness()
    before = idleness._processor_times()
    await watched.is_told()
    after = idleness._processor_times()
    assert len(before) == len(after) > IDLE
    assert sum(after) > sum(before)
    assert after[IDLE] >= before[IDLE]
