"""What is known of a presented chain beside itself: its root, and whether the leaf is revoked."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from ssl import PEM_cert_to_DER_cert

from cryptography import x509

from checks.facts import Absent, CertificateChain, NotTested, Staple
from checks.model import Reason
from scanner.probes.context import ProbeContext
from scanner.probes.tls.certificates.anchors import anchor_of, root_by_fingerprint
from scanner.probes.tls.certificates.parsing import attempt, parse
from scanner.probes.tls.certificates.revocation.checking import (
    NO_STAPLE,
    IssuedLeaf,
    check_revocation,
    demands_staple,
    judge_staple,
)

NO_PATH = NotTested(
    reason=Reason.UNTRUSTED, detail="no path to a trusted root: nobody vouches for what the leaf names"
)
NO_ISSUER = NotTested(reason=Reason.UNTRUSTED, detail="without a trusted issuer no staple can be verified")


async def with_revocation(
    chains: Iterable[CertificateChain],
    staples: Mapping[str, bytes | None],
    extra_roots: Sequence[x509.Certificate],
    moment: datetime,
    context: ProbeContext,
) -> tuple[CertificateChain, ...]:
    """The chains with their root, and what is known of each leaf's revocation.

    ``staples`` by the leaf's SHA-256.
    """
    with_answers = []
    for chain in chains:
        issued, leaf = _issued(chain, extra_roots), _loaded(chain.certificates[0].pem)
        staple = staples.get(chain.certificates[0].sha256)
        answers = {
            "anchor": anchor_of(chain, extra_roots),
            "must_staple": leaf is not None and demands_staple(leaf),
            "staple": _staple(issued, staple, moment),
            "revocation": await check_revocation(issued, staple, moment, context) if issued else NO_PATH,
        }
        with_answers.append(chain.model_copy(update=answers))
    return tuple(with_answers)


def _staple(issued: IssuedLeaf | None, staple: bytes | None, moment: datetime) -> Staple | Absent | NotTested:
    if issued is None:
        return NO_STAPLE if staple is None else NO_ISSUER
    return judge_staple(issued, staple, moment)


def _issued(chain: CertificateChain, extra_roots: Sequence[x509.Certificate]) -> IssuedLeaf | None:
    """The leaf and the next certificate of the path that was verified."""
    leaf, path = _loaded(chain.certificates[0].pem), chain.verified_chain
    if leaf is None or len(path) < 2:  # noqa: PLR2004 - a leaf that is trusted by itself has no issuer
        return None
    pem = next((sent.pem for sent in chain.certificates if sent.sha256 == path[1]), "")
    issuer = _loaded(pem) or root_by_fingerprint(path[1], extra_roots)
    return IssuedLeaf(leaf=leaf, issuer=issuer, internal=chain.trusted_by == "ca-file") if issuer else None


def _loaded(pem: str) -> x509.Certificate | None:
    return attempt(lambda: parse(PEM_cert_to_DER_cert(pem)), None) if pem else None
