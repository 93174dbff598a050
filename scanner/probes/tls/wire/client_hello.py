"""Encoding a ClientHello (RFC 8446, 4.1.2; RFC 5246, 7.4.1.2)."""

import os
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scanner.probes.tls.wire.codes import (
    DSA_SIGNATURES,
    ECDSA_SIGNATURES,
    RSA_SIGNATURES,
    ContentType,
    Extension,
    HandshakeType,
    Version,
)
from scanner.probes.tls.wire.records import MESSAGE_HEADER

EMPTY_RENEGOTIATION_INFO_SCSV = 0x00FF
ALL_SIGNATURES = ECDSA_SIGNATURES + RSA_SIGNATURES + DSA_SIGNATURES
RECORD_BODY = 2**14
RANDOMS = 64
NO_COMPRESSION = (0,)
EXTENSION_HEADER = 4
AWKWARD_LENGTHS = (256, 512)


@dataclass(frozen=True, kw_only=True)
class ClientHello:
    """What is offered. Without ``key_shares`` a TLS 1.3 server names suite and group, and signs nothing."""

    version: Version
    suites: Sequence[int]
    groups: Sequence[int] = ()
    server_name: str | None = None  # a host name, never an address (RFC 6066, 3)
    signatures: Sequence[int] = ALL_SIGNATURES
    key_shares: Sequence[tuple[int, bytes]] = ()
    alpn: Sequence[str] = ()
    compressions: Sequence[int] = NO_COMPRESSION  # methods (RFC 3749)
    versions: Sequence[Version] = ()  # for supported_versions (RFC 8446, 4.2.1); none: TLS 1.3 or nothing
    cookie: bytes = b""  # that of a HelloRetryRequest, as it came (RFC 8446, 4.2.2)

    def message(self, randoms: bytes = b"") -> bytes:
        """The hello as a handshake message.

        ``randoms``: 64 bytes for its random and its session; fresh ones each time unless they are given, as a
        second hello must repeat those of the first.
        """
        return handshake_message(HandshakeType.CLIENT_HELLO, self._body(randoms or os.urandom(RANDOMS)))

    def _body(self, randoms: bytes) -> bytes:
        legacy = min(self.version, Version.TLS_1_2)
        # RFC 5746, 3.4: SSL 3.0 servers may choke on extensions, so the signal goes as a suite there.
        scsv = (EMPTY_RENEGOTIATION_INFO_SCSV,) if self.version == Version.SSL_3 else ()
        session = b"" if self.version < Version.TLS_1_3 else randoms[32:]  # RFC 8446, D.4: for middleboxes
        start = b"".join(
            (
                legacy.to_bytes(2, "big"),
                randoms[:32],
                vector(1, session),
                vector(2, _numbers((*self.suites, *scsv))),
                vector(1, bytes(self.compressions)),
            )
        )
        if self.version == Version.SSL_3:
            return start
        extensions = b"".join(self._extensions())
        return start + vector(2, extensions + _padding(MESSAGE_HEADER + len(start) + 2 + len(extensions)))

    def _extensions(self) -> Iterable[bytes]:
        if self.server_name:
            name = vector(2, self.server_name.encode("ascii"))
            yield extension(Extension.SERVER_NAME, vector(2, b"\0" + name))
        yield extension(Extension.EXTENDED_MASTER_SECRET, b"")
        yield extension(Extension.RENEGOTIATION_INFO, b"\0")
        if self.groups:
            yield extension(Extension.SUPPORTED_GROUPS, vector(2, _numbers(self.groups)))
            yield extension(Extension.EC_POINT_FORMATS, vector(1, b"\0"))
        if self.version >= Version.TLS_1_2:
            yield extension(Extension.SIGNATURE_ALGORITHMS, vector(2, _numbers(self.signatures)))
        if self.alpn:
            names = b"".join(vector(1, name.encode("ascii")) for name in self.alpn)
            yield extension(Extension.ALPN, vector(2, names))
        yield extension(Extension.STATUS_REQUEST, b"\1\0\0\0\0")
        yield extension(Extension.SIGNED_CERTIFICATE_TIMESTAMP, b"")
        if self.version == Version.TLS_1_3:
            versions = _numbers(self.versions or (Version.TLS_1_3,))
            yield extension(Extension.SUPPORTED_VERSIONS, vector(1, versions))
            shares = b"".join(group.to_bytes(2, "big") + vector(2, key) for group, key in self.key_shares)
            yield extension(Extension.KEY_SHARE, vector(2, shares))
        if self.cookie:
            yield extension(Extension.COOKIE, self.cookie)


def vector(width: int, content: bytes) -> bytes:
    """A length of so many bytes, and the content (RFC 8446, 3.4)."""
    return len(content).to_bytes(width, "big") + content


def extension(kind: int, content: bytes) -> bytes:
    """One hello extension."""
    return kind.to_bytes(2, "big") + vector(2, content)


def handshake_message(kind: int, body: bytes) -> bytes:
    """One handshake message."""
    return bytes((kind,)) + vector(3, body)


def in_records(message: bytes, version: int) -> bytes:
    """A hello as records, as many as it needs; their version is that of old (RFC 8446, 5.1)."""
    outer = min(version, Version.TLS_1_0)
    parts = (message[start : start + RECORD_BODY] for start in range(0, len(message), RECORD_BODY))
    return b"".join(plaintext(ContentType.HANDSHAKE, part, outer) for part in parts)


def plaintext(kind: int, body: bytes, version: int = Version.TLS_1_2) -> bytes:
    """One unprotected record (RFC 8446, 5.1)."""
    return bytes((kind,)) + version.to_bytes(2, "big") + vector(2, body)


def _numbers(values: Sequence[int]) -> bytes:
    """Two bytes each."""
    return struct.pack(f">{len(values)}H", *values)


def _padding(length: int) -> bytes:
    """RFC 7685: some servers hang on a hello of 256 to 511 bytes."""
    if not AWKWARD_LENGTHS[0] <= length < AWKWARD_LENGTHS[1]:
        return b""
    return extension(Extension.PADDING, bytes(max(1, AWKWARD_LENGTHS[1] - length - EXTENSION_HEADER)))
