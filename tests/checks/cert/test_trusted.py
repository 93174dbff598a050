"""cert.trusted."""

from typing import get_args

import pytest

from checks.facts.tls import TrustProblem
from checks.model import Verdict
from tests.checks import builders


def judged(*, trusted: bool | None, problem: TrustProblem | None = None) -> Verdict:
    """The verdict on one chain that the verification found so."""
    chain = builders.chain(trusted=trusted, trust_problem=problem, trust_detail="why", trusted_by=None)
    return builders.verdict("cert.trusted", builders.facts(tls=builders.tls(chains=(chain,))))


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        ("self_signed", "self-signed"),
        ("unknown_issuer", "authority that browsers do not trust"),
        ("incomplete", "leaves out an intermediate"),
        ("invalid", "not valid"),
        ("other", "not trusted"),
        (None, "not trusted"),
    ],
)
def test_an_untrusted_chain_fails_and_says_why(problem: TrustProblem | None, words: str) -> None:
    """Self-signed, unknown issuer and an incomplete chain are told apart."""
    verdict = judged(trusted=False, problem=problem)
    assert (verdict.outcome, verdict.severity) == ("fail", "high")
    assert words in verdict.summary.en
    assert verdict.evidence["problem"] == (problem or "other")


@pytest.mark.parametrize("problem", ["expired", "not_yet_valid"])
def test_dates_are_left_to_cert_expiry(problem: TrustProblem) -> None:
    """An expired certificate is one finding, not two."""
    verdict = judged(trusted=False, problem=problem)
    assert (verdict.outcome, verdict.severity) == ("info", "info")
    assert not verdict.is_finding
    assert "cert.expiry" in verdict.summary.vi


def test_every_problem_has_its_own_text() -> None:
    """No two problems read alike, but for the dates."""
    texts = {judged(trusted=False, problem=problem).summary.vi for problem in get_args(TrustProblem)}
    assert len(texts) == len(get_args(TrustProblem)) - 1


def test_what_could_not_be_verified_is_not_tested() -> None:
    """No verdict on trust without a verification."""
    verdict = judged(trusted=None)
    assert (verdict.outcome, verdict.reason) == ("not_tested", "unreadable")
    assert verdict.evidence["detail"] == "why"


def test_a_trusted_chain_names_its_store() -> None:
    """The evidence says whose root it was."""
    verdict = builders.verdict("cert.trusted", builders.facts())
    assert (verdict.outcome, verdict.evidence["trusted_by"]) == ("pass", "mozilla")
