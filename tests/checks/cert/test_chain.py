"""cert.chain."""

from typing import Any, get_args

import pytest

from checks.cert.chain import FAULTS
from checks.facts.tls import Arrangement, TrustProblem
from checks.model import Verdict
from tests.checks import builders


def judged(check_id: str = "cert.chain", **changes: Any) -> Verdict:
    """The verdict on one chain with these changes."""
    chain = builders.chain(**changes)
    return builders.verdict(check_id, builders.facts(tls=builders.tls(chains=(chain,))))


@pytest.mark.parametrize(
    ("faults", "outcome", "words"),
    [
        ((), "pass", "in order"),
        (("missing_intermediate",), "fail", "an intermediate is missing."),
        (("surplus",), "fail", "of no use"),
        (("misordered",), "fail", "the order is wrong."),
        (("surplus", "misordered"), "fail", "are sent along, the order is wrong."),
        (None, "not_tested", "Not tested"),
    ],
)
def test_the_list_as_sent_decides(faults: tuple[Arrangement, ...] | None, outcome: str, words: str) -> None:
    """A path exists in each of these cases; the fault is in what the server sends."""
    verdict = judged(arrangement=faults)
    assert (verdict.outcome, verdict.severity) == (outcome, "medium")
    assert words in verdict.summary.en


def test_every_fault_has_its_words() -> None:
    """In both languages."""
    assert set(FAULTS) == set(get_args(Arrangement))


@pytest.mark.parametrize(
    ("problem", "outcome"),
    [
        ("incomplete", "info"),
        ("self_signed", "not_applicable"),
        ("unknown_issuer", "not_applicable"),
        ("invalid", "not_applicable"),
        ("other", "not_applicable"),
        (None, "not_applicable"),
        ("expired", "fail"),
        ("not_yet_valid", "fail"),
    ],
)
def test_without_a_path_it_leaves_the_finding_to_cert_trusted(
    problem: TrustProblem | None, outcome: str
) -> None:
    """A path that holds on another day is a path: its list is judged."""
    verdict = judged(trusted=False, trust_problem=problem, arrangement=("missing_intermediate",))
    assert verdict.outcome == outcome


@pytest.mark.parametrize("problem", get_args(TrustProblem))
def test_one_defect_of_the_chain_is_one_finding(problem: TrustProblem) -> None:
    """Trust, dates and list: an untrusted chain sent in good order is the finding of exactly one check."""
    changes = {"trusted": False, "trust_problem": problem, "trusted_by": None}
    arrangement = ("missing_intermediate",) if problem == "incomplete" else ()
    verdicts = [
        judged(check_id, arrangement=arrangement, **changes)
        for check_id in ("cert.trusted", "cert.expiry", "cert.chain")
    ]
    assert [verdict.is_finding for verdict in verdicts].count(True) == 1


def test_a_missing_intermediate_is_one_finding_too_when_a_path_was_found() -> None:
    """The chain is trusted, and sent badly."""
    changes = {"arrangement": ("missing_intermediate",)}
    assert [judged(check_id, **changes).outcome for check_id in ("cert.trusted", "cert.chain")] == [
        "pass",
        "fail",
    ]


def test_what_could_not_be_verified_is_not_tested() -> None:
    """Without a verdict on trust there is no path to compare with."""
    verdict = judged(trusted=None, trust_detail="why")
    assert (verdict.outcome, verdict.reason, verdict.evidence["detail"]) == (
        "not_tested",
        "unreadable",
        "why",
    )
