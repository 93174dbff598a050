"""tls.robot."""

import pytest

from tests.checks.tls.answers import assert_no_answer_is_no_verdict, judged

CHECK, FIELD = "tls.robot", "robot"


@pytest.mark.parametrize(("oracle", "outcome"), [("none", "pass"), ("weak", "fail"), ("strong", "fail")])
def test_any_oracle_fails(oracle: str, outcome: str) -> None:
    """A weak one too: it is only slower to use."""
    verdict = judged(CHECK, FIELD, oracle)
    assert (verdict.outcome, verdict.severity) == (outcome, "high")
    assert verdict.evidence == {"oracle": oracle}


def test_weak_and_strong_are_told_apart() -> None:
    """Whoever has to act should know how urgent it is."""
    assert judged(CHECK, FIELD, "weak").summary != judged(CHECK, FIELD, "strong").summary


def test_no_answer_is_no_verdict() -> None:
    """Not tested, not applicable and not looked at are neither pass nor fail."""
    assert_no_answer_is_no_verdict(CHECK, FIELD)
