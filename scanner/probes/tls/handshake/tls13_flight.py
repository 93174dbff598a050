"""The encrypted part of a TLS 1.3 server's first flight: for it, this one handshake has real keys."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from scanner.probes.tls.certificates.presented import PresentedChain
from scanner.probes.tls.connection.server import TlsServer
from scanner.probes.tls.handshake.first_flight import HandshakeRefusal
from scanner.probes.tls.wire import certificate_message, server_flight
from scanner.probes.tls.wire.client_hello import ClientHello, handshake_message, in_records, plaintext
from scanner.probes.tls.wire.codes import ContentType, Extension, HandshakeType, Version
from scanner.probes.tls.wire.key_schedule import (
    READABLE_GROUPS,
    READABLE_SUITES,
    KeyPair,
    RecordDecrypter,
    key_of,
)
from scanner.probes.tls.wire.records import (
    Alert,
    Ciphertext,
    MalformedError,
    Message,
    RecordContent,
    RecordReader,
)


@dataclass(kw_only=True)
class EncryptedFlight:
    """What the encrypted part of the first flight holds.

    ``alpn``: the protocol that the server chose. ``asks_certificate``: of the client (RFC 8446, 4.3.2).
    """

    chain: PresentedChain = field(default_factory=lambda: PresentedChain(certificates=()))
    alpn: str | None = None
    asks_certificate: bool = False


def is_readable(suites: Iterable[int], groups: Iterable[int]) -> bool:
    """Whether a handshake of TLS 1.3 over some of these can be read here."""
    return not set(suites).isdisjoint(READABLE_SUITES) and not set(groups).isdisjoint(READABLE_GROUPS)


async def encrypted_flight(
    server: TlsServer,
    suites: Sequence[int],
    groups: Sequence[int],
    signatures: Sequence[int],
    alpn: Sequence[str],
) -> EncryptedFlight | HandshakeRefusal:
    """What a client is sent that takes only these signatures; a refusal also where it breaks off.

    ``suites`` and ``groups`` are those that the server accepts, some of them readable (``is_readable``).

    Raises:
        MalformedError, ServerTimeoutError, UnreachableError: the server stopped answering as it should.

    """
    readable = [code for code in suites if code in READABLE_SUITES]
    group = next(code for code in READABLE_GROUPS if code in groups)
    key = key_of(group)
    hello = ClientHello(
        version=Version.TLS_1_3,
        suites=readable,
        groups=[group],
        server_name=server.server_name,
        signatures=signatures,
        key_shares=[(group, key.public)],
        alpn=alpn,
    )
    return await _exchange(server, hello, key)


async def _exchange(
    server: TlsServer, hello: ClientHello, key: KeyPair
) -> EncryptedFlight | HandshakeRefusal:
    message = hello.message()
    reader = FlightReader(key, message, RecordReader())
    async with server.connection() as connection:
        connection.stream.write(in_records(message, hello.version))
        try:
            while data := await connection.stream.read():
                if reader.feed(data):
                    return reader.outcome
        except ConnectionError:
            return HandshakeRefusal()
    return reader.outcome


class FlightReader:
    """Takes the flight apart: the ServerHello in the clear, then what it protects."""

    def __init__(self, key: KeyPair, hellos: bytes, records: RecordReader) -> None:
        """``hellos``: all that goes before the ServerHello, as handshake messages."""
        self.outcome: EncryptedFlight | HandshakeRefusal = HandshakeRefusal()
        self._key = key
        self._hellos = hellos
        self._outer = records
        self._inner = RecordReader()
        self._decrypter: RecordDecrypter | None = None

    def feed(self, data: bytes) -> bool:
        """Whether the flight has told all that was wanted, or that there is nothing to be told."""
        return any(self._take(content) for content in self._outer.feed(data))

    def _take(self, content: RecordContent) -> bool:
        if isinstance(content, Alert):
            self.outcome = HandshakeRefusal(content.description)
            return content.is_fatal
        if isinstance(content, Message):
            return self._take_server_hello(content)
        return self._take_ciphertext(content)

    def _take_server_hello(self, message: Message) -> bool:
        hello = server_flight.server_hello(message.body)
        if message.kind != HandshakeType.SERVER_HELLO or hello.hello_retry or hello.group != self._key.group:
            raise MalformedError("the server did not use the only group that was offered")
        if hello.suite not in READABLE_SUITES:
            raise MalformedError("the server chose a suite that was not offered")
        transcript = self._hellos + handshake_message(message.kind, message.body)
        self._decrypter = RecordDecrypter(hello.suite, self._key.shared_with(hello.key_share), transcript)
        return False

    def _take_ciphertext(self, record: Ciphertext) -> bool:
        if self._decrypter is None:
            raise MalformedError("an encrypted record before the ServerHello")
        kind, content = self._decrypter.open(record)
        if kind != ContentType.HANDSHAKE:
            return True
        messages = self._inner.feed(plaintext(ContentType.HANDSHAKE, content))
        return any(self._take_protected(message) for message in messages if isinstance(message, Message))

    def _take_protected(self, message: Message) -> bool:
        if message.kind == HandshakeType.ENCRYPTED_EXTENSIONS:
            selected = server_flight.encrypted_extensions(message.body).get(Extension.ALPN)
            self.outcome = EncryptedFlight(alpn=server_flight.alpn(selected))
        if message.kind == HandshakeType.CERTIFICATE_REQUEST and isinstance(self.outcome, EncryptedFlight):
            self.outcome.asks_certificate = True
        if message.kind != HandshakeType.CERTIFICATE or not isinstance(self.outcome, EncryptedFlight):
            return False
        self.outcome.chain = _chain(message)
        return True


def _chain(message: Message) -> PresentedChain:
    entries = certificate_message.certificates_1_3(message.body)
    leaf_extensions = entries[0][1] if entries else {}
    status = leaf_extensions.get(Extension.STATUS_REQUEST)
    return PresentedChain(
        certificates=tuple(der for der, _ in entries),
        staple=certificate_message.staple(status) if status else None,
        scts=leaf_extensions.get(Extension.SIGNED_CERTIFICATE_TIMESTAMP, b""),
    )
