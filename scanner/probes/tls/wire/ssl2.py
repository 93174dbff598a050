"""SSL 2.0's own hello (Netscape's draft of 1995; RFC 6101, appendix E): forbidden by RFC 6176, still met."""

import os
from types import MappingProxyType

from checks.facts import CipherSuite
from scanner.probes.tls.wire.cursor import Cursor
from scanner.probes.tls.wire.records import MalformedError

CLIENT_HELLO, SERVER_HELLO, ERROR = 1, 4, 0
VERSION = 0x0002
CIPHER_KINDS = MappingProxyType(
    {
        0x010080: CipherSuite(name="SSL_CK_RC4_128_WITH_MD5", key_size=128),
        0x020080: CipherSuite(name="SSL_CK_RC4_128_EXPORT40_WITH_MD5", key_size=40),
        0x030080: CipherSuite(name="SSL_CK_RC2_128_CBC_WITH_MD5", key_size=128),
        0x040080: CipherSuite(name="SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5", key_size=40),
        0x050080: CipherSuite(name="SSL_CK_IDEA_128_CBC_WITH_MD5", key_size=128),
        0x060040: CipherSuite(name="SSL_CK_DES_64_CBC_WITH_MD5", key_size=56),
        0x0700C0: CipherSuite(name="SSL_CK_DES_192_EDE3_CBC_WITH_MD5", key_size=168),
    }
)


def client_hello() -> bytes:
    """A CLIENT-HELLO that offers every kind of cipher."""
    kinds = b"".join(kind.to_bytes(3, "big") for kind in CIPHER_KINDS)
    challenge = os.urandom(16)
    lengths = b"".join(size.to_bytes(2, "big") for size in (len(kinds), 0, len(challenge)))
    body = bytes((CLIENT_HELLO,)) + VERSION.to_bytes(2, "big") + lengths + kinds + challenge
    return (0x8000 | len(body)).to_bytes(2, "big") + body


def record_length(data: bytes) -> int:
    """The bytes of the first record, its header included; 2 while that is not known.

    Raises:
        MalformedError: no SSL 2.0 record with a two-byte header.

    """
    if len(data) < 2:  # noqa: PLR2004 - the header
        return 2
    header = int.from_bytes(data[:2], "big")
    if not header & 0x8000:
        raise MalformedError(f"no SSL 2.0 record: it begins with {data[:5].hex()}")
    return 2 + (header & 0x7FFF)


def server_ciphers(record: bytes) -> tuple[CipherSuite, ...] | None:
    """The ciphers that a SERVER-HELLO shares with us; None when the answer is an error message.

    Raises:
        MalformedError: neither.

    """
    cursor = Cursor(record[2:])
    kind = cursor.number(1)
    if kind == ERROR:
        return None
    if kind != SERVER_HELLO:
        raise MalformedError(f"an SSL 2.0 message of kind {kind}")
    cursor.take(2)
    if cursor.number(2) != VERSION:
        raise MalformedError("an SSL 2.0 record of another version")
    certificate, kinds = cursor.number(2), cursor.number(2)
    cursor.take(2 + certificate)
    ciphers = Cursor(cursor.take(kinds))
    codes = (ciphers.number(3) for _ in range(kinds // 3))
    return tuple(CIPHER_KINDS[code] for code in codes if code in CIPHER_KINDS)
