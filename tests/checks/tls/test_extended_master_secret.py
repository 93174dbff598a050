"""tls.extended_master_secret."""

from tests.checks.tls.answers import assert_no_answer_is_no_verdict, assert_the_answer_decides

CHECK, FIELD = "tls.extended_master_secret", "extended_master_secret"


def test_the_answer_decides() -> None:
    """TLS 1.2 without it fails."""
    assert_the_answer_decides(CHECK, FIELD, good=True, bad=False, severity="low")


def test_no_answer_is_no_verdict() -> None:
    """Not tested, not applicable and not looked at are neither pass nor fail."""
    assert_no_answer_is_no_verdict(CHECK, FIELD)
