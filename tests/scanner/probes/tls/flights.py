"""First flights made by hand, good and bad."""

from collections.abc import Iterable

from scanner.probes.tls.wire.client_hello import extension, handshake_message, plaintext, vector
from scanner.probes.tls.wire.codes import ContentType, Extension, HandshakeType, Version
from scanner.probes.tls.wire.server_flight import HELLO_RETRY

GREASE = 0x1A1A  # RFC 8701
RSA_AES_128 = 0x002F
AES_128_GCM = 0x1301


def server_hello(
    version: int = Version.TLS_1_2,
    suite: int = RSA_AES_128,
    extensions: Iterable[tuple[int, bytes]] = (),
    random: bytes = bytes(32),
) -> bytes:
    """A ServerHello up to TLS 1.2 (RFC 5246, 7.4.1.3)."""
    listed = b"".join(extension(kind, content) for kind, content in extensions)
    body = version.to_bytes(2, "big") + random + vector(1, b"") + suite.to_bytes(2, "big") + b"\0"
    return handshake_message(HandshakeType.SERVER_HELLO, body + vector(2, listed))


def hello_retry(
    suite: int = AES_128_GCM, group: int = 0x001D, more: Iterable[tuple[int, bytes]] = ()
) -> bytes:
    """A HelloRetryRequest (RFC 8446, 4.1.4)."""
    chosen = (
        (Extension.SUPPORTED_VERSIONS, Version.TLS_1_3.to_bytes(2, "big")),
        (Extension.KEY_SHARE, group.to_bytes(2, "big")),
    )
    return server_hello(Version.TLS_1_2, suite, (*more, *chosen), HELLO_RETRY)


def certificate(*chain: bytes) -> bytes:
    """A Certificate message up to TLS 1.2."""
    return handshake_message(HandshakeType.CERTIFICATE, vector(3, b"".join(vector(3, one) for one in chain)))


def done() -> bytes:
    """A ServerHelloDone."""
    return handshake_message(HandshakeType.SERVER_HELLO_DONE, b"")


def record(content: bytes, kind: int = ContentType.HANDSHAKE) -> bytes:
    """One record."""
    return plaintext(kind, content)


def records(content: bytes, size: int = 2**14) -> bytes:
    """As many records as it takes, each of so many bytes at most."""
    return b"".join(record(content[start : start + size]) for start in range(0, len(content), size))


def alert(description: int, level: int = 2) -> bytes:
    """A record with an alert."""
    return record(bytes((level, description)), ContentType.ALERT)
