"""What the certificate checks share: every presented chain is judged, and the worst decides.

Behind one address several nodes may stand, and a node may have one certificate a kind of key: a finding that
does not hold for all of the chains that were met says of how many it holds, and how often they were met.
"""

from collections.abc import Callable, Sequence

from pydantic import JsonValue

from checks.facts import (
    Absent,
    Certificate,
    CertificateChain,
    Facts,
    FactsAbsentError,
    FactsMissingError,
    NotTested,
    TlsFacts,
)
from checks.facts.target import DETAIL_LENGTH
from checks.judging import not_applicable, not_tested
from checks.model import FINDINGS, Judgement, Outcome, Reason, Text

WORST_FIRST = (
    Outcome.FAIL,
    Outcome.WARN,
    Outcome.NOT_TESTED,
    Outcome.INFO,
    Outcome.PASS,
    Outcome.NOT_APPLICABLE,
)
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
        return not_tested(NO_CERTIFICATE)
    judged = sorted(((_attempt(judge, chain), chain) for chain in chains), key=_badness)
    worst, chain = judged[0]
    evidence = {**_identity(chain), **worst.evidence}
    if len(chains) > 1:
        evidence[MET_KEY] = _frequency(judged, tls.handshakes)
        worst = _with_extent(worst, judged, tls.handshakes)
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
    return NotTested(reason=Reason.INTERNAL_ERROR, detail=chain.trust_detail[:DETAIL_LENGTH])


def relied_on(chain: CertificateChain) -> tuple[Certificate, ...]:
    """The leaf and the certificates above it, roots (self-signed) aside: a client keeps its own roots."""
    leaf, *above = chain.certificates
    return (leaf, *(certificate for certificate in above if not certificate.self_signed))


def _attempt(judge: Callable[[CertificateChain], Judgement], chain: CertificateChain) -> Judgement:
    try:
        return judge(chain)
    except FactsMissingError as missing:
        return not_tested(missing.not_tested)
    except FactsAbsentError as absent:
        return not_applicable(absent.absent)


def _alike(judged: Sequence[Judged]) -> list[CertificateChain]:
    """The chains of which the same is to be said as of the first."""
    return [chain for judgement, chain in judged if _badness((judgement, chain)) == _badness(judged[0])]


def _frequency(judged: Sequence[Judged], handshakes: int) -> dict[str, JsonValue]:
    """How many of the chains the judgement holds for; how often they were met, if that was counted."""
    alike = _alike(judged)
    told: dict[str, JsonValue] = {"certificates": len(alike), "of_certificates": len(judged)}
    if handshakes:
        told |= {"handshakes": sum(chain.met for chain in alike), "of_handshakes": handshakes}
    return told


def _with_extent(worst: Judgement, judged: Sequence[Judged], handshakes: int) -> Judgement:
    """A finding that holds for some of the chains only says for how many; others stay as they are."""
    alike = _alike(judged)
    if worst.outcome not in FINDINGS or len(alike) == len(judged):
        return worst
    met = sum(chain.met for chain in alike)
    vi = f"{len(alike)} trong {len(judged)} chứng thư số máy chủ gửi"
    en = f"{len(alike)} of {len(judged)} certificates that the server shows"
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
