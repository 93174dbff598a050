"""Building and verifying a certification path (RFC 5280, 6): once strictly, once as most software does it.

``cryptography`` follows the CA/Browser Forum's profile and refuses much that is unusual rather than
untrusted, for example a private CA without key identifiers, an Ed25519 key or a SHA-1 signature. OpenSSL
(through nassl) accepts such a path, so that the checks of keys and signatures can name the trouble.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from cryptography.x509.verification import (
    Criticality,
    ExtensionPolicy,
    Policy,
    PolicyBuilder,
    Store,
    VerificationError,
)
from nassl import _nassl
from nassl.cert_chain_verifier import CertificateChainVerificationFailed, CertificateChainVerifier

from scanner.probes.tls.certificates.roots import Roots

Path = tuple[x509.Certificate, ...]  # leaf first
UNREADABLE = -1
STORES_KEPT = 8  # Mozilla's and the user's
SERVER_USES = {ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE}


@dataclass(frozen=True)
class VerificationFailure:
    """Why OpenSSL found no path: its X509_V_ERR code (-1: a certificate it cannot read) and text."""

    code: int
    text: str


def serves(usage: x509.ExtendedKeyUsage | None) -> bool:
    """Whether extendedKeyUsage lets a certificate stand for a server; its absence does."""
    return usage is None or bool(SERVER_USES.intersection(usage))


def strict_path(
    leaf: x509.Certificate, others: Sequence[x509.Certificate], roots: Roots, at: datetime
) -> Path:
    """The path that the CA/Browser Forum's profile allows, the host name left aside.

    Raises:
        VerificationError: there is none.

    """
    # Only the client verifier leaves the name aside; its demand for clientAuth is replaced by serverAuth.
    leaves = ExtensionPolicy.webpki_defaults_ee()
    issuers = ExtensionPolicy.webpki_defaults_ca()
    builder = PolicyBuilder().store(_store(roots)).time(at)
    builder = builder.extension_policies(ee_policy=_for_servers(leaves), ca_policy=_for_servers(issuers))
    return tuple(builder.build_client_verifier().verify(leaf, list(others)).chain)


def lenient_path(
    leaf: x509.Certificate, others: Sequence[x509.Certificate], roots: Roots
) -> Path | VerificationFailure:
    """The path that OpenSSL finds at the present time, or why it finds none. Host names are left aside."""
    try:
        chain = [_nassl.X509(_pem(certificate)) for certificate in (leaf, *others)]
        path = CertificateChainVerifier(_anchors(roots)).verify(chain)
    except CertificateChainVerificationFailed as error:
        return VerificationFailure(error.openssl_error_code, error.openssl_error_string)
    except (_nassl.OpenSSLError, RuntimeError, ValueError) as error:
        return VerificationFailure(UNREADABLE, str(error))
    return tuple(x509.load_pem_x509_certificate(certificate.as_pem().encode()) for certificate in path)


def _for_servers(policy: ExtensionPolicy) -> ExtensionPolicy:
    return policy.may_be_present(x509.ExtendedKeyUsage, Criticality.AGNOSTIC, _check_usage)


def _check_usage(
    _policy: Policy, _certificate: x509.Certificate, usage: x509.ExtendedKeyUsage | None
) -> None:
    if not serves(usage):
        raise ValueError("extendedKeyUsage does not allow serverAuth")


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode("ascii")


@lru_cache(maxsize=STORES_KEPT)
def _store(roots: Roots) -> Store:
    return Store(list(roots.certificates))


@lru_cache(maxsize=STORES_KEPT)
def _anchors(roots: Roots) -> list[_nassl.X509]:
    return [_nassl.X509(_pem(certificate)) for certificate in roots.certificates]


__all__ = ["Path", "VerificationError", "VerificationFailure", "lenient_path", "serves", "strict_path"]
