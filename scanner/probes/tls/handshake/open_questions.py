"""Questions to one server that are being asked again at the same time: each may learn from the others."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class OpenQuestions:
    """How many there are; one that has come to its end waits for the others before it concludes."""

    _count: int = 0
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    @contextmanager
    def one_more(self) -> Iterator[None]:
        """While one is asked again."""
        self._count += 1
        try:
            yield
        finally:
            self._settle_one()

    async def others_settled(self) -> None:
        """Within ``one_more``: until every other question has its answer, or waits as this one does."""
        self._settle_one()
        try:
            while self._count:
                self._changed.clear()
                await self._changed.wait()
        finally:
            self._count += 1

    def _settle_one(self) -> None:
        self._count -= 1
        self._changed.set()
