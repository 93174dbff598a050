"""The budget every connection is drawn from: at most so many at once to one address, each one counted."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Self

DEFAULT_PER_ADDRESS = 3


class Budget:
    """Connections of one run. One lane per IP address, shared by every endpoint and probe that meets it."""

    def __init__(self, per_address: int = DEFAULT_PER_ADDRESS, shared: Self | None = None) -> None:
        self.per_address = per_address
        self._shared = shared
        self._lanes: dict[str, asyncio.Semaphore] = {}
        self._sizes: dict[str, int] = {}
        self._whole: dict[str, asyncio.Lock] = {}

    def limited_to(self, limit: int) -> "Budget":
        """A view for one endpoint whose permission allows more or fewer at once; the lanes stay shared."""
        return Budget(limit, self)

    @asynccontextmanager
    async def connection(self, address: str, kind: str, counter: Counter[str]) -> AsyncIterator[None]:
        """One connection to an address, counted under ``kind`` (dns, reach, tls, http, ports)."""
        async with AsyncExitStack() as slots:
            await slots.enter_async_context(self.lane(address))
            if self._shared is not None:
                await slots.enter_async_context(self._shared.lane(address, self.per_address))
            counter[kind] += 1
            yield

    @asynccontextmanager
    async def whole_address(self, address: str) -> AsyncIterator[int]:
        """Every slot of an address, for a tool that opens its own connections; yields how many it may hold.

        The tool's connections are counted by whoever runs it. One taker at a time, so that two never wait for
        each other's slots.
        """
        owner = self._shared or self
        async with owner.turn(address), AsyncExitStack() as slots:
            for _ in range(owner.size(address, self.per_address)):
                await slots.enter_async_context(owner.lane(address))
            yield min(self.per_address, owner.size(address))

    def lane(self, address: str, wanted: int = 0) -> asyncio.Semaphore:
        """The slots of one address: the default, or as many as the first permission to meet it allows."""
        return self._lanes.setdefault(address, asyncio.Semaphore(self.size(address, wanted)))

    def size(self, address: str, wanted: int = 0) -> int:
        """How many slots an address has; settled when it is first asked for."""
        return self._sizes.setdefault(address, max(self.per_address, wanted))

    def turn(self, address: str) -> asyncio.Lock:
        """Whose turn it is to take a whole address."""
        return self._whole.setdefault(address, asyncio.Lock())
