from hypothesis import given
from hypothesis import strategies as st

from scanner.probes.tls.wire.client_hello import ClientHello, extension, in_records, vector
from scanner.probes.tls.wire.codes import ContentType, Extension, HandshakeType, Version
from scanner.probes.tls.wire.cursor import Cursor
from scanner.probes.tls.wire.records import Message, RecordReader
from scanner.probes.tls.wire.server_flight import extensions

CODES = st.lists(st.integers(0, 0xFFFF), min_size=1, max_size=300)
NAMES = st.from_regex(r"[a-z0-9]{1,20}(\.[a-z]{2,10}){1,3}", fullmatch=True)


def _message(hello: ClientHello) -> Message:
    """What a server reads."""
    (message,) = RecordReader(HandshakeType.CLIENT_HELLO).feed(in_records(hello.message(), hello.version))
    assert isinstance(message, Message)
    return message


@given(
    st.sampled_from(Version),
    CODES,
    CODES,
    st.none() | NAMES,
    st.lists(st.sampled_from(["h2", "http/1.1"]), unique=True),
)
def test_what_is_offered_comes_out(
    version: Version, offered: list[int], groups: list[int], name: str | None, alpn: list[str]
) -> None:
    """Any hello, taken apart as a server does, holds what was put in, and is never of an awkward length."""
    hello = ClientHello(version=version, suites=offered, groups=groups, server_name=name, alpn=alpn)
    cursor = Cursor(_message(hello).body)
    assert cursor.number(2) == min(version, Version.TLS_1_2)
    cursor.take(32)
    assert len(cursor.vector(1)) == (32 if version == Version.TLS_1_3 else 0)
    listed = Cursor(cursor.vector(2))
    expected = [*offered, 0x00FF] if version == Version.SSL_3 else offered
    assert [listed.number(2) for _ in expected] == expected
    assert not listed
    assert cursor.vector(1) == b"\0"
    found = extensions(cursor.vector(2) if cursor else b"")
    assert not cursor
    assert bool(found) is (version > Version.SSL_3)
    assert (Extension.SERVER_NAME in found) is bool(name and found)
    assert (Extension.KEY_SHARE in found) is (version == Version.TLS_1_3)
    assert not 256 <= len(hello.message()) < 512 or not found


def test_each_hello_is_fresh() -> None:
    """The random is never used twice."""
    hello = ClientHello(version=Version.TLS_1_3, suites=[0x1301])
    assert hello.message() != hello.message()


@given(st.binary(max_size=300), st.sampled_from([2, 3]))
def test_vectors_come_back(content: bytes, width: int) -> None:
    """A vector is read as it was written."""
    assert Cursor(vector(width, content)).vector(width) == content
    assert extensions(extension(0x1234, content)) == {0x1234: content}


def test_a_long_hello_takes_several_records() -> None:
    """A message longer than a record is cut, and put together again."""
    hello = ClientHello(version=Version.TLS_1_2, suites=list(range(20_000)))
    sent = in_records(hello.message(), hello.version)
    assert sent.count(bytes((ContentType.HANDSHAKE, 3, 1))) >= 3
    assert _message(hello).kind == HandshakeType.CLIENT_HELLO
