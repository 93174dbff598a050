"""What the certificate checks share: every presented chain is judged, and the worst decides."""

from collections.abc import Callable

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
from checks.judging import not_applicable, not_tested
from checks.model import Judgement, Outcome, Reason

WORST_FIRST = (
    Outcome.FAIL,
    Outcome.WARN,
    Outcome.NOT_TESTED,
    Outcome.INFO,
    Outcome.PASS,
    Outcome.NOT_APPLICABLE,
)
NO_CERTIFICATE = NotTested(reason=Reason.BLOCKED, detail="the server's certificate could not be obtained")
PUBLIC_STORE = "mozilla"
NOT_PUBLIC = Absent(detail="the rules for publicly trusted certificates do not bind this one")
PERHAPS_PUBLIC = NotTested(
    reason=Reason.BLOCKED,
    detail="without the missing intermediate nobody can tell whether a public CA issued it",
)


def judge_chains(facts: Facts, judge: Callable[[CertificateChain], Judgement]) -> Judgement:
    """The worst judgement over the chains, one a kind of key; its evidence names the leaf and the others.

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
    if others := [_beside(judgement, other) for judgement, other in judged[1:]]:
        evidence["other_certificates"] = list(others)
    return worst.model_copy(update={"evidence": evidence})


def _no_certificate(tls: TlsFacts) -> NotTested:
    unseen = next((part for part in tls.unseen if part.part is Part.TLS_CERTIFICATES), None)
    return NotTested(reason=unseen.reason, detail=unseen.detail) if unseen else NO_CERTIFICATE


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


def _badness(judged: tuple[Judgement, CertificateChain]) -> int:
    return WORST_FIRST.index(judged[0].outcome)


def _identity(chain: CertificateChain) -> dict[str, JsonValue]:
    leaf = chain.certificates[0]
    return {"subject": leaf.subject, "sha256": leaf.sha256}


def _beside(judgement: Judgement, chain: CertificateChain) -> dict[str, JsonValue]:
    return {**_identity(chain), "outcome": judgement.outcome.value, **judgement.evidence}
