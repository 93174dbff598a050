"""The budget every connection is drawn from: at most so many at once to one address, each one counted."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
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
        owner, pace = self._shared or self, Pace() if kind == UNPACED else self.pace(address)
        parts: list[AbstractAsyncContextManager[object]] = [self.lane(address)]
        if owner is not self:
            parts.append(owner.lane(address, self.per_address))
        if owner._locks is not None and kind != TO_A_RESOLVER:  # noqa: SLF001 - another of this class
            most = owner.size(address, self.per_address)
            parts.append(owner._locks.connection(address, most))  # noqa: SLF001 - as above
        return Slot((*parts, pace.connection()), kind, counter, pace)

    def question(self, address: str, counter: Counter[str]) -> "Turn":
        """One question to the scanner's own resolver, which serves many at once as no host has to."""
        lanes = (self._shared or self)._lanes  # noqa: SLF001 - another of this class
        lane = lanes.setdefault(f"resolver {address}", asyncio.Semaphore(QUESTIONS))
        return Turn(lane, TO_A_RESOLVER, counter)

    def pace(self, address: str) -> Pace:
        """How fast an address is met; all endpoints and probes share it."""
        paces = (self._shared or self)._paces  # noqa: SLF001 - another of this class
        pace = paces.get(address)
        if pace is None:
            pace = paces[address] = Pace()
        return pace

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
        self,
        parts: Sequence[AbstractAsyncContextManager[object]],
        kind: str,
        counter: Counter[str],
        pace: Pace,
    ) -> None:
        """``parts``: all that must be held for it, in the order in which they are waited for."""
        self._parts = parts
        self._kind = kind
        self._counter = counter
        self._pace = pace
        self._held: list[AbstractAsyncContextManager[object]] = []

    async def __aenter__(self) -> None:
        await self.take()

    async def __aexit__(self, *_error: object) -> None:
        await self.give_back()

    async def take(self) -> None:
        """Wait until it is had, and count it; who is cancelled meanwhile holds nothing."""
        self._pace.wait()
        try:
            for part in self._parts:
                await part.__aenter__()
                self._held.append(part)
        finally:
            self._pace.wait_no_more()
            if len(self._held) < len(self._parts):
                await self.give_back()
        self._counter[self._kind] += 1

    async def give_back(self) -> None:
        """Make room for another."""
        while self._held:
            await self._held.pop().__aexit__(None, None, None)
