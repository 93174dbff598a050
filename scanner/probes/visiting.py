"""Which addresses endpoints are being looked at, so that a port scan of one waits until nobody needs it."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress


class Visits:
    """How many endpoints are being looked at, by address."""

    def __init__(self) -> None:
        self._now: Counter[str] = Counter()
        self._left: dict[str, asyncio.Event] = {}

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
