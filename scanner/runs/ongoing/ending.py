"""When a run will have ended, from how it went so far: its later half counts, as it begins slowly."""

from collections import deque
from dataclasses import dataclass, field

ENOUGH = 5  # endpoints, before which a rate says nothing
APART = 1.01  # times the elapsed seconds of one mark before the next is kept


@dataclass
class Ending:
    """``pause``: seconds before the second look, once there will be one."""

    pause: float = 0.0
    _marks: deque[tuple[float, float]] = field(default_factory=lambda: deque([(0.0, 0.0)]))
    _elapsed: float = 0.0
    _done: float = 0.0

    def seen(self, elapsed: float, done: float) -> None:
        """So many endpoints were done after so many seconds; told in order."""
        self._elapsed, self._done = elapsed, done
        if elapsed > self._marks[-1][0] * APART:
            self._marks.append((elapsed, done))
        while len(self._marks) > 1 and self._marks[1][0] <= elapsed / 2:
            self._marks.popleft()

    @property
    def rate(self) -> float | None:
        """Endpoints a second; None: too few were done to say."""
        at, before = self._marks[0]
        if self._done < ENOUGH or self._done <= before or self._elapsed <= at:
            return None
        return (self._done - before) / (self._elapsed - at)

    def left(self, total: float) -> float | None:
        """Seconds until all of so many endpoints are done."""
        rate = self.rate
        return None if rate is None else (total - self._done) / rate + self.pause
