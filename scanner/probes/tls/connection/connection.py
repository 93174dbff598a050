"""The server's door: every connection to it is counted, drawn from the budget, and bounded in time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass

from scanner.probes.context import ProbeContext
from scanner.probes.tls.connection.stopwatch import Stopwatch
from scanner.probes.tls.starttls import Protocol, upgrade

CHUNK = 16 * 1024


class SilentError(Exception):
    """The server said nothing, or not all of it, in time."""


class UnreachableError(Exception):
    """No TCP connection came about; ``error`` tells why."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error.strerror or error))
        self.error = error


@dataclass(frozen=True)
class Connection:
    """An open connection, which holds a slot of the budget until it is closed."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    held: AsyncExitStack

    async def close(self) -> None:
        """Close at once, whatever is still to be read, and only then give the slot back."""
        self.writer.transport.abort()
        try:
            with suppress(OSError):
                await self.writer.wait_closed()
        finally:
            await self.held.aclose()


@dataclass(frozen=True)
class Door:
    """Where to knock.

    ``server_name``: for SNI; None for an address. ``stopwatch``: the server's time. ``starttls``: what is
    spoken before TLS.
    """

    address: str
    port: int
    server_name: str | None
    context: ProbeContext
    stopwatch: Stopwatch
    starttls: Protocol | None = None

    async def connect(self) -> Connection:
        """One counted connection, which the caller closes.

        Raises:
            UnreachableError: refused or unreachable.
            SilentError: not accepted, or no end to the talk before TLS, in time.
            StartTlsError: that talk led to no TLS.

        """
        if not self.patience():
            raise SilentError("its time was up")
        async with AsyncExitStack() as held:
            budget = self.context.budget.connection(self.address, "tls", self.context.connections)
            await held.enter_async_context(budget)
            held.enter_context(self.stopwatch.running())
            reader, writer = await self._open()
            held.callback(writer.transport.abort)
            await self._upgrade(reader, writer)
            return Connection(reader, writer, held.pop_all())

    @asynccontextmanager
    async def visit(self, connection: Connection | None = None) -> AsyncIterator[Connection]:
        """A connection, the given one or a new one, that must have served its purpose in time; then closed.

        Raises:
            UnreachableError: refused or unreachable.
            SilentError: not accepted, or what was to be read did not come, in time.

        """
        connection = connection or await self.connect()
        try:
            async with asyncio.timeout(self.patience()):
                yield connection
        except TimeoutError as error:
            raise SilentError("no whole answer in time") from error
        finally:
            await connection.close()

    def patience(self) -> float:
        """Seconds to wait for one thing: as the settings say, or what is left of the time."""
        context = self.context
        return min(context.settings.connect_timeout, self.stopwatch.left(), context.remaining())

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        try:
            async with asyncio.timeout(self.patience()):
                return await asyncio.open_connection(self.address, self.port, limit=CHUNK)
        except TimeoutError as error:
            raise SilentError("the connection was not accepted in time") from error
        except OSError as error:
            raise UnreachableError(error) from error

    async def _upgrade(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.starttls is None:
            return
        try:
            async with asyncio.timeout(self.patience()):
                await upgrade(self.starttls, reader, writer)
        except TimeoutError as error:
            raise SilentError("no end to the talk before TLS in time") from error
