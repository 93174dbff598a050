"""A relay before a real server: it counts what reaches the server, and may meddle as middleboxes do."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from tests.scanner.probes.listening import serving

Meddling = Callable[[int, bytes], bytes | None]  # number of the connection from 1, bytes; None: cut it
CHUNK = 65_536
ESTABLISHED = 1


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
    open_now: int = 0  # for whoever puts a limit before it
    _writers: list[asyncio.StreamWriter] = field(default_factory=list)

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        self.connections += 1
        self._writers = [*filter(_is_open, self._writers), writer]
        self.most_open = max(self.most_open, len(self._writers))
        number = self.connections
        said = await reader.read(CHUNK)
        hello = self.hello(number, said) if said else None
        if hello is not None:
            await self.pass_on(number, hello, reader, writer)

    async def pass_on(
        self, number: int, hello: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """What the client said first, and then whatever either says."""
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


def _is_open(writer: asyncio.StreamWriter) -> bool:
    """Whether the client has not closed it yet, as the kernel has it at this moment (tcp(7), TCP_INFO)."""
    try:
        connection: socket.socket = writer.get_extra_info("socket")
        state: int = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0]
    except OSError:
        return False
    return state == ESTABLISHED


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
