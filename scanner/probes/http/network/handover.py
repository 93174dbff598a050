"""Connections that one visit of a probe leaves to another, which then makes none to the same place.

Whoever connects to a place has the turn there, and gives it up with the connection. Nobody keeps one for
somebody who may come later: it holds a slot of the budget.
"""

import asyncio
from collections import deque
from dataclasses import dataclass

from scanner.probes.http.network.unshared import UnsharedConnection

WebPlace = tuple[str, bytes, bytes, int]  # address, scheme, host, port


class Handover:
    """Where the visits of one probe are connected, and who waits to go on over the same connection."""

    def __init__(self) -> None:
        self._waiting: dict[
            WebPlace, deque[asyncio.Future[ConnectionTurn | None]]
        ] = {}  # where one has the turn
        self._apart: set[WebPlace] = set()  # whose connections could not be left to anybody

    def is_taken(self, place: WebPlace) -> bool:
        """Whether somebody has the turn, who may leave their connection to the next."""
        return place in self._waiting

    def begin(self, place: WebPlace) -> "ConnectionTurn | None":
        """The turn at a place where nobody has it; None: everybody connects there for themselves."""
        if place in self._apart:
            return None
        self._waiting[place] = deque()
        return ConnectionTurn(self, place)

    async def wait(self, place: WebPlace, seconds: float) -> "ConnectionTurn | None":
        """The turn, with the connection of whoever has it; None: they left none in so many seconds."""
        waiter: asyncio.Future[ConnectionTurn | None] = asyncio.get_running_loop().create_future()
        self._waiting[place].append(waiter)
        try:
            await asyncio.wait((waiter,), timeout=seconds)
        except asyncio.CancelledError:
            if waiter.done() and (turn := waiter.result()) is not None:
                await turn.end(turn.connection)
            raise
        finally:
            waiter.cancel()
        return None if waiter.cancelled() else waiter.result()

    async def end(self, place: WebPlace, connection: UnsharedConnection | None) -> None:
        """Leave the connection to the next who waits, or close it.

        None: there is none. Nobody waits here any longer, nor again, since the next one would be no better.
        """
        waiting = deque(waiter for waiter in self._waiting.pop(place) if not waiter.done())
        if connection is None:
            self._apart.add(place)
            for waiter in waiting:
                waiter.set_result(None)
        elif waiting:
            waiting.popleft().set_result(ConnectionTurn(self, place, connection))
            self._waiting[place] = waiting
        else:
            await connection.aclose()


@dataclass(frozen=True)
class ConnectionTurn:
    """The turn at a place, and the connection that was left there; None: it is to be made."""

    handover: Handover
    place: WebPlace
    connection: UnsharedConnection | None = None

    async def end(self, connection: UnsharedConnection | None) -> None:
        """Give it up, with the connection if it can still be used."""
        await self.handover.end(self.place, connection)
