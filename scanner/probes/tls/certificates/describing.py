"""What the checks judge of a certificate. Odd parts are named, never raised; a lenient reader helps out."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from itertools import accumulate, takewhile
from ssl import DER_cert_to_PEM_cert
from typing import Literal

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa
from cryptography.x509.oid import PublicKeyAlgorithmOID

from checks.facts import Absent, Certificate, NotTested
from checks.facts.tls import CertificatePart
from checks.model import Reason
from scanner.probes.tls.certificates.lenient_reading import LenientCertificate
from scanner.probes.tls.certificates.parsing import (
    UNREADABLE,
    SentCertificate,
    attempt,
    extension,
    is_ca,
    is_self_signed,
)

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
KEY_USES = {  # the bits of keyUsage (RFC 5280, 4.2.1.3), by the names that both readers have for them
    "digital_signature": "digitalSignature",
    "content_commitment": "nonRepudiation",
    "non_repudiation": "nonRepudiation",
    "key_encipherment": "keyEncipherment",
    "data_encipherment": "dataEncipherment",
    "key_agreement": "keyAgreement",
    "key_cert_sign": "keyCertSign",
    "crl_sign": "cRLSign",
    "encipher_only": "encipherOnly",
    "decipher_only": "decipherOnly",
}
_STRICT_DATES = {"not_before": "not_valid_before_utc", "not_after": "not_valid_after_utc"}
AGREEMENT_ONLY = {"encipher_only", "decipher_only"}  # the library raises when asked without keyAgreement
ANY_USE = Absent(detail="no such extension: every use is allowed")
ILLEGIBLE = NotTested(reason=Reason.UNREADABLE, detail="the extension cannot be decoded")
Uses = tuple[str, ...] | Absent | NotTested


def describe(sent: SentCertificate) -> Certificate | None:
    """What the checks judge of a certificate; None when not even a lenient reader takes it for one.

    What cannot be read comes as "(unreadable)" or as an empty value, and ``unreadable`` names it; a key of an
    unknown kind or curve has 0 bits; a date that is none is the first or last that there is.
    """
    return _Description(sent).facts() if sent.parsed or LenientCertificate.load(sent.der) else None


@dataclass
class _Description:
    sent: SentCertificate
    unreadable: dict[CertificatePart, None] = field(default_factory=dict)

    def facts(self) -> Certificate:
        key_type, key_bits, key_curve = self._key()
        algorithm, digest = self._signature()
        dns_names, addresses = self._names()
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
            is_ca=self._is_ca(),
            self_signed=self._is_self_signed(),
            key_usage=self._key_usage(),
            extended_key_usage=self._extended_key_usage(),
            unreadable=self._unreadable(),
            pem=pem if len(pem) <= PEM_LENGTH else "",
        )

    @cached_property
    def lenient(self) -> LenientCertificate | None:
        return LenientCertificate.load(self.sent.der)

    @cached_property
    def extensions(self) -> x509.Extensions | None:
        """None: the strict parser cannot decode one of them, and then gives none at all."""
        parsed = self.sent.parsed
        return attempt(lambda: parsed.extensions, None) if parsed else None

    def _unreadable(self) -> tuple[CertificatePart, ...]:
        if self.sent.parsed is None:
            self.unreadable["encoding"] = None
        elif self.extensions is None:
            self.unreadable["extensions"] = None
        return tuple(self.unreadable)

    def _name(self, which: Literal["subject", "issuer"]) -> str:
        parsed = self.sent.parsed
        strict = attempt(lambda: getattr(parsed, which).rfc4514_string(), None) if parsed else None
        name: str | None = strict or (getattr(self.lenient, which) if strict is None else "")
        if strict is None:
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
        if parsed and (known := _key_of(attempt(parsed.public_key, None))):
            return known
        self.unreadable["key"] = None
        found, bits = (self.lenient and self.lenient.key) or ("", 0)
        oid = parsed.public_key_algorithm_oid if parsed else x509.ObjectIdentifier(found) if found else None
        return (KEY_TYPES.get(oid) or _oid_name(oid), bits, None) if oid else (UNREADABLE, 0, None)

    def _signature(self) -> tuple[str, str | None]:
        parsed = self.sent.parsed
        if parsed:
            algorithm = attempt(lambda: parsed.signature_hash_algorithm, None)
            return _oid_name(parsed.signature_algorithm_oid), algorithm.name if algorithm else None
        oid, digest = (self.lenient and self.lenient.signature_algorithm) or ("", None)
        return (_oid_name(x509.ObjectIdentifier(oid)) if oid else UNREADABLE), digest

    def _names(self) -> tuple[Sequence[str], Sequence[str]]:
        """DNS names and IP addresses of subjectAltName (RFC 5280 section 4.2.1.6)."""
        parsed = self.sent.parsed
        if parsed and self.extensions is not None:
            names = list(extension(parsed, x509.SubjectAlternativeName) or ())
            dns_names = [name.value for name in names if isinstance(name, x509.DNSName)]
            return dns_names, [str(name.value) for name in names if isinstance(name, x509.IPAddress)]
        found = self.lenient.alternative_names if self.lenient else None
        if self.lenient and self.lenient.has_extension("subject_alt_name") and not (found and found[2]):
            self.unreadable["subject_alternative_name"] = None
        return found[:2] if found else ((), ())

    def _is_ca(self) -> bool:
        parsed = self.sent.parsed
        strict = is_ca(parsed) if parsed and self.extensions is not None else None
        return bool(self.lenient and self.lenient.is_ca) if strict is None else strict

    def _is_self_signed(self) -> bool:
        if self.sent.parsed:
            return is_self_signed(self.sent.parsed)
        return bool(self.lenient and self.lenient.subject and self.lenient.subject == self.lenient.issuer)

    def _key_usage(self) -> Uses:
        parsed = self.sent.parsed
        if parsed and self.extensions is not None:
            usage = extension(parsed, x509.KeyUsage)
            return _bits(usage) if usage else ANY_USE
        found = self.lenient.key_usage if self.lenient else None
        return tuple(KEY_USES.get(bit, bit) for bit in found) if found else self._absent("key_usage")

    def _extended_key_usage(self) -> Uses:
        parsed = self.sent.parsed
        if parsed and self.extensions is not None:
            usage = extension(parsed, x509.ExtendedKeyUsage)
            return tuple(_oid_name(purpose) for purpose in usage) if usage else ANY_USE
        found = self.lenient.extended_key_usage if self.lenient else None
        if not found:
            return self._absent("extended_key_usage")
        return tuple(_oid_name(x509.ObjectIdentifier(purpose)) for purpose in found)

    def _absent(self, name: str) -> Absent | NotTested:
        return ILLEGIBLE if self.lenient is None or self.lenient.has_extension(name) else ANY_USE


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


def _bits(usage: x509.KeyUsage) -> tuple[str, ...]:
    asked = [
        bit
        for bit in KEY_USES
        if hasattr(type(usage), bit) and (usage.key_agreement or bit not in AGREEMENT_ONLY)
    ]
    return tuple(KEY_USES[bit] for bit in asked if getattr(usage, bit))


def _bounded(names: Iterable[str]) -> tuple[str, ...]:
    lengths = accumulate(min(len(name), NAME_LENGTH) for name in names)
    within = takewhile(lambda pair: pair[1] <= NAMES_LENGTH, zip(names, lengths, strict=True))
    return tuple(name[:NAME_LENGTH] for name, _ in within)


def _hexadecimal(number: int) -> str:
    digits = f"{number:x}"
    return digits if len(digits) % 2 == 0 else f"0{digits}"


def _oid_name(oid: x509.ObjectIdentifier) -> str:
    name = oid._name  # noqa: SLF001 - the library's table of names is not public otherwise
    return oid.dotted_string if name == "Unknown OID" else name
