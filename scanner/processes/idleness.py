"""Whether a processor has nothing to do, so that a second process would be faster."""

import asyncio
import os
import time
from pathlib import Path

WATCHED, RECENT = 0.15, 3.0  # seconds, at least and at most
IDLE = 3  # column of /proc/stat


class Idleness:
    """How busy others keep the processors, watched from the moment at which this is made.

    What this process does meanwhile counts as idle, so that a run prepares its looks while it watches.
    """

    def __init__(self) -> None:
        self._begin()

    async def is_told(self) -> bool:
        """Whether more than one processor has nothing else to do, as far as the system says."""
        if time.monotonic() - self._since > RECENT:
            self._begin()
        await asyncio.sleep(self._since + WATCHED - time.monotonic())
        spent = [late - early for early, late in zip(self._processors, _processor_times(), strict=False)]
        if not spent:
            return True
        own = (_own_time() - self._own) * os.sysconf("SC_CLK_TCK")
        return (spent[IDLE] + own) * (os.cpu_count() or 1) > sum(spent)

    def _begin(self) -> None:
        self._since, self._own = time.monotonic(), _own_time()
        self._processors = _processor_times()


def _own_time() -> float:
    """Seconds of processor time of this process and of those it has started that have ended."""
    return sum(os.times()[:4])


def _processor_times() -> list[int]:
    """Ticks of all processors together, by what they did (proc(5)); none where that is not told."""
    try:
        first, _, _ = Path("/proc/stat").read_text(encoding="ascii").partition("\n")
    except OSError:
        return []
    return [int(ticks) for ticks in first.split()[1:]]
