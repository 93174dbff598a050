"""tls.ccs_injection."""

import pytest

from tests.checks.tls.answers import assert_no_answer_is_no_verdict, judged

CHECK, FIELD = "tls.ccs_injection", "ccs_injection"


@pytest.mark.parametrize(("answer", "outcome"), [(False, "pass"), (True, "fail")])
def test_the_answer_decides(*, answer: bool, outcome: str) -> None:
    """An early ChangeCipherSpec that is taken fails."""
    verdict = judged(CHECK, FIELD, answer)
    assert (verdict.outcome, verdict.severity) == (outcome, "high")
    assert verdict.evidence == {FIELD: answer}
    assert verdict.summary != judged(CHECK, FIELD, not answer).summary


def test_no_answer_is_no_verdict() -> None:
    """Not tested, not applicable and not looked at are neither pass nor fail."""
    assert_no_answer_is_no_verdict(CHECK, FIELD)
