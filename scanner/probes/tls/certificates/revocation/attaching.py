"""Revocation of the leaves that a server presented, put into their chains."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from checks.facts import CertificateChain, NotTested
from checks.model import Reason
from scanner.probes.context import ProbeContext
from scanner.probes.tls.certificates import roots
from scanner.probes.tls.certificates.parsing import attempt
from scanner.probes.tls.certificates.revocation.checking import IssuedLeaf, check_revocation

NO_PATH = NotTested(
    reason=Reason.NOT_REQUESTED, detail="no path to a trusted root: nobody vouches for what the leaf names"
)


async def with_revocation(
    chains: Iterable[CertificateChain],
    staples: Mapping[str, bytes | None],
    extra_roots: Sequence[x509.Certificate],
    moment: datetime,
    context: ProbeContext,
) -> tuple[CertificateChain, ...]:
    """The chains with what is known of each leaf's revocation; ``staples`` by the leaf's SHA-256."""
    with_answers = []
    for chain in chains:
        issued = _issued(chain, extra_roots)
        staple = staples.get(chain.certificates[0].sha256)
        revocation = await check_revocation(issued, staple, moment, context) if issued else NO_PATH
        with_answers.append(chain.model_copy(update={"revocation": revocation}))
    return tuple(with_answers)


def _issued(chain: CertificateChain, extra_roots: Sequence[x509.Certificate]) -> IssuedLeaf | None:
    """The leaf and the next certificate of the path that was verified."""
    leaf, path = _loaded(chain.certificates[0].pem), chain.verified_chain
    if leaf is None or len(path) < 2:  # noqa: PLR2004 - a leaf that is trusted by itself has no issuer
        return None
    pem = next((sent.pem for sent in chain.certificates if sent.sha256 == path[1]), "")
    issuer = _loaded(pem) or _root(path[1], (*extra_roots, *roots.mozilla().certificates))
    return IssuedLeaf(leaf=leaf, issuer=issuer, internal=chain.trusted_by == "ca-file") if issuer else None


def _loaded(pem: str) -> x509.Certificate | None:
    return attempt(lambda: x509.load_pem_x509_certificate(pem.encode("ascii")), None) if pem else None


def _root(sha256: str, candidates: Iterable[x509.Certificate]) -> x509.Certificate | None:
    return next((root for root in candidates if root.fingerprint(hashes.SHA256()).hex() == sha256), None)
