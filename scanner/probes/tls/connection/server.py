"""The server that is probed: every connection is counted, drawn from the budget, and bounded in time."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass

from scanner.pace import Pace
from scanner.probes.context import ProbeContext
from scanner.probes.tls.connection.stopwatch import Stopwatch

CHUNK = 16 * 1024
Upgrade = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class ServerTimeoutError(Exception):
    """The server said nothing, or not all of it, in time."""


class UnreachableError(Exception):
    """No TCP connection came about; ``error`` tells why."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error.strerror or error))
        self.error = error


@dataclass(frozen=True)
class Connection:
    """An open connection; ``resources``: its slot of the budget, which it holds until it is closed."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    resources: AsyncExitStack

    async def close(self) -> None:
        """Close at once, whatever is still to be read, and only then give the slot back."""
        self.writer.transport.abort()
        try:
            with suppress(OSError):
                await self.writer.wait_closed()
        finally:
            await self.resources.aclose()


@dataclass(frozen=True)
class TlsServer:
    """One address and port.

    ``server_name``: for SNI; None for an address. ``stopwatch``: how long its connections were open.
    ``upgrade``: the dialogue before TLS, if there is one.
    """

    address: str
    port: int
    server_name: str | None
    context: ProbeContext
    stopwatch: Stopwatch
    upgrade: Upgrade | None = None

    @property
    def pace(self) -> Pace:
        """How fast its address is met."""
        return self.context.budget.pace(self.address)

    @property
    def takes_several(self) -> bool:
        """Whether it may be met with several connections at once."""
        return self.context.budget.per_address > 1 and not self.pace.is_slow

    async def connect(self) -> Connection:
        """One counted connection, which the caller closes.

        Raises:
            UnreachableError: refused or unreachable.
            ServerTimeoutError: not accepted, or no end to the dialogue before TLS, in time.
            MalformedError: that dialogue led to no TLS.

        """
        if not self.timeout():
            raise ServerTimeoutError("its time was up")
        async with AsyncExitStack() as resources:
            slot = self.context.budget.connection(self.address, "tls", self.context.connections)
            await resources.enter_async_context(slot)
            resources.enter_context(self.stopwatch.running())
            reader, writer = await self._open()
            self.pace.open_ports.add(self.port)
            resources.callback(writer.transport.abort)
            await self._upgrade(reader, writer)
            return Connection(reader, writer, resources.pop_all())

    @asynccontextmanager
    async def connection(self, prefetched: Connection | None = None) -> AsyncIterator[Connection]:
        """A connection, the given one or a new one, that must have served its purpose in time; then closed.

        Raises:
            UnreachableError: refused or unreachable.
            ServerTimeoutError: not accepted, or what was to be read did not come, in time.

        """
        connection = prefetched or await self.connect()
        try:
            async with asyncio.timeout(self.timeout()):
                yield connection
        except TimeoutError as error:
            raise ServerTimeoutError("no whole answer in time") from error
        finally:
            await connection.close()

    def timeout(self) -> float:
        """Seconds to wait for one thing: as the settings say, or what is left of the time."""
        context = self.context
        return min(context.settings.connect_timeout, self.stopwatch.remaining(), context.remaining())

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        try:
            async with asyncio.timeout(self.timeout()):
                return await asyncio.open_connection(self.address, self.port, limit=CHUNK)
        except TimeoutError as error:
            raise ServerTimeoutError("the connection was not accepted in time") from error
        except OSError as error:
            raise UnreachableError(error) from error

    async def _upgrade(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.upgrade is None:
            return
        try:
            async with asyncio.timeout(self.timeout()):
                await self.upgrade(reader, writer)
        except TimeoutError as error:
            raise ServerTimeoutError("no end to the talk before TLS in time") from error
