"""Encoding a ClientHello (RFC 8446, 4.1.2; RFC 5246, 7.4.1.2)."""

import os
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

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
OFFERS_KEPT = 256  # of some hundred bytes each
NAMES_KEPT = 256


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
                _numbers(2, (*self.suites, *scsv)),
                vector(1, bytes(self.compressions)),
            )
        )
        if self.version == Version.SSL_3:
            return start
        extensions = _named(self.server_name) + self._offer() + self._cookie()
        return start + vector(2, extensions + _padding(MESSAGE_HEADER + len(start) + 2 + len(extensions)))

    def _offer(self) -> bytes:
        """The extensions that are the same for every server."""
        return _offered(
            self.version,
            tuple(self.groups),
            tuple(self.signatures),
            tuple(self.alpn),
            tuple(self.versions),
            tuple(self.key_shares),
        )

    def _cookie(self) -> bytes:
        return extension(Extension.COOKIE, self.cookie) if self.cookie else b""


@lru_cache(maxsize=NAMES_KEPT)
def _named(server_name: str | None) -> bytes:
    if not server_name:
        return b""
    name = vector(2, server_name.encode("ascii"))
    return extension(Extension.SERVER_NAME, vector(2, b"\0" + name))


@lru_cache(maxsize=OFFERS_KEPT)
def _offered(
    version: Version,
    groups: tuple[int, ...],
    signatures: tuple[int, ...],
    alpn: tuple[str, ...],
    versions: tuple[Version, ...],
    key_shares: tuple[tuple[int, bytes], ...],
) -> bytes:
    parts = [extension(Extension.EXTENDED_MASTER_SECRET, b""), extension(Extension.RENEGOTIATION_INFO, b"\0")]
    if groups:
        parts.append(extension(Extension.SUPPORTED_GROUPS, _numbers(2, groups)))
        parts.append(extension(Extension.EC_POINT_FORMATS, vector(1, b"\0")))
    if version >= Version.TLS_1_2:
        parts.append(extension(Extension.SIGNATURE_ALGORITHMS, _numbers(2, signatures)))
    if alpn:
        names = b"".join(vector(1, name.encode("ascii")) for name in alpn)
        parts.append(extension(Extension.ALPN, vector(2, names)))
    parts.append(extension(Extension.STATUS_REQUEST, b"\1\0\0\0\0"))
    parts.append(extension(Extension.SIGNED_CERTIFICATE_TIMESTAMP, b""))
    if version == Version.TLS_1_3:
        parts.append(extension(Extension.SUPPORTED_VERSIONS, _numbers(1, versions or (Version.TLS_1_3,))))
        shares = b"".join(group.to_bytes(2, "big") + vector(2, key) for group, key in key_shares)
        parts.append(extension(Extension.KEY_SHARE, vector(2, shares)))
    return b"".join(parts)


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


def _numbers(width: int, values: Sequence[int]) -> bytes:
    """A vector of numbers, two bytes each."""
    return vector(width, struct.pack(f">{len(values)}H", *values))


def _padding(length: int) -> bytes:
    """RFC 7685: some servers hang on a hello of 256 to 511 bytes."""
    if not AWKWARD_LENGTHS[0] <= length < AWKWARD_LENGTHS[1]:
        return b""
    return extension(Extension.PADDING, bytes(max(1, AWKWARD_LENGTHS[1] - length - EXTENSION_HEADER)))
