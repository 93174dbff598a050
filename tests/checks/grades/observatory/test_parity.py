"""grades.observatory: equal to what the Observatory told of the recorded answers, result by result."""

import pytest

from checks.facts import Absent, NotTested
from checks.grades.observatory._chart import CHART, VERSIONS, Version
from checks.grades.observatory.grading import ObservatoryGrade, grade
from checks.model import Reason
from tests.checks.grades.observatory.cases import Case, Told, facts_of, recorded

LEAST_CASES, LEAST_COMBINATIONS = 500, 100
# The first needs the Origin that the Observatory loses, the others Chromium's preload list.
NEVER_TOLD = {
    "cross-origin-resource-sharing-implemented-with-universal-access",
    "redirection-all-redirects-preloaded",
    "hsts-preloaded",
}
HELD_BACK = {Reason.BLOCKED_BY_WAF, Reason.RATE_LIMITED}


def told_of(case: Case, version: Version) -> Told | NotTested:
    """What capdo tells of a case, in the Observatory's form."""
    found = grade(facts_of(case), version)
    if isinstance(found, ObservatoryGrade):
        results = {result.test: result.result for result in found.results}
        return Told(results=results, score=found.score, grade=found.grade)
    return Told(refusal=found.detail) if isinstance(found, Absent) else found


@pytest.mark.parametrize("version", VERSIONS)
def test_every_result_score_and_grade_is_the_observatorys(version: Version) -> None:
    """Of what either refuses, the other gives no grade either; a page that may be a firewall's has none."""
    different = []
    for case in recorded():
        theirs, own = case.told_by(version), told_of(case, version)
        if isinstance(own, NotTested):
            same = own.reason in HELD_BACK or bool(theirs.refusal)
        else:
            same = own == theirs or bool(own.refusal and theirs.refusal)
        different += [] if same else [(case.name, theirs.to_text(), own)]
    assert different == []


@pytest.mark.parametrize("version", VERSIONS)
def test_every_result_is_among_the_recorded(version: Version) -> None:
    """All but those that the Observatory cannot tell here."""
    told = {result for case in recorded() for result in case.told_by(version).results.values()}
    known = {result.id for test in CHART.tests if test.since <= version for result in test.results}
    assert known - told == NEVER_TOLD


def test_the_table_is_large_enough() -> None:
    """Edges of single rules, ways to the page, and combinations of both; names are told apart."""
    names = [case.name for case in recorded()]
    assert len(names) == len(set(names)) >= LEAST_CASES
    assert sum(name.startswith("combination") for name in names) >= LEAST_COMBINATIONS


def test_pages_of_firewalls_alone_are_held_back() -> None:
    """A refusal without a login may be a firewall's, which a browser, and so the Observatory, never sees."""
    graded = [case for case in recorded() if case.page.status >= 400 and not case.told_by(4).refusal]
    held = [case for case in graded if isinstance(told_of(case, 4), NotTested)]
    assert held
    assert {case.page.status for case in held} == {401, 403}
