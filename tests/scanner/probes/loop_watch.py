"""A watch over the event loop: how much work goes by between two turns of it."""

import asyncio
import time
from types import TracebackType
from typing import Self

PERIOD = 0.005  # seconds between two looks


class LoopWatch:
    """An async context manager; ``longest`` is the most work in one piece, in seconds of processor time.

    It counts what all threads of this process did while the loop had no turn: a call that keeps the
    interpreter to itself blocks the loop from a thread as well. Other processes' work doesn't count.
    """

    def __init__(self) -> None:
        self.longest = 0.0
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._watch())
        await asyncio.sleep(0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.sleep(PERIOD)
        if self._task is not None:
            self._task.cancel()

    async def _watch(self) -> None:
        while True:
            before = time.process_time()
            await asyncio.sleep(PERIOD)
            self.longest = max(self.longest, time.process_time() - before)
