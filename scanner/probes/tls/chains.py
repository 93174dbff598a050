"""Presented chains as facts: their certificates, whether they are trusted, how they are arranged."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from cryptography import x509

from checks.facts import CertificateChain
from scanner.probes.tls import trust
from scanner.probes.tls.arrangement import arrangement
from scanner.probes.tls.certificates import load
from scanner.probes.tls.notes import Presented
from scanner.probes.tls.transparency import sct_count


def judged(
    shown: Iterable[Presented], extra_roots: Sequence[x509.Certificate], moment: datetime
) -> Iterator[CertificateChain]:
    """Each chain whose leaf can be read."""
    for one in shown:
        if certificates := load(one.certificates):
            chain = trust.chain(certificates, extra_roots, moment)
            yield chain.model_copy(
                update={
                    "arrangement": arrangement(certificates[: trust.CHAIN_LENGTH], chain.trust_problem),
                    "sct_count": sct_count(certificates[0], one),
                }
            )
