"""What the certificate checks share: every presented chain is judged, and the worst decides.

Behind one address several nodes may stand, and a node may have one certificate a kind of key: a finding that
does not hold for all of the chains that were met says of how many it holds, and how often they were met. That
there is one node only nobody can prove: the evidence of a pass says how many handshakes agreed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from pydantic import JsonValue

from checks.facts import (
    Absent,
    Certificate,
    CertificateChain,
    Facts,
    FactsAbsentError,
    FactsMissingError,
    NotTested,
    Part,
    TlsFacts,
)
from checks.facts.target import DETAIL_LENGTH
from checks.facts.tls import CertificatePart
from checks.judging import not_applicable, not_tested
from checks.model import FINDINGS, WORST_FIRST, Judgement, Reason, Text

NO_CERTIFICATE = NotTested(reason=Reason.BLOCKED, detail="the server's certificate could not be obtained")
MET_KEY = "met"  # in the evidence; it changes from one scan to the next
PUBLIC_STORE = "mozilla"
NOT_PUBLIC = Absent(detail="the rules for publicly trusted certificates do not bind this one")
PERHAPS_PUBLIC = NotTested(
    reason=Reason.BLOCKED,
    detail="without the missing intermediate nobody can tell whether a public CA issued it",
)


Judged = tuple[Judgement, CertificateChain]


def judge_chains(facts: Facts, judge: Callable[[CertificateChain], Judgement]) -> Judgement:
    """The worst judgement over the chains that were met; its evidence names the leaf and the others.

    ``judge`` may raise FactsMissingError or FactsAbsentError for its chain; the others are judged still.

    Raises:
        FactsMissingError: TLS could not be tested.
        FactsAbsentError: there is no TLS.

    """
    tls = facts.require(TlsFacts)
    chains = [chain for chain in tls.chains if chain.certificates]
    if not chains:
        return not_tested(_no_certificate(tls))
    judged = sorted(((_attempt(judge, chain), chain) for chain in chains), key=_badness)
    worst, chain = judged[0]
    evidence = {**_identity(chain), **worst.evidence}
    if len(chains) > 1 or tls.handshakes:
        alike = _alike(judged)
        evidence[MET_KEY] = _frequency(alike, len(judged), tls.handshakes)
        worst = _with_extent(worst, alike, len(judged), tls.handshakes)
    if others := [_beside(judgement, other) for judgement, other in judged[1:]]:
        evidence["other_certificates"] = list(others)
    return worst.model_copy(update={"evidence": evidence})


def require_public(chain: CertificateChain) -> None:
    """Return when the chain leads to a root of Mozilla's, at this time or another.

    Raises:
        FactsMissingError: trust could not be verified, or an intermediate is missing.
        FactsAbsentError: the chain leads elsewhere: self-signed, an internal CA, nowhere.

    """
    if chain.trusted_by == PUBLIC_STORE:
        return
    if chain.trusted is None:
        raise FactsMissingError(unverified(chain))
    if chain.trust_problem == "incomplete":
        raise FactsMissingError(PERHAPS_PUBLIC)
    raise FactsAbsentError(NOT_PUBLIC)


def unverified(chain: CertificateChain) -> NotTested:
    """Why trust in a chain could not be verified."""
    all_seen = (chain.certificates_sent or 0) <= len(chain.certificates)
    reason = Reason.UNREADABLE if all_seen else Reason.INCOMPLETE
    return NotTested(reason=reason, detail=chain.trust_detail[:DETAIL_LENGTH])


def relied_on(chain: CertificateChain) -> tuple[Certificate, ...]:
    """The leaf and the issuers that a client needs to verify it, roots aside: a client keeps its own.

    Those on the verified path, whatever else is sent along. Where there is none, those that the leaf and its
    issuers name.
    """
    leaf, *above = chain.certificates
    on_path = chain.verified_chain[:-1] if chain.verified_chain else tuple(_named_from(leaf, above))
    return (leaf, *(one for one in above if one.sha256 in on_path and not one.self_signed))


def beside(chain: CertificateChain) -> tuple[Certificate, ...]:
    """What is sent along and no client needs, roots aside: told in the evidence, and no finding by itself."""
    needed = {certificate.sha256 for certificate in relied_on(chain)}
    return tuple(one for one in chain.certificates if one.sha256 not in needed and not one.self_signed)


def require_readable(certificates: Iterable[Certificate], *parts: CertificatePart) -> None:
    """Return when these parts of all certificates could be read.

    Raises:
        FactsMissingError: one of them could not.

    """
    for certificate in certificates:
        if lost := [part for part in parts if part in certificate.unreadable]:
            detail = f"{certificate.subject}: {', '.join(lost)} cannot be read"[:DETAIL_LENGTH]
            raise FactsMissingError(NotTested(reason=Reason.UNREADABLE, detail=detail))


def _named_from(leaf: Certificate, above: Sequence[Certificate]) -> Iterator[str]:
    """The fingerprints of the certificates whose subjects are named as issuers, from the leaf on."""
    wanted, reached = {leaf.issuer}, set[str]()
    while more := [one for one in above if one.subject in wanted and one.sha256 not in reached]:
        reached.update(one.sha256 for one in more)
        wanted.update(one.issuer for one in more)
    yield from reached


def _no_certificate(tls: TlsFacts) -> NotTested:
    unseen = [part_lost for part_lost in tls.unseen if part_lost.part is Part.TLS_CERTIFICATES]
    return NotTested(reason=unseen[0].reason, detail=unseen[0].detail) if unseen else NO_CERTIFICATE


def _attempt(judge: Callable[[CertificateChain], Judgement], chain: CertificateChain) -> Judgement:
    try:
        return judge(chain)
    except FactsMissingError as missing:
        return not_tested(missing.not_tested)
    except FactsAbsentError as absent:
        return not_applicable(absent.absent)


def _alike(judged: Sequence[Judged]) -> list[CertificateChain]:
    """The chains of which the same is to be said as of the first."""
    worst, _ = judged[0]
    return [chain for judgement, chain in judged if judgement.outcome is worst.outcome]


def _frequency(alike: Sequence[CertificateChain], total: int, handshakes: int) -> dict[str, JsonValue]:
    """How many of the chains the judgement holds for; how often they were met, if that was counted."""
    evidence: dict[str, JsonValue] = {"certificates": len(alike), "of_certificates": total}
    if handshakes:
        evidence |= {"handshakes": sum(chain.met for chain in alike), "of_handshakes": handshakes}
    return evidence


def _with_extent(
    worst: Judgement, alike: Sequence[CertificateChain], total: int, handshakes: int
) -> Judgement:
    """A finding that holds for some of the chains only says for how many; others stay as they are."""
    if worst.outcome not in FINDINGS or len(alike) == total:
        return worst
    met = sum(chain.met for chain in alike)
    vi = f"{len(alike)} trong {total} chứng thư số máy chủ gửi"
    en = f"{len(alike)} of {total} certificates that the server shows"
    if handshakes:
        vi, en = f"{vi}, gặp {met} trong {handshakes} lần", f"{en}, met {met} of {handshakes} times"
    summary = Text(vi=f"{worst.summary.vi} ({vi}.)", en=f"{worst.summary.en} ({en}.)")
    return worst.model_copy(update={"summary": summary})


def _badness(judged: Judged) -> int:
    return WORST_FIRST.index(judged[0].outcome)


def _identity(chain: CertificateChain) -> dict[str, JsonValue]:
    leaf = chain.certificates[0]
    return {"subject": leaf.subject, "sha256": leaf.sha256}


def _beside(judgement: Judgement, chain: CertificateChain) -> dict[str, JsonValue]:
    return {**_identity(chain), "outcome": judgement.outcome.value, **judgement.evidence}
