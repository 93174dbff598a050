"""tls.early_data."""

from tests.checks.tls.answers import assert_no_answer_is_no_verdict, assert_the_answer_decides

CHECK, FIELD = "tls.early_data", "early_data"


def test_the_answer_decides() -> None:
    """0-RTT accepted fails."""
    assert_the_answer_decides(CHECK, FIELD, good=False, bad=True, severity="low")


def test_no_answer_is_no_verdict() -> None:
    """Not tested, not applicable and not looked at are neither pass nor fail."""
    assert_no_answer_is_no_verdict(CHECK, FIELD)
