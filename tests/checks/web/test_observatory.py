"""web.observatory."""

import pytest

from checks.facts import NotTested
from checks.grades.observatory.grading import ObservatoryGrade, grade
from checks.judging import judge
from checks.model import Reason
from checks.profile import read
from checks.registry import get
from tests.checks import builders
from tests.checks.web import answers

ID = "web.observatory"
NEWER = """
source = "capdo"
date = 2026-11-27
verified = true
title = { vi = "Mới", en = "New" }
[thresholds."web.observatory"]
algorithm_version = 6
"""


def test_the_grade_is_told_for_information() -> None:
    """With the version of the algorithm and what each test adds."""
    verdict = builders.verdict(ID, builders.facts())
    given = grade(builders.facts())
    assert isinstance(given, ObservatoryGrade)
    assert (verdict.outcome, verdict.severity) == ("info", "info")
    assert (verdict.evidence["grade"], verdict.evidence["score"]) == (given.grade, given.score)
    assert verdict.evidence["algorithm_version"] == 4
    assert f"{given.grade}, {given.score} points" in verdict.summary.en
    results = verdict.evidence["results"]
    assert isinstance(results, dict)
    assert results["content-security-policy"] == "csp-implemented-with-no-unsafe-default-src-none (+10)"


def test_a_profile_may_ask_for_the_newer_algorithm() -> None:
    """It has two more tests, and other points."""
    (verdict,) = judge(builders.facts(), [get(ID)], read("newer", NEWER))
    assert verdict.evidence["algorithm_version"] == 6
    assert "cross-origin-opener-policy" in str(verdict.evidence["results"])


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(404, "not_applicable"), (500, "not_tested"), (403, "not_tested"), (200, "info")],
)
def test_what_the_observatory_refuses_is_not_graded(status: int, outcome: str) -> None:
    """An error page; and a page that may be a firewall's says nothing of the site."""
    assert builders.verdict(ID, answers.page(status=status)).outcome == outcome


def test_a_page_that_was_not_seen_is_not_graded() -> None:
    """Elsewhere, silent, or read in part."""
    assert builders.verdict(ID, answers.redirect("https://elsewhere.test/")).outcome == "not_tested"
    silent = builders.facts(http=NotTested(reason=Reason.TIMEOUT))
    assert builders.verdict(ID, silent).outcome == "not_tested"
