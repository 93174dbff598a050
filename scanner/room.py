"""How many endpoints are looked at at once: as many as keep the processor busy and no answer waiting.

A look waits most of its time, so there is room for more of them as long as this process has time left. When
it has none, answers that have come are read late, and a server would seem slow that is not: then for fewer.
"""

import asyncio
import os
import resource
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

LEAST, MOST = 4, 128
AT_FIRST = 16
ASIDE = 500  # looks that wait for their turn at an address, which take memory alone
LOOKED_EVERY = 0.2  # seconds
LATE, EARLY = 0.25, 0.05  # seconds that the event loop is behind: too many, and none to speak of
BUSY = 0.9  # of one processor, had or waited for
MORE, FEWER = 1.25, 0.75
DESCRIPTORS_EACH = 8  # of a look: three connections of each family's address, and what they need
DESCRIPTORS_KEPT = 64  # for everything else
MEMORY_EACH = 16_000_000  # octets: pages of the longest that is read, and those of a walk
MEMORY_SHARE = 0.5  # of what is free
SCHEDULED = Path("/proc/self/schedstat")  # of the event loop's thread: ran, waited for a processor (proc(5))
NANOSECOND = 1e-9


class HoldUp(StrEnum):
    """What keeps a run from going faster."""

    PROCESSOR = "processor"
    ANSWERS = "answers"  # as many wait for their servers as there may be
    ADDRESSES = "addresses"  # many names lead to few addresses, which are met gently
    LOOKS = "looks"  # the last looks of a run take their time


@dataclass
class Room:
    """``size``: how many there may be at once, changed as the process has time; ``fixed``: it is not."""

    most: int = MOST
    size: int = AT_FIRST
    fixed: bool = False
    held_up: HoldUp = HoldUp.ANSWERS
    _inside: int = 0
    _aside: int = 0
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    @classmethod
    def of(cls, at_once: int | None) -> "Room":
        """For so many; None: for as many as descriptors and memory allow, and the processor is found to."""
        if at_once is not None:
            return cls(most=at_once, size=at_once, fixed=True)
        most = max(1, min(MOST, *_bounds()))
        return cls(most=most, size=min(AT_FIRST, most))

    @contextmanager
    def halved(self) -> Iterator[int | None]:
        """While another process looks too: how many it may look at beside this one; None: as it finds out."""
        whole = self.size
        others = whole // 2 if self.fixed else None
        if others is not None:
            self.size = self.most = whole - others
        try:
            yield others
        finally:
            if others is not None:
                self.size = self.most = whole

    @property
    def inside(self) -> int:
        """How many looks are going on, without those that wait for their turn."""
        return self._inside

    async def enter(self) -> None:
        """Wait for a place. Whoever enters leaves."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._inside < self.size and self._aside < ASIDE)
            self._inside += 1

    async def leave(self) -> None:
        """Make place for another."""
        async with self._changed:
            self._inside -= 1
            self._changed.notify()

    @asynccontextmanager
    async def aside(self) -> AsyncIterator[None]:
        """While somebody inside waits for others at the same address, whose place another may take."""
        self._aside += 1
        await self.leave()
        try:
            yield
        finally:
            self._aside -= 1
            async with self._changed:
                self._inside += 1  # at once: it has waited long enough
                self._changed.notify()

    @asynccontextmanager
    async def adapting(self) -> AsyncIterator[None]:
        """While looks come and go, change the size."""
        async with asyncio.TaskGroup() as group:
            adapting = group.create_task(self._adapt())
            try:
                yield
            finally:
                adapting.cancel()

    async def _adapt(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            began, spent = loop.time(), _wanted()
            await asyncio.sleep(LOOKED_EVERY)
            took = loop.time() - began
            await self.measured(took - LOOKED_EVERY, (_wanted() - spent) / took)

    async def measured(self, late: float, busy: float) -> None:
        """Take in how many seconds the event loop was behind, and which share of a processor was wanted."""
        is_full = self._inside >= self.size
        self.held_up = self._held_up(busy, is_full=is_full)
        if self.fixed:
            return
        async with self._changed:
            if late > LATE:
                self.size = max(min(LEAST, self.most), int(self.size * FEWER))
            elif is_full and late < EARLY and busy < BUSY:
                self.size = min(self.most, int(self.size * MORE) + 1)
                self._changed.notify(self.size)

    def _held_up(self, busy: float, *, is_full: bool) -> HoldUp:
        if busy >= BUSY:
            return HoldUp.PROCESSOR
        if self._aside > self._inside:
            return HoldUp.ADDRESSES
        return HoldUp.ANSWERS if is_full else HoldUp.LOOKS


def _wanted() -> float:
    """Seconds for which this process had a processor, or waited for one that others had.

    Where it waits, more looks at once would only take longer each, and time out at servers that are not slow.
    """
    waited = 0
    with suppress(OSError, ValueError, IndexError):
        waited = int(SCHEDULED.read_text(encoding="ascii").split()[1])
    return time.process_time() + waited * NANOSECOND


def _bounds() -> tuple[int, int]:
    """By descriptors, and by memory."""
    descriptors, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    with suppress(OSError, StopIteration, ValueError):
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        free = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))
    return (descriptors - DESCRIPTORS_KEPT) // DESCRIPTORS_EACH, int(free * MEMORY_SHARE) // MEMORY_EACH
