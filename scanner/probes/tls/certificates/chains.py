"""Presented chains as facts: certificates, whether they are trusted, how they are arranged, their SCTs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from cryptography import x509
from cryptography.x509 import ocsp

from checks.facts import CertificateChain
from scanner.probes.tls.certificates import trust
from scanner.probes.tls.certificates.chain_order import arrangement
from scanner.probes.tls.certificates.parsing import MALFORMED, extension, load
from scanner.probes.tls.certificates.presented import PresentedChain
from scanner.probes.tls.wire.cursor import Cursor
from scanner.probes.tls.wire.records import MalformedError

CHAINS_KEPT = 64
MOST_SCTS = 100  # a log list has far fewer


@dataclass(frozen=True)
class _Moment:
    """Equal to any other of the same minute."""

    minute: datetime
    exact: datetime = field(compare=False)


def judged_chains(
    presented: Iterable[PresentedChain], extra_roots: Sequence[x509.Certificate], moment: datetime
) -> Iterator[CertificateChain]:
    """Each chain whose leaf can be read. One seen before in the same minute is not verified again."""
    now = _Moment(moment.replace(second=0, microsecond=0), moment)
    for sent in presented:
        if certificates := load(sent.certificates):
            chain = _judged(certificates, tuple(extra_roots), now)
            yield chain.model_copy(update={"sct_count": sct_count(certificates[0], sent), "met": sent.met})


@lru_cache(maxsize=CHAINS_KEPT)  # a province's portals often share one certificate with a wildcard
def _judged(
    certificates: tuple[x509.Certificate, ...], extra_roots: tuple[x509.Certificate, ...], moment: _Moment
) -> CertificateChain:
    chain = trust.chain(certificates, extra_roots, moment.exact)
    faults = arrangement(certificates[: trust.CHAIN_LENGTH], chain.trust_problem)
    return chain.model_copy(update={"arrangement": faults})


def sct_count(leaf: x509.Certificate, chain: PresentedChain) -> int:
    """Signed certificate timestamps (RFC 6962, 3.3): in the certificate, in the staple, in the handshake.

    Unreadable ones do not count.
    """
    embedded = extension(leaf, x509.PrecertificateSignedCertificateTimestamps)
    return len(list(embedded or ())) + _stapled_scts(chain.staple) + _handshake_scts(chain.scts)


def _stapled_scts(staple: bytes | None) -> int:
    try:
        extensions = ocsp.load_der_ocsp_response(staple).single_extensions if staple else x509.Extensions([])
        scts = extensions.get_extension_for_class(x509.SignedCertificateTimestamps).value
    except (x509.ExtensionNotFound, *MALFORMED):
        return 0
    return len(list(scts))


def _handshake_scts(content: bytes) -> int:
    try:
        return min(MOST_SCTS, sum(1 for _ in Cursor(Cursor(content).vector(2)).vectors(2))) if content else 0
    except MalformedError:
        return 0
