"""Which addresses endpoints are being looked at, so that a port scan of one waits until nobody needs it."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress

from scanner.probes.address_sharing import AddressSharing


class Visits:
    """How many endpoints are being looked at, by address."""

    def __init__(self, locks: AddressSharing | None = None) -> None:
        """``locks``: what is shared with other processes that look; None: there are none."""
        self._locks = locks
        self._now: Counter[str] = Counter()
        self._left: dict[str, asyncio.Event] = {}

    @asynccontextmanager
    async def turn(self, addresses: Iterable[str]) -> AsyncIterator[float]:
        """As ``at``, once no other process looks at these addresses; yields the seconds waited."""
        loop = asyncio.get_running_loop()
        visited, began = frozenset(addresses), loop.time()
        with self.at(visited):
            async with self.alone_at(visited):
                yield loop.time() - began

    @asynccontextmanager
    async def alone_at(self, addresses: Iterable[str]) -> AsyncIterator[None]:
        """While this process, and no other, may look at some addresses."""
        async with AsyncExitStack() as had:
            if self._locks is not None:
                for address in sorted(set(addresses)):  # in one order, so that two never wait for each other
                    await self._locks.turn(address)
                    had.callback(self._locks.end_turn, address)
            yield

    @contextmanager
    def at(self, addresses: Iterable[str]) -> Iterator[None]:
        """One endpoint's look at its addresses."""
        visited = frozenset(addresses)
        for address in visited:
            self._now[address] += 1
            self._left.setdefault(address, asyncio.Event()).clear()
        try:
            yield
        finally:
            for address in visited:
                self._now[address] -= 1
                if not self._now[address]:
                    self._left[address].set()

    async def quiet(self, address: str, patience: float) -> None:
        """Wait until nobody looks at an address, at most ``patience`` seconds."""
        if self._now[address]:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._left[address].wait(), patience)
