"""What the checks judge of a certificate. Odd parts are named, never raised; a lenient reader helps out."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from itertools import accumulate, takewhile
from ssl import DER_cert_to_PEM_cert
from typing import TYPE_CHECKING, Literal

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key
from cryptography.x509.oid import PublicKeyAlgorithmOID

from checks.facts import Certificate
from checks.facts.tls import CertificatePart
from scanner.probes.tls.certificates.extension_reading import ExtensionReading
from scanner.probes.tls.certificates.parsing import (
    UNREADABLE,
    SentCertificate,
    attempt,
    is_self_signed,
    oid_name,
)

if TYPE_CHECKING:
    from scanner.probes.tls.certificates.lenient_reading import LenientCertificate

NAME_LENGTH = 500  # characters
NAMES_LENGTH = 262_144  # characters of subjectAltName together: as much as a first flight may hold
PEM_LENGTH = 200_000  # characters; a longer certificate is described without its text
EARLIEST, LATEST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
KEY_TYPES = {
    PublicKeyAlgorithmOID.RSAES_PKCS1_v1_5: "RSA",
    PublicKeyAlgorithmOID.RSASSA_PSS: "RSA",
    PublicKeyAlgorithmOID.EC_PUBLIC_KEY: "EC",
    PublicKeyAlgorithmOID.DSA: "DSA",
    PublicKeyAlgorithmOID.ED25519: "Ed25519",
    PublicKeyAlgorithmOID.ED448: "Ed448",
}
_STRICT_DATES = {"not_before": "not_valid_before_utc", "not_after": "not_valid_after_utc"}


def describe(sent: SentCertificate) -> Certificate | None:
    """What the checks judge of a certificate; None when not even a lenient reader takes it for one.

    What cannot be read comes as "(unreadable)" or as an empty value, and ``unreadable`` names it; a key of an
    unknown kind or curve has 0 bits; a date that is none is the first or last that there is.
    """
    return _Description(sent).facts() if sent.parsed or _leniently(sent.der) else None


def _leniently(der: bytes) -> "LenientCertificate | None":
    from scanner.probes.tls.certificates.lenient_reading import LenientCertificate  # noqa: PLC0415 - few need it

    return LenientCertificate.load(der)


@dataclass
class _Description:
    sent: SentCertificate
    unreadable: dict[CertificatePart, None] = field(default_factory=dict)

    def facts(self) -> Certificate:
        key_type, key_bits, key_curve = self._key()
        algorithm, digest = self._signature()
        dns_names, addresses = self.extensions.names
        pem = DER_cert_to_PEM_cert(self.sent.der)
        return Certificate(
            subject=self._name("subject"),
            issuer=self._name("issuer"),
            serial_number=_hexadecimal(self._serial_number()),
            sha256=hashlib.sha256(self.sent.der).hexdigest(),
            not_before=self._date("not_before", EARLIEST),
            not_after=self._date("not_after", LATEST),
            key_type=key_type,
            key_bits=key_bits,
            key_curve=key_curve,
            signature_algorithm=algorithm,
            signature_hash=digest,
            dns_names=_bounded(dns_names),
            ip_addresses=_bounded(addresses),
            names_total=len(dns_names) + len(addresses),
            is_ca=self.extensions.is_ca,
            self_signed=self._is_self_signed(),
            key_usage=self.extensions.key_usage,
            extended_key_usage=self.extensions.extended_key_usage,
            unreadable=self._unreadable(),
            pem=pem if len(pem) <= PEM_LENGTH else "",
        )

    @cached_property
    def lenient(self) -> "LenientCertificate | None":
        return _leniently(self.sent.der)

    @cached_property
    def extensions(self) -> ExtensionReading:
        parsed = self.sent.parsed
        legible = parsed is not None and attempt(lambda: parsed.extensions, None) is not None
        return ExtensionReading(parsed, None) if legible else ExtensionReading(None, self.lenient)

    def _unreadable(self) -> tuple[CertificatePart, ...]:
        if self.sent.parsed is None:
            self.unreadable["encoding"] = None
        elif self.extensions.strict is None:
            self.unreadable["extensions"] = None
        if not self.extensions.has_all_names:
            self.unreadable["subject_alternative_name"] = None
        return tuple(self.unreadable)

    def _name(self, which: Literal["subject", "issuer"]) -> str:
        parsed = self.sent.parsed
        strict = attempt(lambda: getattr(parsed, which).rfc4514_string(), None) if parsed else None
        name: str | None = getattr(self.lenient, which, None) if strict is None else strict
        if name is None or (parsed and strict is None):
            self.unreadable[which] = None
        return UNREADABLE if name is None else name[:NAME_LENGTH]

    def _serial_number(self) -> int:
        parsed = self.sent.parsed
        return parsed.serial_number if parsed else (self.lenient and self.lenient.serial_number) or 0

    def _date(self, which: Literal["not_before", "not_after"], otherwise: datetime) -> datetime:
        parsed = self.sent.parsed
        strict = attempt(lambda: getattr(parsed, _STRICT_DATES[which]), None) if parsed else None
        date: datetime | None = strict or getattr(self.lenient, which, None)
        if date is None or (strict is None and date == EARLIEST):
            self.unreadable["validity"] = None
        return date or otherwise

    def _key(self) -> tuple[str, int, str | None]:
        """Type, size in bits and curve of the subject's public key."""
        parsed = self.sent.parsed
        if known := _key_of(attempt(parsed.public_key if parsed else self._leniently_read_key, None)):
            return known
        self.unreadable["key"] = None
        kind, bits = (self.lenient and self.lenient.key_kind) or ("", 0)
        oid = x509.ObjectIdentifier(kind) if kind else None
        return (KEY_TYPES.get(oid) or oid_name(oid), bits, None) if oid else (UNREADABLE, 0, None)

    def _leniently_read_key(self) -> object:
        return load_der_public_key((self.lenient and self.lenient.key) or b"")

    def _signature(self) -> tuple[str, str | None]:
        parsed = self.sent.parsed
        if parsed:
            algorithm = attempt(lambda: parsed.signature_hash_algorithm, None)
            return oid_name(parsed.signature_algorithm_oid), algorithm.name if algorithm else None
        oid, digest = (self.lenient and self.lenient.signature_algorithm) or ("", None)
        return (oid_name(x509.ObjectIdentifier(oid)) if oid else UNREADABLE), digest

    def _is_self_signed(self) -> bool:
        if self.sent.parsed:
            return is_self_signed(self.sent.parsed)
        return bool(self.lenient and self.lenient.subject and self.lenient.subject == self.lenient.issuer)


def _key_of(key: object) -> tuple[str, int, str | None] | None:
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
    return None


def _bounded(names: Iterable[str]) -> tuple[str, ...]:
    lengths = accumulate(min(len(name), NAME_LENGTH) for name in names)
    within = takewhile(lambda pair: pair[1] <= NAMES_LENGTH, zip(names, lengths, strict=True))
    return tuple(name[:NAME_LENGTH] for name, _ in within)


def _hexadecimal(number: int) -> str:
    digits = f"{number:x}"
    return digits if len(digits) % 2 == 0 else f"0{digits}"
