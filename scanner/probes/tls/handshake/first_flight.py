"""One connection: a ClientHello out, the server's first flight back, nothing completed."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field

from checks.facts import CipherSuite
from scanner.probes.tls.connection.connection import CHUNK, Connection, Door
from scanner.probes.tls.wire import certificate, flight, ssl2
from scanner.probes.tls.wire.codes import HandshakeType, Version, is_tls_1_3, suite
from scanner.probes.tls.wire.flight import KeyExchange, ServerHello
from scanner.probes.tls.wire.hello import ClientHello, in_records
from scanner.probes.tls.wire.records import Alert, MalformedError, Message, Part, Reader

NUDGE = b"\r\n\r\n"  # ends the line or the request that a server of a plain protocol waits for


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
                self.certificates = certificate.certificates(message.body)
            case HandshakeType.CERTIFICATE_STATUS:
                self.staple = certificate.staple(message.body)
            case HandshakeType.SERVER_KEY_EXCHANGE:
                self.exchange = flight.key_exchange(message.body, suite(self.hello.suite).name)


async def knock(
    door: Door, hello: ClientHello, connection: Connection | None = None, *, nudge: bool = False
) -> Answer | Refusal:
    """Offer a hello and read the first flight.

    The connection may have been opened ahead. A nudge says, after half the time, what a server of a plain
    protocol may wait for.

    Raises:
        UnreachableError, SilentError, MalformedError: what prevented an answer.

    """
    async with door.visit(connection) as opened:
        opened.writer.write(in_records(hello.message(), hello.version))
        with _nudging(door, opened) if nudge else nullcontext():
            try:
                return await _first_flight(opened.reader, hello)
            except ConnectionError:
                return Refusal()


async def knock_ssl2(door: Door) -> tuple[CipherSuite, ...]:
    """The ciphers of SSL 2.0, none when it is refused in any way, also by an answer of another protocol.

    Raises:
        UnreachableError, SilentError: what prevented an answer.

    """
    async with door.visit() as opened:
        opened.writer.write(ssl2.client_hello())
        try:
            data = await opened.reader.readexactly(2)
            data += await opened.reader.readexactly(ssl2.needed(data) - 2)
            return ssl2.server_kinds(data) or ()
        except (ConnectionError, asyncio.IncompleteReadError, MalformedError):
            return ()


@contextmanager
def _nudging(door: Door, opened: Connection) -> Iterator[None]:
    wait = asyncio.get_running_loop().call_later(door.patience() / 2, opened.writer.write, NUDGE)
    try:
        yield
    finally:
        wait.cancel()


async def _first_flight(reader: asyncio.StreamReader, hello: ClientHello) -> Answer | Refusal:
    parts, answer, refusal = Reader(HandshakeType.SERVER_HELLO), None, Refusal()
    while data := await reader.read(CHUNK):
        for part in parts.feed(data):
            if isinstance(part, Alert):
                refusal = Refusal(part.description)
                if part.is_fatal:
                    return answer or refusal
                continue  # some servers warn of a name they don't know, and go on
            answer = _with(answer, part, hello)
            if isinstance(part, Message) and flight.ends_flight(part, answer.hello):
                return answer
    return answer or refusal


def _with(answer: Answer | None, part: Part, hello: ClientHello) -> Answer:
    if not isinstance(part, Message):
        raise MalformedError("an encrypted record before the ServerHello")
    if answer is None:
        return Answer(hello=_checked(flight.server_hello(part.body), hello))
    answer.take(part)
    return answer


def _checked(answer: ServerHello, hello: ClientHello) -> ServerHello:
    """The answer, if it is one to this hello."""
    version, chosen = answer.version, answer.suite
    if version not in tuple(Version) or version > hello.version:
        raise MalformedError(f"the server answered {hello.version.name} with version 0x{version:04X}")
    if chosen not in hello.suites or is_tls_1_3(chosen) != (version == Version.TLS_1_3):
        raise MalformedError(f"the server chose suite 0x{chosen:04X}, which was not offered")
    return answer
