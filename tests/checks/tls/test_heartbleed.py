"""tls.heartbleed."""

from tests.checks.tls.answers import assert_no_answer_is_no_verdict, assert_the_answer_decides

CHECK, FIELD = "tls.heartbleed", "heartbleed"


def test_the_answer_decides() -> None:
    """A readable memory is critical."""
    assert_the_answer_decides(CHECK, FIELD, good=False, bad=True, severity="critical")


def test_no_answer_is_no_verdict() -> None:
    """Not tested, not applicable and not looked at are neither pass nor fail."""
    assert_no_answer_is_no_verdict(CHECK, FIELD)
