"""The HTTP client's connections: to one known address whatever the URL says, each in a slot of the budget."""

import asyncio
import os
import ssl
from collections.abc import Callable, Iterable
from contextlib import AsyncExitStack
from contextvars import ContextVar
from functools import cache

import httpcore

from scanner.probes.context import ProbeContext
from scanner.probes.http.mending import LINES_KEPT, MendedStream

HANDSHAKE, CERTIFICATE_REQUEST = 22, 13  # content type and message of TLS (RFC 8446, appendix B)
# What is called in the task whose connection it is, since all share one context.
_certificate_wanted: ContextVar[Callable[[], None]] = ContextVar("certificate_wanted", default=lambda: None)
LEGACY_RENEGOTIATION = 0x4  # SSL_OP_LEGACY_SERVER_CONNECT; the ssl module names it from Python 3.12 on


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
        self._backend = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's interface
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Wait for a slot, then connect; the slot is held until the connection is closed."""
        slot, address = AsyncExitStack(), self.elsewhere.get(host, self.address)
        try:
            await self._take(slot, address)
            stream = await self._backend.connect_tcp(address, port, timeout, local_address, socket_options)
        except httpcore.ConnectError as error:
            await slot.aclose()
            raise NoConnectionError(error) from error
        except BaseException:
            await slot.aclose()
            raise
        self.opened += 1
        self.wants_certificate = False
        self._context.budget.pace(address).open_ports.add(port)
        return MendedStream(SlottedStream(stream, slot, self._certificate_wanted), self._tell)

    def takes_connections(self, port: int) -> bool:
        """Whether a port of the address has taken a connection of anybody in this run."""
        return port in self._context.budget.pace(self.address).open_ports

    def _certificate_wanted(self) -> None:
        self.wants_certificate = True

    def _tell(self, line: str) -> None:
        if len(self.odd_lines) < LINES_KEPT:
            self.odd_lines.append(line)

    async def _take(self, slot: AsyncExitStack, address: str) -> None:
        """Wait for a slot. The wait is the scanner's own doing, so the visit's deadline moves by as much."""
        budget, counter = self._context.budget, self._context.connections
        loop = asyncio.get_running_loop()
        started, due = loop.time(), self.clock.when() if self.clock else None
        if self.clock:
            self.clock.reschedule(self._context.deadline)
        await slot.enter_async_context(budget.connection(address, self._kind, counter))
        if self.clock and due is not None:
            self.clock.reschedule(min(due + loop.time() - started, self._context.deadline))


class SlottedStream(httpcore.AsyncNetworkStream):
    """A connection that gives its slot back when it is closed, however that comes about."""

    def __init__(
        self,
        stream: httpcore.AsyncNetworkStream,
        slot: AsyncExitStack,
        certificate_wanted: Callable[[], None],
    ) -> None:
        """``certificate_wanted``: called when the server asks for a certificate of the client."""
        self._stream = stream
        self._slot = slot
        self._certificate_wanted = certificate_wanted

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's interface
        """Read what is there."""
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore's interface
        """Write all of it."""
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        """Close, and give the slot back."""
        async with self._slot:
            await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's interface
    ) -> httpcore.AsyncNetworkStream:
        """Upgrade; when that fails nobody else will close the connection."""
        _certificate_wanted.set(self._certificate_wanted)
        try:
            self._stream = await self._stream.start_tls(ssl_context, server_hostname, timeout)
        except BaseException:
            await self.aclose()
            raise
        return self

    def get_extra_info(self, info: str) -> object:
        """What the stream below says."""
        return self._stream.get_extra_info(info)


@cache
def lenient_tls() -> ssl.SSLContext:
    """TLS that reads even an old server's page. Measuring trust and strength is the TLS probe's work."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("DEFAULT:ALL:@SECLEVEL=0")
    context.options |= LEGACY_RENEGOTIATION
    context._msg_callback = _heard  # type: ignore[attr-defined]  # noqa: SLF001 - OpenSSL's hook has no other name
    return context


def _heard(*message: object) -> None:
    """A server asks for a certificate of the client (RFC 8446, 4.3.2)."""
    _connection, direction, _version, content, kind, _data = message
    if (direction, content, kind) == ("read", HANDSHAKE, CERTIFICATE_REQUEST):
        _certificate_wanted.get()()


def _system_error(error: BaseException | None) -> OSError | None:
    """The system's own error, which the layers above wrap in theirs."""
    system_error = None
    while error is not None:
        if isinstance(error, OSError) and error.errno is not None:
            system_error = error
        error = error.__cause__ or error.__context__
    return system_error
