"""What the certificate checks share: every presented chain is judged, and the worst decides."""

from collections.abc import Callable

from pydantic import JsonValue

from checks.facts import Certificate, CertificateChain, Facts, NotTested, TlsFacts
from checks.judging import not_tested
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


def judge_chains(facts: Facts, judge: Callable[[CertificateChain], Judgement]) -> Judgement:
    """The worst judgement over the chains, one a kind of key; its evidence names the leaf and the others.

    Raises:
        FactsMissingError: TLS could not be tested.
        FactsAbsentError: there is no TLS.

    """
    chains = [chain for chain in facts.require(TlsFacts).chains if chain.certificates]
    if not chains:
        return not_tested(NO_CERTIFICATE)
    judged = sorted(((judge(chain), chain) for chain in chains), key=_badness)
    worst, chain = judged[0]
    evidence = {**_identity(chain), **worst.evidence}
    if others := [_beside(judgement, other) for judgement, other in judged[1:]]:
        evidence["other_certificates"] = list(others)
    return worst.model_copy(update={"evidence": evidence})


def relied_on(chain: CertificateChain) -> tuple[Certificate, ...]:
    """The leaf and the certificates above it, roots (self-signed) aside: a client keeps its own roots."""
    leaf, *above = chain.certificates
    return (leaf, *(certificate for certificate in above if not certificate.self_signed))


def _badness(judged: tuple[Judgement, CertificateChain]) -> int:
    return WORST_FIRST.index(judged[0].outcome)


def _identity(chain: CertificateChain) -> dict[str, JsonValue]:
    leaf = chain.certificates[0]
    return {"subject": leaf.subject, "sha256": leaf.sha256}


def _beside(judgement: Judgement, chain: CertificateChain) -> dict[str, JsonValue]:
    return {**_identity(chain), "outcome": judgement.outcome.value, **judgement.evidence}
