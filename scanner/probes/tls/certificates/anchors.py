"""The root at the end of a chain's path, which a server need not send."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes

from checks.facts import Certificate, CertificateChain
from scanner.probes.tls.certificates import roots
from scanner.probes.tls.certificates.describing import describe
from scanner.probes.tls.certificates.parsing import MALFORMED, SentCertificate
from scanner.probes.tls.certificates.roots import Roots

STORES_KEPT = 8
ROOTS_DESCRIBED = 256  # there are some 150


def anchor_of(chain: CertificateChain, extra_roots: Sequence[x509.Certificate]) -> Certificate | None:
    """The root of the path that was verified, or that holds at another time; None where there is no path.

    The dates of a root are not looked at: that it is out of date may be why the path does not hold.
    """
    if not chain.trusted_by:
        return None
    stores = (roots.mozilla(), *((roots.of_user(tuple(extra_roots)),) if extra_roots else ()))
    store = next((store for store in stores if store.name == chain.trusted_by), None)
    root = _root_of(chain, store) if store else None
    return _described(root) if root else None


@lru_cache(maxsize=ROOTS_DESCRIBED)
def _described(root: x509.Certificate) -> Certificate | None:
    """Without its text, which everybody has."""
    described = describe(SentCertificate.of(root))
    return described.model_copy(update={"pem": ""}) if described else None


def root_by_fingerprint(sha256: str, extra_roots: Sequence[x509.Certificate]) -> x509.Certificate | None:
    """A root of any store by its SHA-256, in hexadecimal."""
    own = _by_fingerprint(roots.of_user(tuple(extra_roots))) if extra_roots else {}
    return own.get(sha256) or _by_fingerprint(roots.mozilla()).get(sha256)


def _root_of(chain: CertificateChain, store: Roots) -> x509.Certificate | None:
    by_fingerprint = _by_fingerprint(store)
    if chain.verified_chain and chain.verified_chain[-1] in by_fingerprint:
        return by_fingerprint[chain.verified_chain[-1]]
    signers = (root for last in _ends(chain) for root in store.certificates if _signed(last, root))
    return next(signers, None)


def _ends(chain: CertificateChain) -> Iterator[x509.Certificate]:
    """Certificates that the root may have signed: the last of the path, or any where there is no path."""
    sent = chain.certificates
    if chain.verified_chain:
        sent = tuple(certificate for certificate in sent if certificate.sha256 == chain.verified_chain[-1])
    for certificate in sent:
        if certificate.pem:
            yield x509.load_pem_x509_certificate(certificate.pem.encode("ascii"))


def _signed(certificate: x509.Certificate, root: x509.Certificate) -> bool:
    try:
        if certificate.issuer != root.subject:
            return False
        certificate.verify_directly_issued_by(root)
    except (InvalidSignature, *MALFORMED):
        return False
    return True


@lru_cache(maxsize=STORES_KEPT)
def _by_fingerprint(store: Roots) -> dict[str, x509.Certificate]:
    return {root.fingerprint(hashes.SHA256()).hex(): root for root in store.certificates}
