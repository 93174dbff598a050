"""What arrived at one listening address, counted at the server's side."""

import select
from dataclasses import asdict, dataclass, field
from time import monotonic
from typing import Any, Self

APART = 10.0  # seconds without a connection, after which the scanner looks again (capdo does so after 30)


@dataclass
class Look:
    """The connections of one look at a host. Times are CLOCK_MONOTONIC."""

    first_opened: float
    connections: int = 0
    last_closed: float | None = None

    @property
    def held(self) -> float | None:
        """Seconds from the first connection to the end of the last; None: that never ended."""
        return None if self.last_closed is None else self.last_closed - self.first_opened


@dataclass
class Tally:
    """Counts since the last reset. Octets are TCP payload; times are CLOCK_MONOTONIC, the same everywhere."""

    connections: int = 0
    most_open: int = 0  # at once; a true lower bound, see ``Counter.opened``
    octets_in: int = 0  # from the scanner
    octets_out: int = 0
    first_opened: float | None = None
    last_closed: float | None = None
    looks: list[Look] = field(default_factory=list)

    @classmethod
    def read(cls, given: dict[str, Any]) -> Self:
        """What ``Counter.take`` gave, come through JSON."""
        return cls(**{**given, "looks": [Look(**look) for look in given["looks"]]})


class Counter:
    """Counts the connections of one address."""

    def __init__(self) -> None:
        self.tally = Tally()
        self._open: set[int] = set()
        self._hang_ups = select.poll()

    def opened(self, fd: int) -> None:
        """Count a connection, and how many are open beside it at this moment.

        The event loop may learn of a new connection before it learns that an older one has ended. So the
        kernel is asked which of the older ones the scanner has closed already: none is counted after its end,
        and those left were opened before this one and are open still.
        """
        open_now = 1 + len(self._open) - len(self._hang_ups.poll(0))
        self._open.add(fd)
        self._hang_ups.register(fd, select.POLLRDHUP)
        self.tally.connections += 1
        self.tally.most_open = max(self.tally.most_open, open_now)
        self.tally.first_opened = self.tally.first_opened or monotonic()
        self._look(alone=open_now == 1).connections += 1

    def closed(self, fd: int) -> None:
        """The scanner has ended a connection; saying so twice does no harm."""
        if fd in self._open:
            self._open.remove(fd)
            self._hang_ups.unregister(fd)
            self.tally.last_closed = monotonic()
            if self.tally.looks:
                self.tally.looks[-1].last_closed = self.tally.last_closed

    def _look(self, *, alone: bool) -> Look:
        """The look that a connection opened now belongs to; ``alone``: no other one is open."""
        now, looks = monotonic(), self.tally.looks
        if not looks or (alone and now - (looks[-1].last_closed or now) > APART):
            looks.append(Look(now))
        looks[-1].last_closed = None
        return looks[-1]

    def take(self) -> dict[str, Any]:
        """The counts so far, which begin again at nothing."""
        taken, self.tally = self.tally, Tally()
        return asdict(taken)
