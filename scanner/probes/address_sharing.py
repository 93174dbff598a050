"""What processes that look at once share of an address: whose turn it is there, and its connections."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol


class AddressSharing(Protocol):
    """How one takes its part. Addresses are taken in one order, so that no two wait for each other."""

    def take_turn(self, address: str) -> bool:
        """Whether this process has the turn at an address, now by one look more, without waiting for it."""

    async def turn(self, address: str) -> None:
        """Wait until this process may look at an address."""

    def end_turn(self, address: str) -> None:
        """End one look; after the last of them another process may begin."""

    def connection(self, address: str, most: int) -> AbstractAsyncContextManager[None]:
        """One of so many connections to an address, all processes' together."""

    def whole(self, address: str, most: int) -> AbstractAsyncContextManager[None]:
        """All of so many connections to an address, for a tool that opens its own."""
