"""How fast one address is met: freely, until it turns connections away; then one at a time, with pauses."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

SHORTEST, LONGEST = 0.25, 4.0  # seconds between two connections to an address that limits them
SLOWER, FASTER = 2.0, 0.8  # what a connection turned away, and one that was answered, make of the pause


@dataclass
class Pace:
    """The pace of one address, shared by whoever connects to it.

    ``is_limited``: it has turned connections away that it took when asked again more slowly.
    ``open_ports``: those that have taken a connection, so that one refused later tells of a limit.
    """

    is_limited: bool = False
    open_ports: set[int] = field(default_factory=set)
    _pause: float = field(default_factory=lambda: SHORTEST)  # read now: tests shorten it
    _doubts: int = 0
    _waiting: int = 0
    _open: int = 0
    _closed_at: float = 0.0
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _idle: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def is_slow(self) -> bool:
        """Whether connections are made one at a time."""
        return self.is_limited or self._doubts > 0

    @property
    def is_awaited(self) -> bool:
        """Whether somebody waits for a connection, so that one kept open for later ought to be closed."""
        return self._waiting > 0

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """While somebody waits for one."""
        self.wait()
        try:
            yield
        finally:
            self.wait_no_more()

    def wait(self) -> None:
        """Somebody begins to wait for a connection; they end it by ``wait_no_more``."""
        self._waiting += 1

    def wait_no_more(self) -> None:
        """They have it, or gave it up."""
        self._waiting -= 1

    @contextmanager
    def doubting(self) -> Iterator[None]:
        """While it is not known whether it turned a connection away, it is met slowly."""
        self._doubts += 1
        try:
            yield
        finally:
            self._doubts -= 1

    def turned_away(self, times: int = 1) -> None:
        """So many connections in a row were turned away, and then one was not: from now on, slowly.

        One alone may be chance, and does not make the pause longer.
        """
        if self.is_limited and times > 1:
            self._pause = min(self._pause * SLOWER, LONGEST)
        self.is_limited = True

    def answered(self) -> None:
        """A connection was answered: the pause may be a little shorter."""
        self._pause = max(self._pause * FASTER, SHORTEST)

    def connection(self) -> "PacedConnection":
        """Around one connection. When slow, it waits for all others to be closed, and for the pause."""
        return PacedConnection(self)

    async def take_turn(self) -> None:
        """Wait to be the only one; ``end_turn`` ends it."""
        await self._turn.acquire()
        is_quiet = False
        try:
            await self._quiet()
            is_quiet = True
        finally:
            if not is_quiet:
                self._turn.release()

    def end_turn(self) -> None:
        """Let the next one have it."""
        self._turn.release()

    def opened(self) -> None:
        """One connection more is open."""
        self._open += 1

    def closed(self) -> None:
        """One of them is closed."""
        self._open -= 1
        self._closed_at = _now()
        self._idle.set()

    async def _quiet(self) -> None:
        while self._open:
            self._idle.clear()
            await self._idle.wait()
        await asyncio.sleep(max(0.0, self._closed_at + self._pause - _now()))


class PacedConnection:
    """Within it, one connection is open; when slow, no other."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._has_turn = False

    async def __aenter__(self) -> None:
        if self._pace.is_slow:
            await self._pace.take_turn()
            self._has_turn = True
        self._pace.opened()

    async def __aexit__(self, *_error: object) -> None:
        self._pace.closed()
        if self._has_turn:
            self._has_turn = False
            self._pace.end_turn()


def _now() -> float:
    return asyncio.get_running_loop().time()
