"""The certificates that a TLS 1.3 server shows: they come encrypted, so this one connection has real keys."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from scanner.probes.tls.connection.connection import CHUNK, Door
from scanner.probes.tls.handshake.first_flight import Refusal
from scanner.probes.tls.handshake.handshake_notes import Presented
from scanner.probes.tls.wire import certificate, flight
from scanner.probes.tls.wire.codes import ContentType, Extension, HandshakeType, Version
from scanner.probes.tls.wire.hello import ClientHello, handshake_message, in_records, plaintext
from scanner.probes.tls.wire.records import Alert, Ciphertext, MalformedError, Message, Part, Reader
from scanner.probes.tls.wire.secrets import READABLE_GROUPS, READABLE_SUITES, KeyPair, new_key
from scanner.probes.tls.wire.secrets import Reader as Decrypter


@dataclass(kw_only=True)
class Shown:
    """What the encrypted part of the first flight holds; ``alpn``: the protocol that the server chose."""

    chain: Presented = field(default_factory=lambda: Presented(certificates=()))
    alpn: str | None = None


async def certificate_of(
    door: Door, suites: Sequence[int], groups: Sequence[int], signatures: Sequence[int], alpn: Sequence[str]
) -> Shown | Refusal:
    """What a client is shown that takes only these signatures; a refusal also where we cannot read it.

    ``suites`` and ``groups`` are those that the server accepts.

    Raises:
        MalformedError, SilentError, UnreachableError: the server stopped answering as it should.

    """
    readable = [code for code in suites if code in READABLE_SUITES]
    group = next((code for code in READABLE_GROUPS if code in groups), None)
    if not readable or group is None:
        return Refusal()
    key = new_key(group)
    hello = ClientHello(
        version=Version.TLS_1_3,
        suites=readable,
        groups=[group],
        server_name=door.server_name,
        signatures=signatures,
        key_shares=[(group, key.public)],
        alpn=alpn,
    )
    return await _exchange(door, hello, key)


async def _exchange(door: Door, hello: ClientHello, key: KeyPair) -> Shown | Refusal:
    message = hello.message()
    listener = _Listener(key, message)
    async with door.visit() as opened:
        opened.writer.write(in_records(message, hello.version))
        try:
            while data := await opened.reader.read(CHUNK):
                if listener.hear(data):
                    return listener.found
        except ConnectionError:
            return Refusal()
    return listener.found


class _Listener:
    """Takes the flight apart: the ServerHello in the clear, then what it protects."""

    def __init__(self, key: KeyPair, client_hello: bytes) -> None:
        self.found: Shown | Refusal = Refusal()
        self._key = key
        self._client_hello = client_hello
        self._outer = Reader()
        self._inner = Reader()
        self._decrypter: Decrypter | None = None

    def hear(self, data: bytes) -> bool:
        """Whether the flight told all that was wanted, or that there is nothing to be told."""
        return any(self._take(part) for part in self._outer.feed(data))

    def _take(self, part: Part) -> bool:
        if isinstance(part, Alert):
            self.found = Refusal(part.description)
            return part.is_fatal
        if isinstance(part, Message):
            return self._start(part)
        return self._open(part)

    def _start(self, message: Message) -> bool:
        hello = flight.server_hello(message.body)
        if message.kind != HandshakeType.SERVER_HELLO or hello.hello_retry or hello.group != self._key.group:
            return True
        if hello.suite not in READABLE_SUITES:
            raise MalformedError("the server chose a suite that was not offered")
        transcript = self._client_hello + handshake_message(message.kind, message.body)
        self._decrypter = Decrypter(hello.suite, self._key.shared_with(hello.key_share), transcript)
        return False

    def _open(self, record: Ciphertext) -> bool:
        if self._decrypter is None:
            raise MalformedError("an encrypted record before the ServerHello")
        kind, content = self._decrypter.open(record)
        if kind != ContentType.HANDSHAKE:
            return True
        messages = self._inner.feed(plaintext(ContentType.HANDSHAKE, content))
        return any(self._read(message) for message in messages if isinstance(message, Message))

    def _read(self, message: Message) -> bool:
        if message.kind == HandshakeType.ENCRYPTED_EXTENSIONS:
            chosen = flight.encrypted_extensions(message.body).get(Extension.ALPN)
            self.found = Shown(alpn=flight.alpn(chosen))
        if message.kind != HandshakeType.CERTIFICATE or not isinstance(self.found, Shown):
            return False
        self.found.chain = _presented(message)
        return True


def _presented(message: Message) -> Presented:
    chain = certificate.certificates_1_3(message.body)
    leaf = chain[0][1] if chain else {}
    status = leaf.get(Extension.STATUS_REQUEST)
    return Presented(
        certificates=tuple(der for der, _ in chain),
        staple=certificate.staple(status) if status else None,
        scts=leaf.get(Extension.SIGNED_CERTIFICATE_TIMESTAMP, b""),
    )
