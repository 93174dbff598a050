"""The budget every connection is drawn from: at most so many at once to one address, each one counted."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

DEFAULT_PER_ADDRESS = 3


class Budget:
    """Connections of one run. One lane per IP address, shared by every endpoint and probe that meets it."""

    def __init__(self, per_address: int = DEFAULT_PER_ADDRESS) -> None:
        self.per_address = per_address
        self._lanes: dict[str, asyncio.Semaphore] = {}
        self._whole: dict[str, asyncio.Lock] = {}

    @asynccontextmanager
    async def connection(self, address: str, kind: str, counter: "Counter[str]") -> AsyncIterator[None]:
        """One connection to an address, counted under ``kind`` (dns, reach, tls, http, ports)."""
        async with self._lane(address):
            counter[kind] += 1
            yield

    @asynccontextmanager
    async def whole_address(self, address: str) -> AsyncIterator[int]:
        """Every slot of an address, for a tool that opens its own connections; yields how many it may hold.

        The tool's connections are counted by whoever runs it. One taker at a time, so that two never wait for
        each other's slots.
        """
        lane = self._lane(address)
        async with self._whole.setdefault(address, asyncio.Lock()):
            taken = 0
            try:
                for _ in range(self.per_address):
                    await lane.acquire()
                    taken += 1
                yield taken
            finally:
                for _ in range(taken):
                    lane.release()

    def _lane(self, address: str) -> asyncio.Semaphore:
        return self._lanes.setdefault(address, asyncio.Semaphore(self.per_address))
