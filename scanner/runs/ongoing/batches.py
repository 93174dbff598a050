"""Observations recorded several at a time: of what comes within half a second, one transaction.

An endpoint is said to be done when it is recorded, so that stopping loses nothing that was said.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from scanner.engine import Done
from scanner.observation import Observation
from scanner.runs.writer import ScanWriter

COLLECTED = 0.5  # seconds
MOST = 50  # observations: more wait in memory for nothing


@asynccontextmanager
async def recording(writer: ScanWriter, recorded: Callable[[Observation], None]) -> AsyncIterator[Done]:
    """What to hand observations to; ``recorded`` is called with each once it is kept. Leaving keeps the rest.

    Raises:
        ExceptionGroup: with an InventoryError, when the database cannot be written: whoever hands over is
            cancelled.

    """
    waiting: list[Observation] = []

    def keep() -> None:
        batch, waiting[:] = waiting[:], []
        if batch:
            writer.record_all(batch)
        for observation in batch:
            recorded(observation)

    async def keep_regularly() -> None:
        while True:
            await asyncio.sleep(COLLECTED)
            keep()

    def done(observation: Observation) -> None:
        waiting.append(observation)
        if len(waiting) >= MOST:
            keep()

    async with asyncio.TaskGroup() as group:
        regularly = group.create_task(keep_regularly())
        try:
            yield done
        finally:
            regularly.cancel()
            keep()
