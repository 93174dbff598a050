"""The server that is probed: every connection is counted, drawn from the budget, and bounded in time."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import TracebackType

from scanner.limits import Slot
from scanner.pace import Pace
from scanner.probes.context import ProbeContext
from scanner.probes.tls.connection.opening import connected
from scanner.probes.tls.connection.stopwatch import Stopwatch
from scanner.probes.tls.connection.stream import ServerStream

Upgrade = Callable[[ServerStream, ServerStream], Awaitable[None]]  # to read from, and to write to


class ServerTimeoutError(Exception):
    """The server said nothing, or not all of it, in time."""


class UnreachableError(Exception):
    """No TCP connection came about; ``error`` tells why."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error.strerror or error))
        self.error = error


@dataclass(frozen=True)
class Connection:
    """An open connection, its slot of the budget, which it holds until it is closed, and what times it."""

    stream: ServerStream
    slot: Slot
    stopwatch: Stopwatch

    async def close(self) -> None:
        """Close at once, whatever is still to be read, and only then give the slot back."""
        self.stream.close()
        self.stopwatch.stop()
        await self.slot.give_back()


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
        slot = self.context.budget.connection(self.address, "tls", self.context.connections)
        await slot.take()
        self.stopwatch.start()
        connection: Connection | None = None
        try:
            connection = Connection(await self._open(), slot, self.stopwatch)
        finally:
            if connection is None:
                self.stopwatch.stop()
                await slot.give_back()
        await self._upgrade(connection)
        return connection

    def connection(self, prefetched: Connection | None = None) -> "Exchange":
        """A connection, the given one or a new one, that must serve its purpose in time; then closed."""
        return Exchange(self, prefetched)

    def timeout(self) -> float:
        """Seconds to wait for one thing: as the settings say, or what is left of the time."""
        now = asyncio.get_running_loop().time()
        return max(0.0, self._due(now) - now)

    def due(self) -> float:
        """The event loop's time until which one thing is waited for, that begins now."""
        return self._due(asyncio.get_running_loop().time())

    def _due(self, now: float) -> float:
        context = self.context
        longest = now + context.settings.connect_timeout
        return min(longest, now + self.stopwatch.remaining(now), context.deadline)

    async def _open(self) -> ServerStream:
        try:
            stream = ServerStream(await connected(self.address, self.port, self.due()))
        except TimeoutError as error:
            raise ServerTimeoutError("the connection was not accepted in time") from error
        except OSError as error:
            raise UnreachableError(error) from error
        self.pace.open_ports.add(self.port)
        return stream

    async def _upgrade(self, connection: Connection) -> None:
        if self.upgrade is None:
            return
        is_ready = False
        connection.stream.wait_until(self.due())
        try:
            await self.upgrade(connection.stream, connection.stream)
            is_ready = True
        except TimeoutError as error:
            raise ServerTimeoutError("no end to the talk before TLS in time") from error
        finally:
            if not is_ready:
                await connection.close()


class Exchange:
    """Within it, a connection is open, and what is to be read of it must come in time.

    Raises:
        UnreachableError: refused or unreachable.
        ServerTimeoutError: not accepted, or what was to be read did not come, in time.

    """

    def __init__(self, server: TlsServer, opened: Connection | None) -> None:
        self._server = server
        self._opened = opened

    async def __aenter__(self) -> Connection:
        self._opened = self._opened or await self._server.connect()
        self._opened.stream.wait_until(self._server.due())
        return self._opened

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._opened is not None:
            await self._opened.close()
        if isinstance(error, TimeoutError):
            raise ServerTimeoutError("no whole answer in time") from error
