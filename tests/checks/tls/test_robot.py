"""tls.robot."""

import pytest

from tests.checks.tls.answers import assert_no_answer_is_no_verdict, assert_the_answer_decides, judged

CHECK, FIELD = "tls.robot", "robot"


@pytest.mark.parametrize("oracle", ["weak", "strong"])
def test_any_oracle_fails(oracle: str) -> None:
    """A weak one too: it is only slower to use."""
    assert_the_answer_decides(CHECK, FIELD, good="none", bad=oracle, severity="high")


def test_weak_and_strong_are_told_apart() -> None:
    """Whoever has to act should know how urgent it is."""
    assert judged(CHECK, FIELD, "weak").summary != judged(CHECK, FIELD, "strong").summary


def test_no_answer_is_no_verdict() -> None:
    """Not tested, not applicable and not looked at are neither pass nor fail."""
    assert_no_answer_is_no_verdict(CHECK, FIELD)
