"""Presented chains as facts: their certificates, whether they are trusted, how they are arranged."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from cryptography import x509

from checks.facts import CertificateChain
from scanner.probes.tls.certificates import trust
from scanner.probes.tls.certificates.chain_order import arrangement
from scanner.probes.tls.certificates.parsing import load
from scanner.probes.tls.certificates.scts import sct_count
from scanner.probes.tls.handshake.handshake_notes import Presented

CHAINS_KEPT = 64


@dataclass(frozen=True)
class _Moment:
    """Equal to any other of the same minute."""

    minute: datetime
    exact: datetime = field(compare=False)


def judged(
    shown: Iterable[Presented], extra_roots: Sequence[x509.Certificate], moment: datetime
) -> Iterator[CertificateChain]:
    """Each chain whose leaf can be read. One seen before in the same minute is not verified again."""
    now = _Moment(moment.replace(second=0, microsecond=0), moment)
    for one in shown:
        if certificates := load(one.certificates):
            chain = _judged(certificates, tuple(extra_roots), now)
            yield chain.model_copy(update={"sct_count": sct_count(certificates[0], one)})


@lru_cache(maxsize=CHAINS_KEPT)  # a province's portals often share one certificate with a wildcard
def _judged(
    certificates: tuple[x509.Certificate, ...], extra_roots: tuple[x509.Certificate, ...], moment: _Moment
) -> CertificateChain:
    chain = trust.chain(certificates, extra_roots, moment.exact)
    faults = arrangement(certificates[: trust.CHAIN_LENGTH], chain.trust_problem)
    return chain.model_copy(update={"arrangement": faults})
