"""The turns and connections of an address as advisory locks of PostgreSQL, held by one session a process.

Whatever kills a process, or its way to the database, ends its session and gives its locks back; then its
looks must end too, since another process may begin at the same addresses.
"""

import asyncio
import hashlib
from collections import Counter
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

import psycopg
from sqlalchemy import URL

from inventory.errors import InventoryError
from inventory.wording.phrases import Phrase
from scanner.queue.connecting import connected

ASKED_AGAIN = 0.1  # seconds between two tries to get what another process holds
WATCHED_EVERY = 1.0  # seconds between two looks whether the session lives
TURN, WHOLE = 0, -1  # the locks of whose turn it is, and of who takes all; from 1 on, one a connection
LOST = Phrase("the session with the database ended, and with it the right to look at addresses")


class SharedAddresses:
    """The locks of this process (``scanner.probes.address_sharing.AddressSharing``)."""

    def __init__(self, session: "psycopg.AsyncConnection[Any]") -> None:
        self._session = session
        self._held: set[int] = set()
        self._turns: Counter[str] = Counter()
        self._ending: set[asyncio.Task[bool]] = set()
        self._is_lost = asyncio.Event()

    async def watch(self) -> None:
        """Come back only when the locks are lost.

        Raises:
            InventoryError: they are.

        """
        while not self._is_lost.is_set():
            _ = self._spawn(self._ask("SELECT %s::bigint IS NOT NULL", 0))
            with suppress(TimeoutError):
                await asyncio.wait_for(self._is_lost.wait(), WATCHED_EVERY)
        raise InventoryError(LOST)

    def take_turn(self, address: str) -> bool:
        """Whether this process has the turn already; then by one look more."""
        if not self._turns[address]:
            del self._turns[address]
            return False
        self._turns[address] += 1
        return True

    async def turn(self, address: str) -> None:
        """Wait until this process may look at an address."""
        while not self.take_turn(address):
            if await self._lock(_place(address, TURN)):
                self._turns[address] += 1
                return
            await asyncio.sleep(ASKED_AGAIN)

    def end_turn(self, address: str) -> None:
        """End one look; after the last of them another process may begin."""
        self._turns[address] -= 1
        if not self._turns[address]:
            del self._turns[address]
            self._let_go(_place(address, TURN))

    @asynccontextmanager
    async def connection(self, address: str, most: int) -> AsyncIterator[None]:
        """One of so many connections to an address, all processes' together."""
        places = [_place(address, number) for number in range(1, most + 1)]
        taken = await self._one_of(places)
        while taken is None:
            await asyncio.sleep(ASKED_AGAIN)
            taken = await self._one_of(places)
        try:
            yield
        finally:
            self._let_go(taken)

    @asynccontextmanager
    async def whole(self, address: str, most: int) -> AsyncIterator[None]:
        """All of so many connections to an address; one taker at a time: no two wait for each other."""
        taken: list[int] = []
        try:
            for number in (WHOLE, *range(1, most + 1)):
                place = _place(address, number)
                while not await self._lock(place):  # noqa: ASYNC110 - no event comes from another process
                    await asyncio.sleep(ASKED_AGAIN)
                taken.append(place)
            yield
        finally:
            for place in taken:
                self._let_go(place)

    async def _one_of(self, places: list[int]) -> int | None:
        for place in places:
            if await self._lock(place):
                return place
        return None

    async def _lock(self, place: int) -> bool:
        """Whether it is had; one that comes after whoever asked was cancelled is given back."""
        if place in self._held:  # which the session would be given once more
            return False
        self._held.add(place)
        asking = self._spawn(self._ask("SELECT pg_try_advisory_lock(%s)", place))
        try:
            is_had = await asyncio.shield(asking)
        except asyncio.CancelledError:
            asking.add_done_callback(
                lambda done: None if done.cancelled() else self._late(place, had=done.result())
            )
            raise
        if not is_had:
            self._held.discard(place)
        return is_had

    def _late(self, place: int, *, had: bool) -> None:
        if had:
            self._let_go(place)
        else:
            self._held.discard(place)

    def _let_go(self, place: int) -> None:
        _ = self._spawn(self._given_back(place))

    async def _given_back(self, place: int) -> bool:
        given = await self._ask("SELECT pg_advisory_unlock(%s)", place)
        self._held.discard(place)
        return given

    def _spawn(self, work: Coroutine[Any, Any, bool]) -> "asyncio.Task[bool]":
        task = asyncio.create_task(work)
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)
        return task

    async def _ask(self, statement: str, place: int) -> bool:
        """The answer; when the session has ended none comes ever, and ``watch`` tells."""
        try:
            cursor = await self._session.execute(statement.encode(), (place,))
            row = await cursor.fetchone()
        except psycopg.Error:
            self._is_lost.set()
            await asyncio.get_running_loop().create_future()
        return row is not None and bool(row[0])

    async def settled(self) -> None:
        """Wait until what is being given back has been; what never comes back is given up."""
        if self._ending and not self._is_lost.is_set():
            await asyncio.wait(self._ending, timeout=WATCHED_EVERY)
        for task in self._ending:
            task.cancel()


@asynccontextmanager
async def shared_addresses(url: URL) -> AsyncIterator[SharedAddresses]:
    """The locks of this process for as long as it looks; watched, so that losing them ends what is inside.

    Raises:
        InventoryError: the database cannot be reached, or the locks were lost (in an ExceptionGroup).

    """
    async with connected(url) as session:
        locks = SharedAddresses(session)
        async with asyncio.TaskGroup() as group:
            watching = group.create_task(locks.watch())
            try:
                yield locks
            finally:
                await locks.settled()
                watching.cancel()


def _place(address: str, number: int) -> int:
    digest = hashlib.blake2b(f"{address} {number}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
