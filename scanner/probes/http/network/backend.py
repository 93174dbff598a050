"""Connections to one known address, whatever the URL says, each in a slot of the budget."""

import asyncio
import os
import socket
from collections.abc import Iterable, Iterator
from contextlib import AsyncExitStack, contextmanager

import httpcore

from scanner.probes.context import ProbeContext
from scanner.probes.http.mending import LINES_KEPT, MendedStream
from scanner.probes.http.network.lenient import certificate_wanted
from scanner.probes.http.network.stream import SlottedStream, within
from scanner.probes.http.network.wire import connect


class NoConnectionError(httpcore.ConnectError):
    """TCP did not connect; ``refused`` when the port is closed."""

    def __init__(self, error: BaseException) -> None:
        system = _system_error(error)
        super().__init__(os.strerror(system.errno) if system and system.errno else str(error))
        self.refused = isinstance(system, ConnectionRefusedError)


class PinnedBackend(httpcore.AsyncNetworkBackend):
    """Connects to one address, and to those told of other hosts: a URL's host is never looked up here."""

    def __init__(self, address: str, context: ProbeContext, kind: str = "http") -> None:
        """``kind``: what connections are counted under."""
        self.opened = 0  # TCP connections made
        self.elsewhere: dict[str, str] = {}  # other hosts that may be visited, with their addresses
        self.odd_lines: list[str] = []  # of the heads read since somebody took them
        self.clock: asyncio.Timeout | None = None  # of the running visit
        self.wants_certificate = False  # whether the server of the newest connection asked for the client's
        self.address = address
        self._kind = kind
        self._context = context

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's interface
        local_address: str | None = None,  # noqa: ARG002 - of httpcore's interface; nobody here gives it
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002 - as above
    ) -> MendedStream:
        """Wait for a slot, then connect; the slot is held until the connection is closed."""
        address = self.address_of(host)
        async with AsyncExitStack() as slot:
            await self._take(slot, address)
            connected = await _connected(address, port, timeout)
            self.opened += 1
            self.wants_certificate = False
            self._context.budget.pace(address).open_ports.add(port)
            stream = SlottedStream(connected, slot.pop_all(), self._certificate_wanted)
        return MendedStream(stream, self._tell)

    def adopt(self, stream: MendedStream) -> None:
        """Go on with a connection that another backend made, whose server wants no certificate so far."""
        self.wants_certificate = False
        certificate_wanted.set(self._certificate_wanted)
        stream.tell(self._tell)

    def address_of(self, host: str) -> str:
        """Where a host is connected to."""
        return self.elsewhere.get(host, self.address)

    def takes_connections(self, port: int) -> bool:
        """Whether a port of the address has taken a connection of anybody in this run."""
        return port in self._context.budget.pace(self.address).open_ports

    def _certificate_wanted(self) -> None:
        self.wants_certificate = True

    def _tell(self, line: str) -> None:
        if len(self.odd_lines) < LINES_KEPT:
            self.odd_lines.append(line)

    async def _take(self, slot: AsyncExitStack, address: str) -> None:
        budget, counter = self._context.budget, self._context.connections
        with self.off_the_clock():
            await slot.enter_async_context(budget.connection(address, self._kind, counter))

    @contextmanager
    def off_the_clock(self) -> Iterator[None]:
        """While one waits, which is the scanner's own doing: the visit's deadline moves by as much."""
        loop = asyncio.get_running_loop()
        started, due = loop.time(), self.clock.when() if self.clock else None
        if self.clock:
            self.clock.reschedule(self._context.deadline)
        yield
        if self.clock and due is not None:
            self.clock.reschedule(min(due + loop.time() - started, self._context.deadline))


async def _connected(address: str, port: int, timeout: float | None) -> socket.socket:  # noqa: ASYNC109 - as above
    """The system's own time-out is an answer of it."""
    try:
        async with within(timeout):
            try:
                return await connect(address, port)
            except OSError as error:
                raise NoConnectionError(error) from error
    except TimeoutError as error:
        raise httpcore.ConnectTimeout from error


def _system_error(error: BaseException | None) -> OSError | None:
    """The system's own error, which the layers above wrap in theirs."""
    system_error = None
    while error is not None:
        if isinstance(error, OSError) and error.errno is not None:
            system_error = error
        error = error.__cause__ or error.__context__
    return system_error
