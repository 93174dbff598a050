"""The Certificate message, and the CertificateStatus that may come with it (the OCSP staple)."""

from collections.abc import Mapping

from scanner.probes.tls.wire.cursor import Cursor
from scanner.probes.tls.wire.server_flight import extensions

MOST_CERTIFICATES = 1_000  # a first flight holds no more that mean anything


def certificates(body: bytes) -> tuple[bytes, ...]:
    """The certificates (DER) of a Certificate message up to TLS 1.2.

    Raises:
        MalformedError: cut short.

    """
    chain = Cursor(Cursor(body).vector(3))
    return tuple(der for _, der in zip(range(MOST_CERTIFICATES), chain.vectors(3), strict=False))


def certificates_1_3(body: bytes) -> tuple[tuple[bytes, Mapping[int, bytes]], ...]:
    """Certificates (DER) of TLS 1.3 with the extensions of each (RFC 8446, 4.4.2).

    Raises:
        MalformedError: cut short.

    """
    outer = Cursor(body)
    outer.vector(1)
    chain, entries = Cursor(outer.vector(3)), list[tuple[bytes, Mapping[int, bytes]]]()
    while chain and len(entries) < MOST_CERTIFICATES:
        entries.append((chain.vector(3), extensions(chain.vector(2))))
    return tuple(entries)


def staple(content: bytes) -> bytes | None:
    """The OCSP response (DER) of a CertificateStatus (RFC 6066, 8)."""
    cursor = Cursor(content)
    return cursor.vector(3) if cursor.number(1) == 1 else None
