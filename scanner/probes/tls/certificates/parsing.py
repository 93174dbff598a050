"""X.509 certificates (RFC 5280) as facts. They are hostile input: odd parts are named, never raised."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import PublicKeyAlgorithmOID

from checks.facts import Certificate

NAME_LENGTH = 500  # characters
NAMES = 100  # of subjectAltName
PEM_LENGTH = 64_000  # characters; a longer certificate is described without its text
UNREADABLE = "(unreadable)"
MALFORMED = (  # what the library raises on the parts of a certificate; KeyError: a string of an unknown kind
    KeyError,
    TypeError,
    ValueError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)
KEY_TYPES = {
    PublicKeyAlgorithmOID.RSAES_PKCS1_v1_5: "RSA",
    PublicKeyAlgorithmOID.RSASSA_PSS: "RSA",
    PublicKeyAlgorithmOID.EC_PUBLIC_KEY: "EC",
    PublicKeyAlgorithmOID.DSA: "DSA",
    PublicKeyAlgorithmOID.ED25519: "Ed25519",
    PublicKeyAlgorithmOID.ED448: "Ed448",
}
Read = TypeVar("Read")


def describe(certificate: x509.Certificate) -> Certificate:
    """What the checks judge of a certificate.

    Parts that cannot be read come as "(unreadable)" or as an empty value; a key of an unknown kind or curve
    has 0 bits. Names are cut to 500 characters, subjectAltName to 100 entries.
    """
    key_type, key_bits, key_curve = _key(certificate)
    dns_names, ip_addresses = _alternative_names(certificate)
    pem = certificate.public_bytes(Encoding.PEM).decode("ascii")
    return Certificate(
        subject=_name(lambda: certificate.subject),
        issuer=_name(lambda: certificate.issuer),
        serial_number=_serial_number(certificate),
        sha256=certificate.fingerprint(hashes.SHA256()).hex(),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        key_type=key_type,
        key_bits=key_bits,
        key_curve=key_curve,
        signature_algorithm=_oid_name(certificate.signature_algorithm_oid),
        signature_hash=_attempt(lambda: _signature_hash(certificate), None),
        dns_names=dns_names,
        ip_addresses=ip_addresses,
        is_ca=is_ca(certificate),
        self_signed=is_self_signed(certificate),
        pem=pem if len(pem) <= PEM_LENGTH else "",
    )


def load(encoded: Iterable[bytes]) -> tuple[x509.Certificate, ...]:
    """A chain in DER form, leaf first. Unreadable certificates are left out; without a leaf it is empty."""
    loaded = [_attempt(partial(x509.load_der_x509_certificate, der), None) for der in encoded]
    return tuple(certificate for certificate in loaded if certificate) if loaded and loaded[0] else ()


def is_ca(certificate: x509.Certificate) -> bool:
    """Whether basicConstraints says so (RFC 5280 section 4.2.1.9)."""
    constraints = extension(certificate, x509.BasicConstraints)
    return constraints is not None and constraints.ca


def is_self_signed(certificate: x509.Certificate) -> bool:
    """Whether its own key signed it; where the algorithm is not supported here, whether the names say so."""
    try:
        if certificate.subject != certificate.issuer:
            return False
        certificate.verify_directly_issued_by(certificate)
    except UnsupportedAlgorithm:
        return True
    except (InvalidSignature, *MALFORMED):
        return False
    return True


ExtensionValue = TypeVar("ExtensionValue", bound=x509.ExtensionType)


def extension(certificate: x509.Certificate, kind: type[ExtensionValue]) -> ExtensionValue | None:
    """One extension's value; None when it is absent or when the extensions cannot be decoded."""
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except (x509.ExtensionNotFound, *MALFORMED):
        return None


def _key(certificate: x509.Certificate) -> tuple[str, int, str | None]:
    """Type, size in bits and curve of the subject's public key."""
    key = _attempt(certificate.public_key, None)
    match key:
        case rsa.RSAPublicKey():
            return "RSA", key.key_size, None
        case ec.EllipticCurvePublicKey():
            return "EC", key.key_size, key.curve.name
        case dsa.DSAPublicKey():
            return "DSA", key.key_size, None
        case ed25519.Ed25519PublicKey():
            return "Ed25519", 256, None
        case ed448.Ed448PublicKey():
            return "Ed448", 456, None
    oid = certificate.public_key_algorithm_oid
    return KEY_TYPES.get(oid, _oid_name(oid)), 0, None


def _alternative_names(certificate: x509.Certificate) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """DNS names and IP addresses of subjectAltName (RFC 5280 section 4.2.1.6)."""
    names = list(extension(certificate, x509.SubjectAlternativeName) or ())[:NAMES]
    dns_names = tuple(name.value[:NAME_LENGTH] for name in names if isinstance(name, x509.DNSName))
    return dns_names, tuple(str(name.value) for name in names if isinstance(name, x509.IPAddress))


def _name(name: Callable[[], x509.Name]) -> str:
    return _attempt(lambda: name().rfc4514_string()[:NAME_LENGTH], UNREADABLE)


def _serial_number(certificate: x509.Certificate) -> str:
    digits = f"{certificate.serial_number:x}"
    return digits if len(digits) % 2 == 0 else f"0{digits}"


def _signature_hash(certificate: x509.Certificate) -> str | None:
    algorithm = certificate.signature_hash_algorithm
    return algorithm.name if algorithm else None


def _oid_name(oid: x509.ObjectIdentifier) -> str:
    name = oid._name  # noqa: SLF001 - the library's table of names is not public otherwise
    return oid.dotted_string if name == "Unknown OID" else name


def _attempt(read: Callable[[], Read], otherwise: Read) -> Read:
    try:
        return read()
    except MALFORMED:
        return otherwise
