"""checks.words: what every screen, page and file calls a severity or an outcome."""

from checks.model import Outcome, Severity
from checks.words import OUTCOMES, SEVERITIES
from reports.text.locale import load


def test_each_severity_and_outcome_has_its_words() -> None:
    """None is missing, and no two are called the same in either language."""
    assert SEVERITIES.keys() == set(Severity)
    assert OUTCOMES.keys() == set(Outcome)
    for words in (SEVERITIES.values(), OUTCOMES.values()):
        assert len({text.vi for text in words}) == len({text.en for text in words}) == len(words)


def test_the_reports_take_theirs_from_here() -> None:
    """With a capital letter, and nothing of them in the reports' own words."""
    assert load("vi").t(f"severity.{Severity.CRITICAL}") == "Nghiêm trọng"
    assert load("vi").t(f"outcome.{Outcome.FAIL}") == "Không đạt"
    assert load("en").t(f"outcome.{Outcome.NOT_APPLICABLE}") == "Not applicable"
