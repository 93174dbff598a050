"""How much of its time a server has used."""

import asyncio
from dataclasses import dataclass


@dataclass
class Stopwatch:
    """Counts while a connection is open: that another probe holds the slots is not the server's doing."""

    limit: float  # seconds
    _spent: float = 0.0
    _since: float = 0.0
    _open: int = 0

    def start(self) -> None:
        """One connection more is open."""
        if self._open == 0:
            self._since = _now()
        self._open += 1

    def stop(self) -> None:
        """One of them is closed."""
        self._open -= 1
        if self._open == 0:
            self._spent += _now() - self._since

    def remaining(self, now: float | None = None) -> float:
        """Seconds until the limit, never negative; ``now``: the event loop's time, where it is known."""
        running = (_now() if now is None else now) - self._since if self._open else 0.0
        return max(0.0, self.limit - self._spent - running)


def _now() -> float:
    return asyncio.get_running_loop().time()
