"""The table of results: which tests a version of the algorithm has, and what each result is worth."""

import tomllib
from typing import Literal

from checks import data
from checks.model import Frozen

PACKAGE, TABLE = "checks.grades.observatory", "results"
Version = Literal[4, 6]
VERSIONS: tuple[Version, ...] = (4, 6)


class PossibleResult(Frozen):
    """One result of a test; ``modifier`` in points, ``modifier_6`` where version 6 has another."""

    id: str
    modifier: int
    modifier_6: int | None = None
    passes: bool

    def points(self, version: Version) -> int:
        """What it adds to the score."""
        return self.modifier if self.modifier_6 is None or version == VERSIONS[0] else self.modifier_6


class GradedTest(Frozen):
    """One test of the Observatory's, and the version from which on it counts."""

    name: str
    since: Version = 4
    results: tuple[PossibleResult, ...]


class _Chart(Frozen):
    date: object
    source: str
    start: int
    credit_from: int
    letters: dict[str, int]
    tests: tuple[GradedTest, ...]


CHART = _Chart.model_validate(tomllib.loads(data.table_text(PACKAGE, TABLE)))
RESULTS = {result.id: result for test in CHART.tests for result in test.results}


def tests_of(version: Version) -> tuple[str, ...]:
    """The names of the tests that count, in the Observatory's order."""
    return tuple(test.name for test in CHART.tests if test.since <= version)


def score_of(modifiers: tuple[int, ...]) -> int:
    """Points: bonuses count only for whoever is good without them; never below 0, with no upper bound."""
    without_bonuses = CHART.start + sum(points for points in modifiers if points < 0)
    score = CHART.start + sum(modifiers) if without_bonuses >= CHART.credit_from else without_bonuses
    return max(score, 0)


def letter_of(score: int) -> str:
    """The grade of a score."""
    return next((letter for letter, least in CHART.letters.items() if score >= least), "F")
