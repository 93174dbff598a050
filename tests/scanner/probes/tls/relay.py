"""A relay before a real server: it counts what reaches the server, and may meddle as middleboxes do."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.scanner.probes.listening import serving

Meddling = Callable[[int, bytes], bytes | None]  # number of the connection from 1, bytes; None: cut it
CHUNK = 65_536
ESTABLISHED = "01"


def leave(_number: int, data: bytes) -> bytes:
    """Let everything pass."""
    return data


@dataclass(kw_only=True)
class Relay:
    """Connections seen, and how many of them were open at once."""

    server: int  # port
    hello: Meddling = leave  # what the client says first
    answer: Meddling = leave
    port: int = 0
    connections: int = 0
    most_open: int = 0

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        self.connections += 1
        self.most_open = max(self.most_open, _established(self.port))
        await self._pass_on(self.connections, reader, writer)

    async def _pass_on(self, number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        said = await reader.read(CHUNK)
        hello = self.hello(number, said) if said else None
        if hello is None:
            return
        inner, outer = await asyncio.open_connection("127.0.0.1", self.server)
        outer.write(hello)
        up = asyncio.create_task(_pump(reader, outer, leave, number))
        down = asyncio.create_task(_pump(inner, writer, self.answer, number))
        try:
            await asyncio.wait((up, down), return_when=asyncio.FIRST_COMPLETED)
            with suppress(ConnectionError):
                await writer.drain()
        finally:
            up.cancel()
            down.cancel()
            outer.transport.abort()
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()


def _established(port: int) -> int:
    """How many clients hold a connection to the port at this moment, as the kernel has it (proc(5))."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return sum(row[2] == f"0100007F:{port:04X}" and row[3] == ESTABLISHED for row in rows)


async def _pump(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, meddle: Meddling, number: int
) -> None:
    with suppress(ConnectionError):
        while (data := await reader.read(CHUNK)) and (changed := meddle(number, data)) is not None:
            writer.write(changed)


@asynccontextmanager
async def relayed(server: int, hello: Meddling = leave, answer: Meddling = leave) -> AsyncIterator[Relay]:
    """A relay before the server on a port of 127.0.0.1."""
    relay = Relay(server=server, hello=hello, answer=answer)
    async with serving(relay.handle) as relay.port:
        yield relay
