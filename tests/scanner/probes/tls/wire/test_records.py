import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.probes.tls.wire.client_hello import handshake_message, plaintext
from scanner.probes.tls.wire.codes import ContentType, HandshakeType
from scanner.probes.tls.wire.records import (
    LONGEST_FLIGHT,
    LONGEST_RECORD,
    Alert,
    Ciphertext,
    MalformedError,
    Message,
    NotTlsError,
    RecordContent,
    RecordReader,
)

MESSAGES = st.lists(st.tuples(st.integers(0, 255), st.binary(max_size=200)), max_size=5)


def _read(data: bytes, size: int = 65_536) -> list[RecordContent]:
    reader, found = RecordReader(), list[RecordContent]()
    for start in range(0, len(data), size):
        found += reader.feed(data[start : start + size])
    return found


@given(MESSAGES, st.integers(1, 50), st.integers(1, 50))
def test_however_it_is_cut(messages: list[tuple[int, bytes]], record: int, chunk: int) -> None:
    """Messages come out whole, however they were cut into records, and those into what arrives at a time."""
    content = b"".join(handshake_message(kind, body) for kind, body in messages)
    parts = (content[start : start + record] for start in range(0, len(content), record))
    sent = b"".join(plaintext(ContentType.HANDSHAKE, part) for part in parts)
    assert _read(sent, chunk) == [Message(kind, body) for kind, body in messages]


@given(st.binary(max_size=5000), st.integers(1, 500))
def test_any_bytes(data: bytes, chunk: int) -> None:
    """Whatever arrives, there is no error but the reader's own."""
    failure = ""
    try:
        _read(data, chunk)
    except MalformedError as error:
        failure = str(error)
    assert len(failure) < 200


@given(st.sampled_from(sorted(ContentType)), st.lists(st.binary(max_size=300), max_size=10))
def test_any_records(kind: int, bodies: list[bytes]) -> None:
    """The same for whole records of every type."""
    failure = ""
    try:
        _read(b"".join(plaintext(kind, body) for body in bodies))
    except MalformedError as error:
        failure = str(error)
    assert len(failure) < 200


def test_alerts_and_protected_records() -> None:
    """Other records come between messages; those of change_cipher_spec are left out."""
    sent = plaintext(20, b"\1") + plaintext(21, b"\2\x28") + plaintext(23, b"secret")
    found = _read(sent)
    assert found == [Alert(2, 40), Ciphertext(plaintext(23, b"secret")[:5], b"secret")]
    assert (Alert(2, 40).is_fatal, Alert(1, 112).is_fatal, Alert(1, 0).is_fatal) == (True, False, True)


@pytest.mark.parametrize(
    "text", [b"HT", b"HTTP/1.1 400", b"SSH-2.0", b"220 mail", b"\x80\x03\0\0\1", b"\x16\x02"]
)
def test_another_protocol(text: bytes) -> None:
    """Two bytes at the very beginning tell; later on the same is a broken rule."""
    with pytest.raises(NotTlsError) as found:
        _read(text)
    assert found.value.beginning == text
    with pytest.raises(MalformedError, match="a record that begins with") as later:
        _read(plaintext(21, b"\1\x70") + text)
    assert not isinstance(later.value, NotTlsError)


def test_bounds() -> None:
    """A record, a message and a flight have a longest length, checked before they have come."""
    longest = (LONGEST_RECORD + 1).to_bytes(2, "big")
    for beginning in (b"\x16\3\3" + longest, plaintext(22, b"\2\xff\xff\xff"), plaintext(22, b"")):
        with pytest.raises(MalformedError):
            _read(beginning)
    with pytest.raises(MalformedError, match="longer than"):
        _read(plaintext(23, bytes(1000)) * (LONGEST_FLIGHT // 1000 + 1))


def test_memory_stays_bounded() -> None:
    """A message that never ends is kept only up to the longest flight."""
    reader = RecordReader()
    sent = plaintext(22, handshake_message(11, bytes(200_000))[:16_000])
    fed = (list(reader.feed(sent)) for _ in range(1000))
    with pytest.raises(MalformedError):
        list(fed)
    assert len(reader._handshake) + len(reader._records) <= LONGEST_FLIGHT


def test_the_first_message() -> None:
    """Another first message than the one expected is an error as soon as its header is there."""
    reader = RecordReader(HandshakeType.SERVER_HELLO)
    with pytest.raises(MalformedError, match="type 11"):
        list(reader.feed(plaintext(22, b"\x0b\0\x10\0")))
    good = plaintext(22, handshake_message(2, b"x") + handshake_message(11, b"y"))
    assert len(list(RecordReader(HandshakeType.SERVER_HELLO).feed(good))) == 2
