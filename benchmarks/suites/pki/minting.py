"""Certificates put together octet by octet (RFC 5280, 4.1), so that nothing is too odd to be made."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | dsa.DSAPrivateKey
DAY = timedelta(days=1)
SEQUENCE, INTEGER, BIT_STRING, OCTET_STRING, OID = 0x30, 0x02, 0x03, 0x04, 0x06
TRUE = b"\x01\x01\xff"
SHORT_LENGTH = 0x80
EC_SIGNATURES = {"sha256": "1.2.840.10045.4.3.2", "sha1": "1.2.840.10045.4.1"}
RSA_SHA256, DSA_SHA256 = "1.2.840.113549.1.1.11", "2.16.840.1.101.3.4.3.2"
NULL = b"\x05\x00"


def tlv(tag: int, *contents: bytes) -> bytes:
    """One DER value: tag, length, the contents one after the other."""
    content = b"".join(contents)
    length = len(content)
    if length < SHORT_LENGTH:
        return bytes([tag, length]) + content
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag, SHORT_LENGTH | len(octets)]) + octets + content


def oid(dotted: str) -> bytes:
    """An object identifier."""
    first, second, *others = (int(part) for part in dotted.split("."))
    return tlv(OID, *(_base128(number) for number in (40 * first + second, *others)))


def _base128(number: int) -> bytes:
    octets = [number & 0x7F]
    while number := number >> 7:
        octets.append(0x80 | number & 0x7F)
    return bytes(reversed(octets))


def integer(number: int) -> bytes:
    """A number that is not negative."""
    return tlv(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def name(common_name: str, organization: str = "Suites") -> bytes:
    """A distinguished name; without both it is empty."""
    parts = ((NameOID.ORGANIZATION_NAME, organization), (NameOID.COMMON_NAME, common_name))
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in parts if value]).public_bytes()


@dataclass(frozen=True)
class Extension:
    """An extension; ``value`` is its DER, or what the library makes DER of."""

    value: x509.ExtensionType | bytes
    critical: bool = False
    oid: str = ""

    @property
    def kind(self) -> str:
        """Its object identifier."""
        return self.value.oid.dotted_string if isinstance(self.value, x509.ExtensionType) else self.oid

    @property
    def der(self) -> bytes:
        """As it stands in a certificate."""
        raw = self.value if isinstance(self.value, bytes) else self.value.public_bytes()
        return tlv(SEQUENCE, oid(self.kind), TRUE if self.critical else b"", tlv(OCTET_STRING, raw))


@dataclass(frozen=True, kw_only=True)
class Minted:
    """A certificate in DER form with what it takes to issue others."""

    der: bytes
    subject: bytes
    key: Key


def new_key() -> ec.EllipticCurvePrivateKey:
    """A P-256 key."""
    return ec.generate_private_key(ec.SECP256R1())


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a certificate shall say; ``begin`` and ``end`` from now. ``signed_by`` None: by itself."""

    subject: bytes
    extensions: Sequence[Extension] = ()
    key: Key = field(default_factory=new_key)
    signed_by: Minted | None = None
    begin: timedelta = -DAY
    end: timedelta = 80 * DAY
    digest: str = "sha256"
    serial: int | None = None
    version: int = 3
    has_key_identifiers: bool = True  # its own and its issuer's
    issuer: bytes | None = None  # None: the name of who signs
    public_key: bytes | None = None  # None: that of ``key``; else what is written in its place


def mint(wish: Wish) -> Minted:
    """The certificate."""
    signer = wish.signed_by.key if wish.signed_by else wish.key
    issuer = wish.signed_by.subject if wish.signed_by else wish.subject
    written = wish.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    extensions = [*wish.extensions, *(_key_identifiers(wish.key, signer) if wish.has_key_identifiers else ())]
    algorithm = _algorithm(signer, wish.digest)
    content = tlv(
        SEQUENCE,
        tlv(0xA0, integer(wish.version - 1)) if wish.version > 1 else b"",
        integer(x509.random_serial_number() if wish.serial is None else wish.serial),
        algorithm,
        issuer if wish.issuer is None else wish.issuer,
        tlv(SEQUENCE, _time(wish.begin), _time(wish.end)),
        wish.subject,
        written if wish.public_key is None else wish.public_key,
        tlv(0xA3, tlv(SEQUENCE, *(one.der for one in extensions))) if extensions else b"",
    )
    signature = tlv(BIT_STRING, b"\x00", _sign(signer, content, wish.digest))
    return Minted(der=tlv(SEQUENCE, content, algorithm, signature), subject=wish.subject, key=wish.key)


def _key_identifiers(key: Key, signer: Key) -> tuple[Extension, Extension]:
    own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return Extension(own), Extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()))


def _time(distance: timedelta) -> bytes:
    """UTCTime until 2049, as RFC 5280, 4.1.2.5, wants it."""
    at = datetime.now(UTC) + distance
    return tlv(0x17, at.strftime("%y%m%d%H%M%SZ").encode("ascii"))


def _algorithm(key: Key, digest: str) -> bytes:
    if isinstance(key, rsa.RSAPrivateKey):
        return tlv(SEQUENCE, oid(RSA_SHA256), NULL)
    return tlv(SEQUENCE, oid(DSA_SHA256 if isinstance(key, dsa.DSAPrivateKey) else EC_SIGNATURES[digest]))


def _sign(key: Key, content: bytes, digest: str) -> bytes:
    made = hashes.SHA1() if digest == "sha1" else hashes.SHA256()  # noqa: S303 - a case is about it
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(content, padding.PKCS1v15(), made)
    return (
        key.sign(content, made) if isinstance(key, dsa.DSAPrivateKey) else key.sign(content, ec.ECDSA(made))
    )
