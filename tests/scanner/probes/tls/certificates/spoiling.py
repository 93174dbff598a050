"""Certificates that an authority signed as they stand, with a part that is odd or malformed."""

from collections.abc import Callable

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from tests.scanner.probes.authority import Issued

SERIAL, ISSUER, VALIDITY, SUBJECT, KEY = 1, 3, 4, 5, 6  # places in tbsCertificate (RFC 5280, 4.1)
SAN, POLICIES, KEY_USAGE = (bytes.fromhex(f"0603551d{kind}") for kind in ("11", "20", "0f"))
NAME_CONSTRAINTS, POLICY_MAPPINGS, AUTHORITY_KEY, EXTENDED_KEY_USAGE = (
    bytes.fromhex(f"0603551d{kind}") for kind in ("1e", "21", "23", "25")
)
AUTHORITY_INFORMATION = bytes.fromhex("06082b06010505070101")
Edit = Callable[[list[bytes]], list[bytes]]


def tlv(tag: int, *parts: bytes) -> bytes:
    """One value in DER form."""
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def content_of(encoded: bytes) -> bytes:
    """The content of one value."""
    start = 2 + (encoded[1] & 0x7F if encoded[1] & 0x80 else 0)
    return encoded[start:]


def parts_of(sequence: bytes) -> list[bytes]:
    """The values that a constructed one holds."""
    rest, found = content_of(sequence), []
    while rest:
        start = 2 + (rest[1] & 0x7F if rest[1] & 0x80 else 0)
        size = int.from_bytes(rest[2:start], "big") if rest[1] & 0x80 else rest[1]
        found.append(rest[: start + size])
        rest = rest[start + size :]
    return found


def signed_again(issued: Issued, edit: Edit) -> bytes:
    """The certificate with edited parts, under its issuer's signature, which is ECDSA with SHA-256."""
    signer = (issued.issuer or issued).key
    assert isinstance(signer, ec.EllipticCurvePrivateKey)
    changed = tlv(0x30, *edit(parts_of(issued.certificate.tbs_certificate_bytes)))
    algorithm = parts_of(issued.certificate.public_bytes(Encoding.DER))[1]
    return tlv(0x30, changed, algorithm, tlv(3, b"\0", signer.sign(changed, ec.ECDSA(hashes.SHA256()))))


def with_part(place: int, part: bytes) -> Edit:
    """Another value at one place."""
    return lambda parts: [*parts[:place], part, *parts[place + 1 :]]


def with_dates(begin: bytes, end: bytes) -> Edit:
    """Other dates, each a value in DER form."""
    return with_part(VALIDITY, tlv(0x30, begin, end))


def with_extension(kind: bytes, content: bytes, *between: bytes) -> Edit:
    """Another extension of this kind, or one more; ``between``: its critical flag."""

    def edit(parts: list[bytes]) -> list[bytes]:
        kept = [one for one in parts_of(content_of(parts[-1])) if kind not in one[:12]]
        return [*parts[:-1], tlv(0xA3, tlv(0x30, *kept, tlv(0x30, kind, *between, tlv(4, content))))]

    return edit


def utc(text: str) -> bytes:
    """A UTCTime, written as it should be or not."""
    return tlv(0x17, text.encode())


def generalized(text: str) -> bytes:
    """A GeneralizedTime, likewise."""
    return tlv(0x18, text.encode())
