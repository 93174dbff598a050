"""What the extensions of a certificate say (RFC 5280, 4.2), by the strict reader or else the lenient one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cryptography import x509

from checks.facts import Absent, NotTested
from checks.model import Reason
from scanner.probes.tls.certificates.parsing import extension, is_ca, oid_name

if TYPE_CHECKING:
    from scanner.probes.tls.certificates.lenient_reading import GeneralNames, LenientCertificate

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
AGREEMENT_ONLY = {"encipher_only", "decipher_only"}  # the library raises when asked without keyAgreement
ANY_USE = Absent(detail="no such extension: every use is allowed")
ILLEGIBLE = NotTested(reason=Reason.UNREADABLE, detail="the extension cannot be decoded")
Uses = tuple[str, ...] | Absent | NotTested
# Browsers read these of every certificate, critical or not, and take it for none when one is malformed.
READ_BY_BROWSERS = {
    "key_identifier": "subjectKeyIdentifier",
    "key_usage": "keyUsage",
    "subject_alt_name": "subjectAltName",
    "basic_constraints": "basicConstraints",
    "name_constraints": "nameConstraints",
    "certificate_policies": "certificatePolicies",
    "policy_mappings": "policyMappings",
    "authority_key_identifier": "authorityKeyIdentifier",
    "policy_constraints": "policyConstraints",
    "extended_key_usage": "extendedKeyUsage",
    "inhibit_any_policy": "inhibitAnyPolicy",
    "authority_information_access": "authorityInfoAccess",
}


@dataclass(frozen=True)
class ExtensionReading:
    """``strict`` is None where the library cannot decode one of the extensions: then it gives none."""

    strict: x509.Certificate | None
    lenient: "LenientCertificate | None"

    @property
    def names(self) -> tuple[Sequence[str], Sequence[str]]:
        """DNS names and IP addresses of subjectAltName (4.2.1.6)."""
        if self.strict:
            names = list(extension(self.strict, x509.SubjectAlternativeName) or ())
            dns_names = [name.value for name in names if isinstance(name, x509.DNSName)]
            return dns_names, [str(name.value) for name in names if isinstance(name, x509.IPAddress)]
        return self._lenient_names[:2] if self._lenient_names else ((), ())

    @property
    def has_all_names(self) -> bool:
        """Whether every entry of subjectAltName could be read."""
        if self.strict or (self.lenient and not self.lenient.has_extension("subject_alt_name")):
            return True
        return self._lenient_names is not None and self._lenient_names[2]

    @property
    def is_ca(self) -> bool:
        """What basicConstraints says (4.2.1.9)."""
        return is_ca(self.strict) if self.strict else bool(self.lenient and self.lenient.is_ca)

    @property
    def key_usage(self) -> Uses:
        """The bits that are set (4.2.1.3)."""
        if self.strict:
            usage = extension(self.strict, x509.KeyUsage)
            return _bits(usage) if usage else ANY_USE
        bits = self.lenient.key_usage if self.lenient else None
        return tuple(KEY_USES.get(bit, bit) for bit in bits) if bits else self._absent("key_usage")

    @property
    def extended_key_usage(self) -> Uses:
        """The purposes (4.2.1.12)."""
        if self.strict:
            usage = extension(self.strict, x509.ExtendedKeyUsage)
            return tuple(oid_name(purpose) for purpose in usage) if usage else ANY_USE
        purposes = self.lenient.extended_key_usage if self.lenient else None
        if not purposes:
            return self._absent("extended_key_usage")
        return tuple(oid_name(x509.ObjectIdentifier(purpose)) for purpose in purposes)

    @cached_property
    def _lenient_names(self) -> "GeneralNames | None":
        return self.lenient.alternative_names if self.lenient else None

    def _absent(self, name: str) -> Absent | NotTested:
        return ILLEGIBLE if self.lenient is None or self.lenient.has_extension(name) else ANY_USE


def malformed(certificate: "LenientCertificate", kinds: Collection[str]) -> str | None:
    """The first extension of these kinds that is malformed even to the lenient reader."""
    for name, title in READ_BY_BROWSERS.items():
        if name in kinds and certificate.has_extension(name) and _is_malformed(certificate, name):
            return title
    return None


def _is_malformed(certificate: "LenientCertificate", name: str) -> bool:
    """Also without one purpose, without one subtree, or with half the name of an issuer's certificate."""
    if name == "subject_alt_name":
        return not ExtensionReading(None, certificate).has_all_names
    content = certificate.content_of(name)
    if name == "extended_key_usage":
        return not content
    if isinstance(content, dict) and name == "name_constraints":
        return not any(content.values())
    if isinstance(content, dict) and name == "authority_key_identifier":
        return (content["authority_cert_issuer"] is None) != (content["authority_cert_serial_number"] is None)
    return content is None


def _bits(usage: x509.KeyUsage) -> tuple[str, ...]:
    possible = [bit for bit in KEY_USES if usage.key_agreement or bit not in AGREEMENT_ONLY]
    return tuple(KEY_USES[bit] for bit in possible if getattr(usage, bit, False))
