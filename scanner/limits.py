"""The budget every connection is drawn from: at most so many at once to one address, each one counted."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from typing import Self

from scanner.pace import Pace
from scanner.probes.address_sharing import AddressSharing

DEFAULT_PER_ADDRESS = 3
TO_A_RESOLVER = "dns"  # which serves whoever looks side by side
QUESTIONS = 100  # to one resolver at once
UNPACED = "ports"  # what tries ports has a pace of its own


class Budget:
    """Connections of one run. One lane per IP address, shared by every endpoint and probe that meets it."""

    def __init__(
        self,
        per_address: int = DEFAULT_PER_ADDRESS,
        shared: Self | None = None,
        locks: AddressSharing | None = None,
    ) -> None:
        """``locks``: what is shared with other processes that look; None: there are none."""
        self.per_address = per_address
        self._shared = shared
        self._locks = locks
        self._lanes: dict[str, asyncio.Semaphore] = {}
        self._sizes: dict[str, int] = {}
        self._whole: dict[str, asyncio.Lock] = {}
        self._paces: dict[str, Pace] = {}

    def limited_to(self, limit: int) -> "Budget":
        """A view for one endpoint whose permission allows more or fewer at once; the lanes stay shared."""
        return Budget(limit, self)

    def connection(self, address: str, kind: str, counter: Counter[str]) -> "Slot":
        """One connection to an address, counted under ``kind`` (dns, reach, tls, http, ports)."""
        lanes = [self.lane(address)]
        if self._shared is not None:
            lanes.append(self._shared.lane(address, self.per_address))
        slot = Slot(lanes, kind, counter, None if kind == UNPACED else self.pace(address))
        owner = self._shared or self
        if owner._locks is not None and kind != TO_A_RESOLVER:  # noqa: SLF001 - another of this class
            most = owner.size(address, self.per_address)
            slot.shared = owner._locks.connection(address, most)  # noqa: SLF001 - as above
        return slot

    def question(self, address: str, counter: Counter[str]) -> "Turn":
        """One question to the scanner's own resolver, which serves many at once as no host has to."""
        lanes = (self._shared or self)._lanes  # noqa: SLF001 - another of this class
        lane = lanes.setdefault(f"resolver {address}", asyncio.Semaphore(QUESTIONS))
        return Turn(lane, TO_A_RESOLVER, counter)

    def pace(self, address: str) -> Pace:
        """How fast an address is met; all endpoints and probes share it."""
        return (self._shared or self)._paces.setdefault(address, Pace())  # noqa: SLF001 - another of this class

    @asynccontextmanager
    async def whole_address(self, address: str) -> AsyncIterator[int]:
        """Every slot of an address, for a tool that opens its own connections; yields how many it may hold.

        The tool's connections are counted by whoever runs it. One taker at a time, so that two never wait for
        each other's slots.
        """
        owner = self._shared or self
        async with owner.turn(address), AsyncExitStack() as slots:
            most = owner.size(address, self.per_address)
            with self.pace(address).waiting():
                for _ in range(most):
                    await slots.enter_async_context(owner.lane(address))
            if owner._locks is not None:  # noqa: SLF001 - another of this class
                await slots.enter_async_context(owner._locks.whole(address, most))  # noqa: SLF001 - as above
            yield 1 if self.pace(address).is_slow else min(self.per_address, owner.size(address))

    def lane(self, address: str, permitted: int = 0) -> asyncio.Semaphore:
        """The slots of one address: the default, or as many as the first permission to meet it allows."""
        lane = self._lanes.get(address)
        if lane is None:
            lane = self._lanes[address] = asyncio.Semaphore(self.size(address, permitted))
        return lane

    def size(self, address: str, permitted: int = 0) -> int:
        """How many slots an address has; settled when it is first asked for."""
        return self._sizes.setdefault(address, max(self.per_address, permitted))

    def turn(self, address: str) -> asyncio.Lock:
        """Whose turn it is to take a whole address."""
        return self._whole.setdefault(address, asyncio.Lock())


class Turn:
    """Room for one question, as ``Slot`` is for a connection; there are thousands of them."""

    def __init__(self, lane: asyncio.Semaphore, kind: str, counter: Counter[str]) -> None:
        self._lane = lane
        self._kind = kind
        self._counter = counter

    async def __aenter__(self) -> None:
        await self._lane.acquire()
        self._counter[self._kind] += 1

    async def __aexit__(self, *_error: object) -> None:
        self._lane.release()


class Slot:
    """Room for one connection: held from entering to leaving, and counted when it is had."""

    def __init__(
        self, lanes: Sequence[asyncio.Semaphore], kind: str, counter: Counter[str], pace: Pace | None = None
    ) -> None:
        self._lanes = lanes
        self._kind = kind
        self._counter = counter
        self._pace = pace
        self._held = AsyncExitStack()
        self.shared: AbstractAsyncContextManager[None] | None = None

    async def __aenter__(self) -> None:
        async with AsyncExitStack() as held:
            with self._pace.waiting() if self._pace is not None else nullcontext():
                await self._take(held)
            self._counter[self._kind] += 1
            self._held = held.pop_all()

    async def _take(self, held: AsyncExitStack) -> None:
        for lane in self._lanes:
            await held.enter_async_context(lane)
        if self.shared is not None:
            await held.enter_async_context(self.shared)
        if self._pace is not None:
            await held.enter_async_context(self._pace.connection())

    async def __aexit__(self, *_error: object) -> None:
        await self._held.aclose()
