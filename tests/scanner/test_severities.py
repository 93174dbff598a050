"""scanner.severities: what verdicts weigh together, honest about what was not tested."""

import pytest

from checks.judging import UNSEEN_KEY
from checks.model import Outcome, Reason, Severity, Text, Verdict
from scanner.severities import NOT_TO_BE_TESTED, not_all_tested, worst

HIGH_FAIL = Verdict(check="a.b", outcome=Outcome.FAIL, severity=Severity.HIGH, summary=Text(vi="", en=""))


def untested(reason: Reason) -> Verdict:
    """A verdict that was not reached."""
    return HIGH_FAIL.model_copy(update={"outcome": Outcome.NOT_TESTED, "reason": reason})


def test_the_worst_is_the_worst_finding() -> None:
    """A severe check that passed is no finding."""
    passed = HIGH_FAIL.model_copy(update={"outcome": Outcome.PASS, "severity": Severity.CRITICAL})
    assert worst([passed, HIGH_FAIL]) is Severity.HIGH
    assert worst([passed]) is None


@pytest.mark.parametrize("reason", Reason)
def test_only_what_was_to_be_tested_counts(reason: Reason) -> None:
    """What nobody permitted was not to be tested; everything else makes exit status 3."""
    assert not_all_tested([HIGH_FAIL, untested(reason)]) is (reason not in NOT_TO_BE_TESTED)


@pytest.mark.parametrize("reason", Reason)
def test_a_finding_on_partial_sight_is_not_all(reason: Reason) -> None:
    """A finding stands on what was seen; that more was to be seen makes exit status 3 all the same."""
    seen = HIGH_FAIL.model_copy(update={"evidence": {UNSEEN_KEY: [f"tls.suites: {reason}: 3: seen"]}})
    assert not_all_tested([seen]) is (reason not in NOT_TO_BE_TESTED)
    assert not not_all_tested([HIGH_FAIL])
