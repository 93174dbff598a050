"""Verifying a certification path (RFC 5280, 6): once strictly, once as most software does it.

``cryptography`` follows the CA/Browser Forum's profile and refuses much that is unusual rather than
untrusted, for example a private CA without key identifiers, an Ed25519 key or a SHA-1 signature. OpenSSL
(through nassl) accepts such a path, so that the checks of keys and signatures can name the trouble. Both are
given one path at a time where there is one (see ``path_search``): what they look for has no bound.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from ssl import DER_cert_to_PEM_cert, PEM_cert_to_DER_cert
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.verification import (
    Criticality,
    ExtensionPolicy,
    Policy,
    PolicyBuilder,
    Store,
    VerificationError,
)

from checks.facts.tls import TrustProblem
from scanner.probes.tls.certificates.parsing import MALFORMED, serves
from scanner.probes.tls.certificates.path_search import Path
from scanner.probes.tls.certificates.roots import Roots

if TYPE_CHECKING:
    from nassl import _nassl

UNREADABLE = -1
STORES_KEPT = 8  # Mozilla's and the user's
PROBLEMS: dict[int, TrustProblem] = {  # of OpenSSL's X509_V_ERR codes; those not listed are "other"
    2: "unknown_issuer",
    7: "invalid",  # signature
    9: "not_yet_valid",
    10: "expired",
    13: "invalid",  # a date that is none; and so are the next two
    14: "invalid",
    18: "self_signed",
    19: "unknown_issuer",  # its root came along, and is not trusted
    20: "unknown_issuer",
    21: "unknown_issuer",
    24: "invalid",  # the issuer is no CA
    25: "invalid",  # path length
    26: "invalid",  # purpose
    32: "invalid",  # the issuer may not sign certificates
    34: "invalid",  # unhandled critical extension
    41: "invalid",  # an extension is inconsistent
    47: "invalid",  # name constraints
    48: "invalid",
    UNREADABLE: "invalid",
}


@dataclass(frozen=True)
class VerificationFailure:
    """Why OpenSSL found no path: its X509_V_ERR code (-1: a certificate it cannot read) and text."""

    code: int
    text: str

    @property
    def problem(self) -> TrustProblem:
        """What kind of trouble that is."""
        return PROBLEMS.get(self.code, "other")


def strict_path(path: Path, roots: Roots, at: datetime) -> Path | None:
    """The path with its root where the CA/Browser Forum's profile allows it; the host name is left aside."""
    # Only the client verifier leaves the name aside; its demand for clientAuth is replaced by serverAuth.
    leaves = ExtensionPolicy.webpki_defaults_ee()
    issuers = ExtensionPolicy.webpki_defaults_ca()
    builder = PolicyBuilder().store(_store(roots)).time(at)
    builder = builder.extension_policies(ee_policy=_for_servers(leaves), ca_policy=_for_servers(issuers))
    try:
        return tuple(builder.build_client_verifier().verify(path[0], list(path[1:])).chain)
    except (VerificationError, *MALFORMED):
        return None


def lenient_path(path: Sequence[bytes], roots: Roots) -> tuple[bytes, ...] | VerificationFailure:
    """The path, in DER form, that OpenSSL finds at the present time, or why it finds none.

    ``path``: certificates in DER form, leaf first, the others in any order. Host names are left aside.
    """
    # Its two OpenSSLs take a while to load, and a chain that is found strictly does not need them.
    from nassl import _nassl  # noqa: PLC0415 - see above
    from nassl.cert_chain_verifier import (  # noqa: PLC0415 - see above
        CertificateChainVerificationFailed,
        CertificateChainVerifier,
    )

    try:
        chain = [_nassl.X509(DER_cert_to_PEM_cert(der)) for der in path]
        verified = CertificateChainVerifier(_anchors(roots)).verify(chain)
    except CertificateChainVerificationFailed as error:
        return VerificationFailure(error.openssl_error_code, error.openssl_error_string)
    except (_nassl.OpenSSLError, RuntimeError, ValueError) as error:
        return VerificationFailure(UNREADABLE, str(error))
    return tuple(PEM_cert_to_DER_cert(certificate.as_pem().strip()) for certificate in verified)


def _for_servers(policy: ExtensionPolicy) -> ExtensionPolicy:
    return policy.may_be_present(x509.ExtendedKeyUsage, Criticality.AGNOSTIC, _check_usage)


def _check_usage(
    _policy: Policy, _certificate: x509.Certificate, usage: x509.ExtendedKeyUsage | None
) -> None:
    if not serves(usage):
        raise ValueError("extendedKeyUsage does not allow serverAuth")


@lru_cache(maxsize=STORES_KEPT)
def _store(roots: Roots) -> Store:
    return Store(list(roots.certificates))


@lru_cache(maxsize=STORES_KEPT)
def _anchors(roots: Roots) -> "list[_nassl.X509]":
    from nassl import _nassl  # noqa: PLC0415 - as in ``lenient_path``

    encoded = (root.public_bytes(Encoding.PEM) for root in roots.certificates)
    return [_nassl.X509(pem.decode("ascii")) for pem in encoded]
