"""One connection of the browser's, led to the host: what is said is carried both ways, and counted."""

import asyncio
from asyncio import StreamReader, StreamWriter
from contextlib import suppress
from dataclasses import dataclass

MOST_BYTES = 40_000_000  # from the host, for one picture: whole, a heavy page has some 10 MB
CHUNK = 65_536
UNUSED_FOR = 0.3  # seconds after an answer, from which a connection counts as idle
UNANSWERED_FOR = 8.0  # seconds after a question


@dataclass
class Meter:
    """What came from the host through all connections together."""

    read: int = 0

    @property
    def is_full(self) -> bool:
        """Whether it is more than a picture is worth."""
        return self.read >= MOST_BYTES


class Tunnel:
    """Bytes between the browser and the host until one of them ends, or too many have come."""

    def __init__(
        self, near: tuple[StreamReader, StreamWriter], far: tuple[StreamReader, StreamWriter], meter: Meter
    ) -> None:
        self.used_at = _now()
        self._answered = True  # the last bytes came from the host
        self._near, self._far = near, far
        self._meter = meter
        self._carrying: asyncio.Task[None] | None = None

    @property
    def is_idle(self) -> bool:
        """Whether nothing is on its way, as far as one can tell from outside what may be encrypted."""
        return _now() - self.used_at > (UNUSED_FOR if self._answered else UNANSWERED_FOR)

    def close(self) -> None:
        """End it, as a server does that keeps no idle connection."""
        if self._carrying is not None:
            self._carrying.cancel()

    async def carry(self) -> None:
        """Carry until the end."""
        self._carrying = asyncio.ensure_future(self._both_ways())
        try:
            await asyncio.wait({self._carrying})
        finally:
            self._carrying.cancel()
            with suppress(asyncio.CancelledError, OSError):
                await self._carrying

    async def _both_ways(self) -> None:
        there = asyncio.ensure_future(self._one_way(self._near[0], self._far[1], answers=False))
        back = asyncio.ensure_future(self._one_way(self._far[0], self._near[1], answers=True))
        try:
            await asyncio.wait({there, back}, return_when=asyncio.FIRST_COMPLETED)
            if there.done() and not back.done():
                await asyncio.wait({back}, timeout=UNANSWERED_FOR)  # the browser has said all it had to say
        finally:
            there.cancel()
            back.cancel()
            await asyncio.gather(there, back, return_exceptions=True)

    async def _one_way(self, source: StreamReader, sink: StreamWriter, *, answers: bool) -> None:
        while not self._meter.is_full and (chunk := await source.read(CHUNK)):
            self.used_at, self._answered = _now(), answers
            if answers:
                self._meter.read += len(chunk)
            sink.write(chunk)
            await sink.drain()
        if sink.can_write_eof():
            sink.write_eof()


def _now() -> float:
    return asyncio.get_running_loop().time()
