"""X.509 certificates (RFC 5280) as a server sends them: hostile input, of which parts may be unreadable."""

import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TypeVar

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

UNREADABLE = "(unreadable)"
CERTIFICATES_KEPT = 64  # a first flight holds no more than 256 KiB of them
MALFORMED = (  # what the library raises on the parts of a certificate; KeyError: a string of an unknown kind
    KeyError,
    OverflowError,
    TypeError,
    ValueError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)
SERVER_USES = {ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE}
ReadValue = TypeVar("ReadValue")
ExtensionValue = TypeVar("ExtensionValue", bound=x509.ExtensionType)


@dataclass(frozen=True)
class SentCertificate:
    """A certificate in DER form; ``parsed`` is None where it is not the DER that RFC 5280 wants."""

    der: bytes
    parsed: x509.Certificate | None

    @classmethod
    def of(cls, certificate: x509.Certificate) -> "SentCertificate":
        """One that is parsed already."""
        return cls(certificate.public_bytes(Encoding.DER), certificate)


def load(encoded: Iterable[bytes]) -> tuple[SentCertificate, ...]:
    """Certificates in DER form, as they come."""
    return tuple(SentCertificate(der, attempt(partial(parse, der), None)) for der in encoded)


@contextmanager
def quietly() -> Iterator[None]:
    """Within it, what the library warns of, such as a stranger's negative serial number, is for nobody."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@lru_cache(maxsize=CERTIFICATES_KEPT)
def parse(der: bytes) -> x509.Certificate:
    """A certificate in DER form; a look meets the same one a dozen times.

    Raises:
        ValueError: it is not the DER that RFC 5280 wants.

    """
    with quietly():
        return x509.load_der_x509_certificate(der)


def is_ca(certificate: x509.Certificate) -> bool:
    """Whether basicConstraints says so (RFC 5280 section 4.2.1.9)."""
    constraints = extension(certificate, x509.BasicConstraints)
    return constraints is not None and constraints.ca


def is_self_signed(certificate: x509.Certificate) -> bool:
    """Whether its own key signed it; where that cannot be verified here, whether its names say so."""
    try:
        return (
            certificate.subject == certificate.issuer and is_signed_by(certificate, certificate) is not False
        )
    except MALFORMED:
        return False


def is_signed_by(child: x509.Certificate, parent: x509.Certificate) -> bool | None:
    """Whether the parent's key made the child's signature; None when the algorithm is not supported here.

    Old hashes count, which ``verify_directly_issued_by`` refuses: they are cert.signature's finding.
    """
    try:
        _verify(child, parent)
    except InvalidSignature:
        return False
    except MALFORMED:
        return None
    return True


def serves(usage: x509.ExtendedKeyUsage | None) -> bool:
    """Whether extendedKeyUsage lets a certificate stand for a server, or under one; its absence does."""
    return usage is None or bool(SERVER_USES.intersection(usage))


def extension(certificate: x509.Certificate, kind: type[ExtensionValue]) -> ExtensionValue | None:
    """One extension's value; None when it is absent or when the extensions cannot be decoded."""
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except (x509.ExtensionNotFound, *MALFORMED):
        return None


def attempt(read: Callable[[], ReadValue], otherwise: ReadValue) -> ReadValue:
    """What a part says, or something else where it cannot be read."""
    try:
        return read()
    except MALFORMED:
        return otherwise


def _verify(child: x509.Certificate, parent: x509.Certificate) -> None:
    key, digest, parameters = (
        parent.public_key(),
        child.signature_hash_algorithm,
        child.signature_algorithm_parameters,
    )
    signature, content = child.signature, child.tbs_certificate_bytes
    match key, parameters:
        case rsa.RSAPublicKey(), padding.PKCS1v15() | padding.PSS() if digest:
            key.verify(signature, content, parameters, digest)
        case ec.EllipticCurvePublicKey(), ec.ECDSA():
            key.verify(signature, content, parameters)
        case _:
            child.verify_directly_issued_by(parent)


def oid_name(oid: x509.ObjectIdentifier) -> str:
    """The library's name of an object identifier, or its numbers."""
    if oid == ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE:  # RFC 5280, 4.2.1.12; the table has no name for it
        return "anyExtendedKeyUsage"
    name = oid._name  # noqa: SLF001 - the library's table of names is not public otherwise
    return oid.dotted_string if name == "Unknown OID" else name
