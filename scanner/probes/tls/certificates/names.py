"""Distinguished names of certificates: read, compared, and asked for their owner. They may be unreadable."""

import re

from cryptography import x509
from cryptography.x509.oid import NameOID

from scanner.probes.tls.certificates.parsing import UNREADABLE, attempt

NAME_LENGTH = 500  # characters
LEGAL_FORMS = re.compile(
    r"( (ab|ag|as|bv|co|corp|corporation|gmbh|inc|jsc|kft|limited|llc|ltd|nv|plc|sa|spa|srl))+$"
)
GENERIC = re.compile(
    r"root|sub|issuing|subordinate|intermediate|policy|enterprise|authority|certificate|certification|server"
    r"|the|tls|ssl|rsa|ecc|com|local|gov|org"
)

NameKey = tuple[tuple[str, str], ...]


def subject_of(certificate: x509.Certificate) -> x509.Name | None:
    """The subject; None when it is unreadable."""
    return attempt(lambda: certificate.subject, None)


def issuer_of(certificate: x509.Certificate) -> x509.Name | None:
    """The issuer; None when it is unreadable."""
    return attempt(lambda: certificate.issuer, None)


def text_of(name: x509.Name | None) -> str:
    """As RFC 4514 writes it, or that it is unreadable."""
    return name.rfc4514_string()[:NAME_LENGTH] if name is not None else UNREADABLE


def name_key(name: x509.Name | None) -> NameKey | None:
    """A name as it is compared: without regard to case and spaces (RFC 5280, 7.1); None: it is unreadable."""
    if name is None:
        return None
    return tuple((part.oid.dotted_string, _folded(part.value)) for part in name)


def owner_of(name: x509.Name | None) -> str:
    """The organization as it is compared: without case, punctuation and the legal form. Empty: there is none.

    "Google Trust Services" of the intermediates is "Google Trust Services LLC" of the roots.
    """
    organizations = _values(name, NameOID.ORGANIZATION_NAME)
    words = re.findall(r"\w+", organizations[0]) if organizations else []
    return LEGAL_FORMS.sub("", " ".join(words))


def words_of(name: x509.Name | None) -> set[str]:
    """What the common name and the domain components say beyond that this is an authority."""
    values = [*_values(name, NameOID.COMMON_NAME), *_values(name, NameOID.DOMAIN_COMPONENT)]
    words = {word for value in values for word in re.findall(r"[^\W\d_]{3,}", value)}
    return {word for word in words if not GENERIC.fullmatch(word)}


def _values(name: x509.Name | None, kind: x509.ObjectIdentifier) -> list[str]:
    return [_folded(part.value) for part in name.get_attributes_for_oid(kind)] if name is not None else []


def _folded(value: str | bytes) -> str:
    return " ".join(str(value).casefold().split())
