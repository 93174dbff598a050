"""One connection: a ClientHello out, the server's first flight back, nothing completed."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace

from checks.facts import CipherSuite
from scanner.probes.tls.certificates.presented import PresentedChain
from scanner.probes.tls.connection.server import Connection, TlsServer
from scanner.probes.tls.connection.stream import ServerStream
from scanner.probes.tls.handshake.hello_retry import HelloRetry, RetryAnswer
from scanner.probes.tls.wire import certificate_message, server_flight, ssl2
from scanner.probes.tls.wire.client_hello import RANDOMS, ClientHello, in_records
from scanner.probes.tls.wire.codes import Extension, HandshakeType, Version, alert_name, is_tls_1_3, suite
from scanner.probes.tls.wire.records import Alert, MalformedError, Message, RecordContent, RecordReader
from scanner.probes.tls.wire.server_flight import KeyExchange, ServerHello

VERSIONS = frozenset(Version)
NUDGE = b"\r\n\r\n"  # ends the line or the request that a server of a plain protocol waits for


@dataclass(frozen=True)
class HandshakeRefusal:
    """The server would not negotiate what was offered: by an alert (its description), or by hanging up.

    ``times``: how often the same was asked, each time without an answer.
    """

    alert: int | None = None
    times: int = field(default=1, compare=False)

    @property
    def hung_up(self) -> bool:
        """Whether there was no alert: a refusal of a kind, or a connection that was cut."""
        return self.alert is None

    def __str__(self) -> str:
        return f"hung up {self.times} times" if self.alert is None else alert_name(self.alert)


@dataclass(kw_only=True)
class FirstFlight:
    """A server's first flight, which begins with a ServerHello.

    ``body``: of the ServerHello. ``retried_chain``: of TLS 1.3, where the HelloRetryRequest was answered.
    ``asks_certificate``: of the client. ``is_whole``: False where it was cut off.
    """

    server_hello: ServerHello
    body: bytes = b""
    certificates: tuple[bytes, ...] = ()  # DER, leaf first; up to TLS 1.2
    staple: bytes | None = None
    key_exchange: KeyExchange = field(default_factory=KeyExchange)
    retried_chain: PresentedChain | None = None
    asks_certificate: bool = False
    is_whole: bool = True

    def add(self, message: Message) -> None:
        """Add what one more message says."""
        match message.kind:
            case HandshakeType.CERTIFICATE:
                self.certificates = certificate_message.certificates(message.body)
            case HandshakeType.CERTIFICATE_STATUS:
                self.staple = certificate_message.staple(message.body)
            case HandshakeType.SERVER_KEY_EXCHANGE:
                name = suite(self.server_hello.suite).name
                self.key_exchange = server_flight.key_exchange(message.body, name)
            case HandshakeType.CERTIFICATE_REQUEST:
                self.asks_certificate = True

    @property
    def chain(self) -> PresentedChain:
        """The chain that it shows; without certificates where it shows none."""
        if self.retried_chain:
            return self.retried_chain
        scts = self.server_hello.extensions.get(Extension.SIGNED_CERTIFICATE_TIMESTAMP, b"")
        return PresentedChain(certificates=self.certificates, staple=self.staple, scts=scts)


HelloResponse = FirstFlight | HandshakeRefusal


async def exchange_hello(
    server: TlsServer,
    hello: ClientHello,
    prefetched: Connection | None = None,
    *,
    nudge: bool = False,
    answer_retry: RetryAnswer | None = None,
) -> HelloResponse:
    """Send a ClientHello and read the first flight.

    The connection may have been opened ahead. A nudge says, after half the time, what a server of a plain
    protocol may wait for. ``answer_retry`` goes on where a server of TLS 1.3 would else have shown nothing.

    Raises:
        UnreachableError, ServerTimeoutError, MalformedError: what prevented an answer.

    """
    randoms, records = os.urandom(RANDOMS), RecordReader(HandshakeType.SERVER_HELLO)
    message = hello.message(randoms)
    async with server.connection(prefetched) as connection:
        connection.stream.write(in_records(message, hello.version))
        with _nudging(server, connection) if nudge else nullcontext():
            response = await _read_flight(connection.stream, hello, records)
        if answer_retry and isinstance(response, FirstFlight) and response.server_hello.hello_retry:
            request, body = response.server_hello, response.body
            retry = HelloRetry(hello, message, randoms, request, body, connection.stream, records)
            response.retried_chain = await answer_retry(retry)
        return response


async def offer_ssl2(server: TlsServer) -> tuple[CipherSuite, ...]:
    """The ciphers of SSL 2.0, none when it is refused in any way, also by an answer of another protocol.

    Most servers refuse it by hanging up, so that this is not asked again.

    Raises:
        UnreachableError, ServerTimeoutError: what prevented an answer.

    """
    async with server.connection() as connection:
        connection.stream.write(ssl2.client_hello())
        try:
            record = await connection.stream.readexactly(2)
            record += await connection.stream.readexactly(ssl2.record_length(record) - 2)
            return ssl2.server_ciphers(record) or ()
        except (ConnectionError, asyncio.IncompleteReadError, MalformedError):
            return ()


@contextmanager
def _nudging(server: TlsServer, connection: Connection) -> Iterator[None]:
    timer = asyncio.get_running_loop().call_later(server.timeout() / 2, connection.stream.write, NUDGE)
    try:
        yield
    finally:
        timer.cancel()


async def _read_flight(stream: ServerStream, hello: ClientHello, records: RecordReader) -> HelloResponse:
    flight, refusal = None, HandshakeRefusal()
    while data := await _received(stream):
        for content in records.feed(data):
            if isinstance(content, Alert):
                refusal = HandshakeRefusal(content.description)
                if content.is_fatal:
                    return flight or refusal
                continue  # some servers warn of a name they don't know, and go on
            flight = _extended(flight, content, hello)
            if isinstance(content, Message) and server_flight.ends_flight(content, flight.server_hello):
                return flight
    return replace(flight, is_whole=False) if flight else refusal


async def _received(stream: ServerStream) -> bytes:
    """What comes next; nothing when the server hung up, whichever way."""
    try:
        return await stream.read()
    except ConnectionError:
        return b""


def _extended(flight: FirstFlight | None, content: RecordContent, hello: ClientHello) -> FirstFlight:
    if not isinstance(content, Message):
        raise MalformedError("an encrypted record before the ServerHello")
    if flight is None:
        server_hello = _checked(server_flight.server_hello(content.body), hello)
        return FirstFlight(server_hello=server_hello, body=content.body)
    flight.add(content)
    return flight


def _checked(server_hello: ServerHello, hello: ClientHello) -> ServerHello:
    """The ServerHello, if it answers this ClientHello."""
    version, selected = server_hello.version, server_hello.suite
    if version not in VERSIONS or version > hello.version:
        raise MalformedError(f"the server answered {hello.version.name} with version 0x{version:04X}")
    if selected not in hello.suites or is_tls_1_3(selected) != (version == Version.TLS_1_3):
        raise MalformedError(f"the server chose suite 0x{selected:04X}, which was not offered")
    return server_hello
