"""tls.ocsp_stapling."""

import pytest

from tests.checks.tls.answers import assert_no_answer_is_no_verdict, judged

CHECK, FIELD = "tls.ocsp_stapling", "ocsp_stapled"


@pytest.mark.parametrize("stapled", [True, False])
def test_it_is_information_either_way(*, stapled: bool) -> None:
    """Authorities are ending OCSP, so that nobody has to act."""
    verdict = judged(CHECK, FIELD, stapled)
    assert (verdict.outcome, verdict.severity, verdict.is_finding) == ("info", "info", False)
    assert verdict.evidence == {"ocsp_stapled": stapled}
    assert ("does not send" in verdict.summary.en) is not stapled


def test_no_answer_is_no_verdict() -> None:
    """Not tested, not applicable and not looked at are no statement on stapling."""
    assert_no_answer_is_no_verdict(CHECK, FIELD)
