"""What the processes of one run share of an address: whose turn it is there, and its few connections.

Bytes of one file are locked, which costs next to nothing and is undone when a process dies. Nobody else needs
to know of the file, so it has no name once all processes have opened it.
"""

import asyncio
import fcntl
import hashlib
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import IO

PLACES_KEPT = 1_000
ASKED_AGAIN = 0.02  # seconds between two tries to get what another process holds
PLACES = 2**40  # of addresses, each with its bytes: two of them at one place would only wait for each other
WIDTH = 256  # bytes of a place: whose turn it is, then one a connection, at last who takes all of them


class AddressLocks:
    """The locks of this process (``scanner.probes.address_sharing``).

    It opens the file once: closing it anywhere would let go of all.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._held: set[int] = set()
        self._turns: Counter[str] = Counter()

    def take_turn(self, address: str) -> bool:
        """Whether this process may look at an address now, by one look more, as no other process does."""
        if not self._turns[address] and not self._lock(_place(address)):
            del self._turns[address]
            return False
        self._turns[address] += 1
        return True

    async def turn(self, address: str) -> None:
        """Wait until this process may look at an address."""
        while not self.take_turn(address):  # noqa: ASYNC110 - no event comes from another process
            await asyncio.sleep(ASKED_AGAIN)

    def end_turn(self, address: str) -> None:
        """End one look; after the last of them another process may begin."""
        self._turns[address] -= 1
        if not self._turns[address]:
            del self._turns[address]
            self._let_go(_place(address))

    def connection(self, address: str, most: int) -> "LockedConnection":
        """One of so many connections to an address, all processes' together."""
        return LockedConnection(self, address, most)

    async def take_connection(self, address: str, most: int) -> int:
        """Wait for one; ``end_connection`` is told which it was."""
        place = _place(address)
        places = range(place + 1, place + 1 + min(most, WIDTH - 2))
        while (taken := self._one_of(places)) is None:  # noqa: ASYNC110 - no event comes from another process
            await asyncio.sleep(ASKED_AGAIN)
        return taken

    def end_connection(self, taken: int) -> None:
        """Let another process have it."""
        self._let_go(taken)

    @asynccontextmanager
    async def whole(self, address: str, most: int) -> AsyncIterator[None]:
        """All of so many connections to an address; one taker at a time: no two wait for each other."""
        place = _place(address)
        taken: list[int] = []
        try:
            for byte in (place + WIDTH - 1, *range(place + 1, place + 1 + min(most, WIDTH - 2))):
                while not self._lock(byte):  # noqa: ASYNC110 - no event comes from another process
                    await asyncio.sleep(ASKED_AGAIN)
                taken.append(byte)
            yield
        finally:
            for byte in taken:
                self._let_go(byte)

    def _one_of(self, places: Iterable[int]) -> int | None:
        return next((byte for byte in places if self._lock(byte)), None)

    def _lock(self, byte: int) -> bool:
        if byte in self._held:  # which the system would give to this process once more
            return False
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
        except OSError:
            return False
        self._held.add(byte)
        return True

    def _let_go(self, byte: int) -> None:
        self._held.discard(byte)
        fcntl.lockf(self._file, fcntl.LOCK_UN, 1, byte)


class LockedConnection:
    """Within it, one connection to an address is this process's."""

    def __init__(self, locks: AddressLocks, address: str, most: int) -> None:
        self._locks = locks
        self._address = address
        self._most = most
        self._taken = 0

    async def __aenter__(self) -> None:
        self._taken = await self._locks.take_connection(self._address, self._most)

    async def __aexit__(self, *_error: object) -> None:
        self._locks.end_connection(self._taken)


@lru_cache(maxsize=PLACES_KEPT)
def _place(address: str) -> int:
    digest = hashlib.blake2b(address.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % PLACES * WIDTH
