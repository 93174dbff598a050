"""Which addresses endpoints are being looked at, so that a port scan of one waits until nobody needs it."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, nullcontext, suppress

from scanner.probes.address_sharing import AddressSharing
from scanner.room import Room

LOOKS_AT_ONCE = 3  # at one address, whose few connections they share


class Visits:
    """How many endpoints are being looked at, by address."""

    def __init__(self, locks: AddressSharing | None = None) -> None:
        """``locks``: what is shared with other processes that look; None: there are none."""
        self._locks = locks
        self._now: Counter[str] = Counter()
        self._left: dict[str, asyncio.Event] = {}
        self._turns: dict[str, asyncio.Semaphore] = {}

    @asynccontextmanager
    async def turn(self, addresses: Iterable[str], room: Room) -> AsyncIterator[float]:
        """As ``at``, once few enough other endpoints are looked at there; yields the seconds waited.

        Meanwhile the place in the room is another's.
        """
        loop = asyncio.get_running_loop()
        visited, began = frozenset(addresses), loop.time()
        # In one order, so that two never wait for each other.
        turns = [
            self._turns.setdefault(address, asyncio.Semaphore(LOOKS_AT_ONCE)) for address in sorted(visited)
        ]
        with self.at(visited):
            async with AsyncExitStack() as held:
                async with room.aside() if any(turn.locked() for turn in turns) else nullcontext():
                    for turn in turns:
                        await held.enter_async_context(turn)
                if self._locks is not None:
                    await self._take_turns(self._locks, sorted(visited), held, room)
                yield loop.time() - began

    async def _take_turns(
        self, locks: AddressSharing, addresses: Iterable[str], held: AsyncExitStack, room: Room
    ) -> None:
        for address in addresses:
            if not locks.take_turn(address):
                async with room.aside():
                    await locks.turn(address)
            held.callback(locks.end_turn, address)

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
                    self._left.pop(address).set()
                    self._turns.pop(address, None)
                    del self._now[address]

    async def quiet(self, address: str, patience: float) -> None:
        """Wait until nobody looks at an address, at most ``patience`` seconds."""
        if self._now[address]:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._left[address].wait(), patience)
