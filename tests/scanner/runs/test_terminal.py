"""scanner.runs.terminal: a run in the terminal, honest about what was not tested, inert whatever it says."""

import pytest
from rich.console import Console

from checks.judging import UNSEEN_KEY
from checks.model import Language, Outcome, Reason, Severity, Text, Verdict
from scanner.runs.terminal import NOT_TO_BE_TESTED, not_all_tested, observation_table, run_summary, worst
from tests.reports.audit.observations import observation

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


@pytest.mark.parametrize(
    ("lang", "words"), [("vi", "3 phát hiện, 1 phép"), ("en", "3 findings, 1 checks not")]
)
def test_a_run_is_one_sentence(lang: Language, words: str) -> None:
    """Findings and what was not tested, apart."""
    assert words in run_summary(7, [observation()], lang).plain


def test_the_table_shows_markup_as_it_is() -> None:
    """What looks like markup in a host name is shown, not obeyed."""
    seen = observation()
    hostile = seen.model_copy(update={"target": seen.target.model_copy(update={"host": "[red]x"})})
    console = Console(width=120, no_color=True)
    with console.capture() as captured:
        console.print(observation_table([hostile], "vi"))
    assert "[red]x:443" in captured.get()
