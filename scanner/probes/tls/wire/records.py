"""From bytes to handshake messages and alerts, whichever way a server cut them into records."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from scanner.probes.tls.wire.codes import AlertDescription, ContentType, HandshakeType

HEADER = 5
BEGINNING = 2
GREETING = 64  # bytes of another protocol, enough to tell which
MAJOR = 3  # first byte of every version since SSL 3.0
RECORD_TYPES = frozenset(ContentType)
MESSAGE_HEADER = 4
WARNING = 1  # level
# RFC 5246, 6.2.3: 2^14 plus the expansion of ciphers; a longer record is an error in every version.
LONGEST_RECORD = 2**14 + 2048
LONGEST_FLIGHT = 256 * 1024  # bytes; real first flights are below 20,000


class MalformedError(Exception):
    """What came is no TLS, or breaks its rules; the message says which, in bounded technical English."""


class NotTlsError(MalformedError):
    """The very first bytes are of another protocol; ``beginning`` holds two of them or some more."""

    def __init__(self, beginning: bytes) -> None:
        super().__init__(f"no TLS record: it begins with 0x{beginning[:BEGINNING].hex()}")
        self.beginning = beginning


@dataclass(frozen=True)
class Message:
    """One handshake message."""

    kind: int
    body: bytes


@dataclass(frozen=True)
class Alert:
    """One alert (RFC 8446, 6)."""

    level: int
    description: int

    @property
    def is_fatal(self) -> bool:
        """Whether the connection ends with it; close_notify ends it too."""
        return self.level != WARNING or self.description == AlertDescription.CLOSE_NOTIFY


@dataclass(frozen=True)
class Ciphertext:
    """One protected record (RFC 8446, 5.2) with its header, which the cipher authenticates."""

    header: bytes
    body: bytes


RecordContent = Message | Alert | Ciphertext


@dataclass
class RecordReader:
    """The record layer: bytes in as they come, whole messages out. Memory is bounded by ``LONGEST_FLIGHT``.

    ``first``: the type that the first message must have; another is an error as soon as its header is seen.
    """

    first: HandshakeType | None = None
    _records: bytearray = field(default_factory=bytearray)
    _handshake: bytearray = field(default_factory=bytearray)
    _received: int = 0

    def feed(self, data: bytes) -> Iterator[RecordContent]:
        """The messages that the data completes.

        Raises:
            MalformedError: not TLS, a record or message out of bounds, or too much of it all.

        """
        self._received += len(data)
        if self._received > LONGEST_FLIGHT:
            raise MalformedError(f"the first flight is longer than {LONGEST_FLIGHT} bytes")
        self._records += data
        while (record := self._next_record()) is not None:
            yield from self._contents(*record)

    def _next_record(self) -> tuple[bytes, bytes] | None:
        if len(self._records) >= BEGINNING:
            self._check_beginning()
        if len(self._records) < HEADER:
            return None
        header = bytes(self._records[:HEADER])
        length = int.from_bytes(header[3:5], "big")
        if length > LONGEST_RECORD:
            raise MalformedError(f"a record of {length} bytes")
        if len(self._records) < HEADER + length:
            return None
        body = bytes(self._records[HEADER : HEADER + length])
        del self._records[: HEADER + length]
        return header, body

    def _check_beginning(self) -> None:
        """Two bytes tell a record from plain text, however slowly the rest comes."""
        if self._records[0] in RECORD_TYPES and self._records[1] == MAJOR:
            return
        if self._received == len(self._records):
            raise NotTlsError(bytes(self._records[:GREETING]))
        raise MalformedError(f"a record that begins with 0x{self._records[:BEGINNING].hex()}")

    def _contents(self, header: bytes, body: bytes) -> Iterable[RecordContent]:
        match header[0]:
            case ContentType.ALERT:
                if len(body) != 2:  # noqa: PLR2004 - level and description
                    raise MalformedError(f"an alert of {len(body)} bytes")
                return (Alert(body[0], body[1]),)
            case ContentType.HANDSHAKE:
                if not body:
                    raise MalformedError("an empty handshake record")  # RFC 8446, 5.1
                self._handshake += body
                return self._messages()
            case ContentType.APPLICATION_DATA:
                return (Ciphertext(header, body),)
        return ()

    def _messages(self) -> Iterator[Message]:
        while len(self._handshake) >= MESSAGE_HEADER:
            if self.first not in (None, self._handshake[0]):
                raise MalformedError(f"the first message is of type {self._handshake[0]}")
            length = int.from_bytes(self._handshake[1:4], "big")
            if length > LONGEST_FLIGHT:
                raise MalformedError(f"a handshake message of {length} bytes")
            if len(self._handshake) < MESSAGE_HEADER + length:
                return
            message = bytes(self._handshake[: MESSAGE_HEADER + length])
            del self._handshake[: MESSAGE_HEADER + length]
            self.first = None
            yield Message(message[0], message[MESSAGE_HEADER:])
