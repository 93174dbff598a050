"""The messages of a server's first flight, the Certificate aside (RFC 8446, 4.1.3; RFC 5246, 7.4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scanner.probes.tls.wire.codes import Extension, HandshakeType, Version
from scanner.probes.tls.wire.cursor import Cursor
from scanner.probes.tls.wire.records import MalformedError, Message

# RFC 8446, 4.1.3: a HelloRetryRequest is a ServerHello with this random.
HELLO_RETRY = bytes.fromhex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c")
NAMED_CURVE = 3  # RFC 8422, 5.4
MOST_EXTENSIONS = 64


@dataclass(frozen=True, kw_only=True)
class ServerHello:
    """A ServerHello or HelloRetryRequest. ``group``: of the key share in TLS 1.3."""

    version: int
    suite: int
    hello_retry: bool
    compression: int
    random: bytes
    group: int | None = None
    key_share: bytes = b""
    extended_master_secret: bool = False
    secure_renegotiation: bool = False
    alpn: str | None = None
    extensions: Mapping[int, bytes] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class KeyExchange:
    """What a ServerKeyExchange reveals (TLS 1.2 and older): a named curve, or the size of a DH prime."""

    group: int | None = None
    dh_prime: bytes = b""


def server_hello(body: bytes) -> ServerHello:
    """Parse a ServerHello (RFC 8446, 4.1.3; RFC 5246, 7.4.1.3).

    Raises:
        MalformedError: cut short, or with impossible lengths.

    """
    cursor = Cursor(body)
    legacy, random = cursor.number(2), cursor.take(32)
    cursor.vector(1)
    suite, compression = cursor.number(2), cursor.number(1)
    by_type = extensions(cursor.vector(2) if cursor else b"")
    retry = random == HELLO_RETRY
    group, key = _key_share(by_type.get(Extension.KEY_SHARE), retry=retry)
    return ServerHello(
        version=_selected_version(legacy, by_type),
        suite=suite,
        hello_retry=retry,
        compression=compression,
        random=random,
        group=group,
        key_share=key,
        extended_master_secret=Extension.EXTENDED_MASTER_SECRET in by_type,
        secure_renegotiation=Extension.RENEGOTIATION_INFO in by_type,
        alpn=alpn(by_type.get(Extension.ALPN)),
        extensions=by_type,
    )


def extensions(data: bytes) -> dict[int, bytes]:
    """Extensions by type; the first of each counts.

    Raises:
        MalformedError: cut short, or absurdly many.

    """
    cursor, by_type = Cursor(data), dict[int, bytes]()
    while cursor:
        kind, content = cursor.number(2), cursor.vector(2)
        by_type.setdefault(kind, content)
        if len(by_type) > MOST_EXTENSIONS:
            raise MalformedError(f"more than {MOST_EXTENSIONS} extensions")
    return by_type


def encrypted_extensions(body: bytes) -> dict[int, bytes]:
    """The extensions of an EncryptedExtensions message (RFC 8446, 4.3.1).

    Raises:
        MalformedError: cut short.

    """
    return extensions(Cursor(body).vector(2))


def alpn(content: bytes | None) -> str | None:
    """The protocol a server chose (RFC 7301, 3.1), bounded and printable."""
    if not content:
        return None
    name = Cursor(Cursor(content).vector(2)).vector(1)
    return name[:32].decode("ascii", errors="replace")


def key_exchange(body: bytes, suite_name: str) -> KeyExchange:
    """The parameters of a ServerKeyExchange (RFC 8422, 5.4; RFC 5246, 7.4.3).

    Raises:
        MalformedError: cut short.

    """
    cursor = Cursor(body)
    if "ECDH" in suite_name:
        return KeyExchange(group=cursor.number(2)) if cursor.number(1) == NAMED_CURVE else KeyExchange()
    if "DHE" in suite_name or "DH_anon" in suite_name:
        return KeyExchange(dh_prime=cursor.vector(2).lstrip(b"\0"))
    return KeyExchange()


def ends_flight(message: Message, hello: ServerHello) -> bool:
    """Whether nothing more comes in the clear: TLS 1.3 goes on encrypted, the others say when they end."""
    if hello.version == Version.TLS_1_3:
        return message.kind == HandshakeType.SERVER_HELLO
    return message.kind == HandshakeType.SERVER_HELLO_DONE


def _selected_version(legacy: int, by_type: Mapping[int, bytes]) -> int:
    selected = by_type.get(Extension.SUPPORTED_VERSIONS)
    return Cursor(selected).number(2) if selected else legacy


def _key_share(content: bytes | None, *, retry: bool) -> tuple[int | None, bytes]:
    if not content:
        return None, b""
    cursor = Cursor(content)
    group = cursor.number(2)
    return group, b"" if retry else cursor.vector(2)
