"""Waits for sockets and for moments, and does what is to be done then.

By itself rather than asyncio's: the relay shares the machine with what is measured through it, and an event
costs here a tenth.
"""

import itertools
import select
from collections.abc import Callable
from heapq import heappop, heappush
from time import monotonic

# Told once when something comes or ends, so that nothing has to be told to the kernel when that was heard.
CHANGES = select.EPOLLIN | select.EPOLLRDHUP | select.EPOLLET
AT_ONCE = 256  # events of a turn
Action = Callable[[], None]
Reaction = Callable[[int], None]  # to epoll's events


class Loop:
    """What happens at which descriptor, and what at which moment."""

    def __init__(self) -> None:
        self._epoll = select.epoll()
        self._reactions: dict[int, Reaction] = {}
        self._later: list[tuple[float, int, Action]] = []  # a heap; the number keeps the order
        self._numbers = itertools.count()
        self._ended = False

    def hear(self, fd: int, reaction: Reaction, events: int = CHANGES) -> None:
        """Have each event of a descriptor answered, until it is forgotten."""
        self._reactions[fd] = reaction
        self._epoll.register(fd, events)

    def hear_of_room(self, fd: int) -> None:
        """Of a descriptor's events, also hear when it can be written to again."""
        self._epoll.modify(fd, CHANGES | select.EPOLLOUT)

    def forget(self, fd: int) -> None:
        """Hear no more of a descriptor that is about to be closed, by which the kernel forgets it."""
        self._reactions.pop(fd, None)

    def at(self, moment: float, action: Action) -> None:
        """Have something done at a moment of CLOCK_MONOTONIC, never before, and in the order asked for."""
        heappush(self._later, (moment, next(self._numbers), action))

    def run(self) -> None:
        """Until ``end``."""
        while not self._ended:
            for fd, events in self._epoll.poll(self._pause(), AT_ONCE):
                if reaction := self._reactions.get(fd):
                    reaction(events)
            self._do_what_is_due()

    def end(self) -> None:
        """Let ``run`` return after this turn."""
        self._ended = True

    def _pause(self) -> float | None:
        """Seconds to wait at most; epoll rounds them up to a millisecond, all of which is due together."""
        return max(0.0, self._later[0][0] - monotonic()) if self._later else None

    def _do_what_is_due(self) -> None:
        now, later = monotonic(), self._later
        while later and later[0][0] <= now:
            heappop(later)[2]()
