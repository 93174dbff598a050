"""One connection: a ClientHello out, the server's first flight back, nothing completed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from checks.facts import CipherSuite
from scanner.probes.context import ProbeContext
from scanner.probes.tls.wire import flight, ssl2
from scanner.probes.tls.wire.codes import HandshakeType, suite
from scanner.probes.tls.wire.flight import KeyExchange, ServerHello
from scanner.probes.tls.wire.hello import ClientHello, in_records
from scanner.probes.tls.wire.records import Alert, MalformedError, Message, Part, Reader

CHUNK = 16 * 1024


class SilentError(Exception):
    """The server said nothing, or not all of it, in time."""


class UnreachableError(Exception):
    """No TCP connection came about."""


@dataclass(frozen=True)
class Refusal:
    """The server would not negotiate what was offered: by an alert (its description), or by hanging up."""

    alert: int | None = None


@dataclass(kw_only=True)
class Answer:
    """A first flight that begins with a ServerHello."""

    hello: ServerHello
    certificates: tuple[bytes, ...] = ()  # DER, leaf first; up to TLS 1.2
    staple: bytes | None = None
    exchange: KeyExchange = field(default_factory=KeyExchange)

    def take(self, message: Message) -> None:
        """Add what one more message says."""
        match message.kind:
            case HandshakeType.CERTIFICATE:
                self.certificates = flight.certificates(message.body)
            case HandshakeType.CERTIFICATE_STATUS:
                self.staple = flight.staple(message.body)
            case HandshakeType.SERVER_KEY_EXCHANGE:
                self.exchange = flight.key_exchange(message.body, suite(self.hello.suite).name)


@dataclass(frozen=True)
class Door:
    """Where to knock. ``server_name``: for SNI."""

    address: str
    port: int
    server_name: str | None
    context: ProbeContext

    @asynccontextmanager
    async def open(self) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        """One counted connection, closed at the end.

        Raises:
            UnreachableError: refused, unreachable, or not accepted in time.
            SilentError: what was to be read did not come in time.

        """
        context = self.context
        async with context.budget.connection(self.address, "tls", context.connections):
            limit = min(context.settings.connect_timeout, context.remaining())
            reader, writer = await self._connect(limit)
            try:
                async with asyncio.timeout(limit):
                    yield reader, writer
            except TimeoutError as error:
                raise SilentError("no whole answer in time") from error
            finally:
                writer.transport.abort()

    async def _connect(self, limit: float) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        try:
            async with asyncio.timeout(limit):
                return await asyncio.open_connection(self.address, self.port, limit=CHUNK)
        except TimeoutError as error:
            raise UnreachableError("the connection was not accepted in time") from error
        except OSError as error:
            raise UnreachableError(str(error.strerror or error)) from error

    async def knock(self, hello: ClientHello) -> Answer | Refusal:
        """Offer a hello and read the first flight.

        Raises:
            UnreachableError, SilentError, MalformedError: what prevented an answer.

        """
        async with self.open() as (reader, writer):
            writer.write(in_records(hello.message(), hello.version))
            try:
                return await _first_flight(reader)
            except ConnectionError:
                return Refusal()

    async def knock_ssl2(self) -> tuple[CipherSuite, ...]:
        """The ciphers of SSL 2.0, none when it is refused in any way, also by an answer of another protocol.

        Raises:
            UnreachableError, SilentError: what prevented an answer.

        """
        async with self.open() as (reader, writer):
            writer.write(ssl2.client_hello())
            try:
                data = await reader.readexactly(2)
                data += await reader.readexactly(ssl2.needed(data) - 2)
                return ssl2.server_kinds(data) or ()
            except (ConnectionError, asyncio.IncompleteReadError, MalformedError):
                return ()


async def _first_flight(reader: asyncio.StreamReader) -> Answer | Refusal:
    parts, answer = Reader(), None
    while data := await reader.read(CHUNK):
        for part in parts.feed(data):
            if isinstance(part, Alert):
                return answer or Refusal(part.description)
            answer = _with(answer, part)
            if isinstance(part, Message) and flight.ends_flight(part, answer.hello):
                return answer
    return answer or Refusal()


def _with(answer: Answer | None, part: Part) -> Answer:
    if not isinstance(part, Message):
        raise MalformedError("an encrypted record before the ServerHello")
    if answer is None:
        if part.kind != HandshakeType.SERVER_HELLO:
            raise MalformedError(f"the first message is of type {part.kind}")
        return Answer(hello=flight.server_hello(part.body))
    answer.take(part)
    return answer
