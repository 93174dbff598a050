"""Two sessions of one probe, and servers that keep a connection or end it. For ``listening.serving``."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import httpx

from checks.facts import Exchange
from scanner.probes.context import ProbeContext
from scanner.probes.http.network import Handover
from scanner.probes.http.session import Session

HERE, THERE = "127.0.0.1", "127.0.0.2"
WWW = "www.x.test"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n%b\r\nok"


async def keeps(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Names in an odd line what was asked for."""
    while path := (await reader.readuntil(b"\r\n\r\n")).split()[1]:
        writer.write(ANSWER % (b"odd " + path + b"\r\n"))


async def closes(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Says so at the first request."""
    await reader.readuntil(b"\r\n\r\n")
    writer.write(ANSWER % b"Connection: close\r\n")


async def ends_after_one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Without saying so."""
    await reader.readuntil(b"\r\n\r\n")
    writer.write(ANSWER % b"")


async def ends_at_the_second(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Without answering it."""
    await ends_after_one(reader, writer)
    await reader.readuntil(b"\r\n\r\n")


class Pair:
    """Two sessions of one probe, and what the second logged."""

    def __init__(self, context: ProbeContext, addresses: tuple[str, str] = (HERE, HERE)) -> None:
        handover = Handover()
        self.context = context
        self.first, self.second = (Session(address, context, handover=handover) for address in addresses)
        self.log: list[Exchange] = []

    @contextlib.asynccontextmanager
    async def second_asking(self, url: str) -> AsyncIterator[asyncio.Task[None]]:
        """While the second asks, which it has begun."""
        task = asyncio.create_task(self.second.get(httpx.URL(url), self.log))
        await asyncio.sleep(0.1)
        try:
            yield task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    @property
    def opened(self) -> tuple[int, int]:
        """The connections that each has made."""
        return self.first.backend.opened, self.second.backend.opened

    async def has_left_nothing(self) -> bool:
        """Whether all slots are free again."""
        await self.first.rest()
        await self.second.rest()
        async with asyncio.timeout(5), self.context.budget.whole_address(HERE) as free:
            return free == self.context.budget.per_address
