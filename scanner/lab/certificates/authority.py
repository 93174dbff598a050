"""The lab's certificate authority: a root, two issuing CAs, and a leaf for every kind of certificate."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from scanner.lab.certificates.issuing import (
    Key,
    Signer,
    Validity,
    ca_certificate,
    common_name,
    leaf_certificate,
    signed_again_with_sha1,
)
from scanner.lab.estate.host import DOMAIN, CertificateKind, LabHost

# Days from now. 45 in all: within every lifetime limit of the CA/Browser Forum, whenever the lab runs.
USUAL_DAYS = (-5, 40)
DAYS: Mapping[CertificateKind, tuple[int, int]] = {
    CertificateKind.EXPIRED: (-50, -5),
    CertificateKind.EXPIRING: (-30, 10),
}
CA_DAYS = (-365, 3650)
OTHER_NAME = f"ten-khac.{DOMAIN}"


@dataclass(frozen=True)
class Issuer:
    """A CA: its certificate, and what signs."""

    signer: Signer
    certificate: x509.Certificate


@dataclass(frozen=True)
class Leaf:
    """A leaf with its key and the certificates above it that the server sends along."""

    certificate: x509.Certificate
    key: Key
    above: tuple[x509.Certificate, ...] = ()

    def pem(self) -> bytes:
        """Key and chain in one, as ``SSLContext.load_cert_chain`` reads them."""
        key = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return key + b"".join(each.public_bytes(Encoding.PEM) for each in (self.certificate, *self.above))


class Authority:
    """Made afresh and dated from ``now``, so that nothing the lab presents grows old on a disk."""

    def __init__(self, now: datetime) -> None:
        self.now = now.replace(microsecond=0)  # certificates tell seconds
        self.root = self._root("capdo lab root CA")
        self._issuing = self._below(self.root, "capdo lab issuing CA", _ec_key())
        self._rsa_issuing = self._below(self.root, "capdo lab RSA issuing CA", _rsa_key(2048, "issuer"))
        self._unknown = self._below(self._root("Unknown root CA"), "Unknown issuing CA", _ec_key())

    def write_root(self, path: Path) -> Path:
        """The root alone, for clients that are to trust the lab."""
        path.write_bytes(self.root.certificate.public_bytes(Encoding.PEM))
        return path

    def leaf(self, host: LabHost) -> Leaf:
        """The certificate that a host is to present."""
        makers: Mapping[CertificateKind, Callable[[LabHost], Leaf]] = {
            CertificateKind.RSA: lambda host: self._issue(host, key=_rsa_key(2048, "leaf")),
            CertificateKind.WEAK_KEY: lambda host: self._issue(host, key=_rsa_key(1024, "leaf")),
            CertificateKind.WRONG_NAME: lambda host: self._issue(host, name=OTHER_NAME),
            CertificateKind.UNKNOWN_CA: lambda host: self._issue(host, issuer=self._unknown),
            CertificateKind.SELF_SIGNED: self._self_signed,
            CertificateKind.SHA1: self._signed_with_sha1,
        }
        return makers.get(host.certificate, self._issue)(host)

    def _issue(
        self, host: LabHost, *, key: Key | None = None, issuer: Issuer | None = None, name: str | None = None
    ) -> Leaf:
        key, issuer = key or _ec_key(), issuer or self._issuing
        validity = self._validity(DAYS.get(host.certificate, USUAL_DAYS))
        certificate = leaf_certificate(issuer.signer, name or host.host, key, validity)
        return Leaf(certificate, key, (issuer.certificate,))

    def _self_signed(self, host: LabHost) -> Leaf:
        itself = Signer(common_name(host.host), _ec_key())
        certificate = leaf_certificate(itself, host.host, itself.key, self._validity(USUAL_DAYS))
        return Leaf(certificate, itself.key)

    def _signed_with_sha1(self, host: LabHost) -> Leaf:
        leaf = self._issue(host, issuer=self._rsa_issuing)
        signed = signed_again_with_sha1(leaf.certificate, _rsa_key(2048, "issuer"))
        return Leaf(signed, leaf.key, leaf.above)

    def _root(self, name: str) -> Issuer:
        itself = Signer(common_name(name), _ec_key())
        certificate = ca_certificate(itself, itself.name, itself.key, self._validity(CA_DAYS))
        return Issuer(itself, certificate)

    def _below(self, above: Issuer, name: str, key: Key) -> Issuer:
        signer = Signer(common_name(name), key)
        certificate = ca_certificate(above.signer, signer.name, key, self._validity(CA_DAYS))
        return Issuer(signer, certificate)

    def _validity(self, days: tuple[int, int]) -> Validity:
        first, last = days
        return self.now + timedelta(days=first), self.now + timedelta(days=last)


def _ec_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@cache
def _rsa_key(bits: int, _use: str) -> rsa.RSAPrivateKey:
    # Slow to make, so one for each size and use in a process.
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)
