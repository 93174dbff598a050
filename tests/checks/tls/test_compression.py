"""tls.compression."""

from tests.checks.tls.answers import assert_no_answer_is_no_verdict, assert_the_answer_decides

CHECK, FIELD = "tls.compression", "compression"


def test_the_answer_decides() -> None:
    """Compression betrays session cookies (CRIME)."""
    assert_the_answer_decides(CHECK, FIELD, good=False, bad=True, severity="high")


def test_no_answer_is_no_verdict() -> None:
    """Not tested, not applicable and not looked at are neither pass nor fail."""
    assert_no_answer_is_no_verdict(CHECK, FIELD)
