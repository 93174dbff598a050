"""Where the Observatory and capdo agree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.grades.observatory._chart import CHART, Version, tests_of
from tests.checks.grades.observatory.cases import Case, Told

HEADS = ("algorithm", "cases", "refused by both", "held back", "results", "scores", "grades", "ids met")
HELD_BACK = ("the visitor is refused", "limited")  # a firewall's page may be somebody else's: no grade of it
# What the Observatory never tells: without Chromium's list, and since it loses the Origin that it sent.
NEVER = frozenset(
    {
        "cross-origin-resource-sharing-implemented-with-universal-access",
        "redirection-all-redirects-preloaded",
        "hsts-preloaded",
    }
)


@dataclass(frozen=True)
class Pair:
    """One case, judged by both."""

    case: Case
    theirs: Told
    own: Told

    @property
    def is_graded(self) -> bool:
        """By both."""
        return not self.theirs.refusal and not self.own.refusal

    @property
    def is_held_back(self) -> bool:
        """Whether capdo gives no grade because it may have been shown another page than a browser."""
        return not self.theirs.refusal and any(why in self.own.refusal for why in HELD_BACK)

    def differences(self) -> Iterator[str]:
        """In words: the Observatory's first."""
        if not self.is_graded:
            if bool(self.theirs.refusal) != bool(self.own.refusal) and not self.is_held_back:
                yield f"{_mark(self.theirs)} v {_mark(self.own)}"
            return
        for test, result in self.theirs.results.items():
            if self.own.results.get(test) != result:
                yield f"{test}: {result} v {self.own.results.get(test)}"
        if _mark(self.theirs) != _mark(self.own):
            yield f"{_mark(self.theirs)} v {_mark(self.own)}"


def row(version: Version, pairs: Sequence[Pair]) -> tuple[str, ...]:
    """The figures of one version, under ``HEADS``."""
    graded = [pair for pair in pairs if pair.is_graded]
    same = sum(
        pair.own.results.get(test) == result
        for pair in graded
        for test, result in pair.theirs.results.items()
    )
    wanted = {result.id for test in CHART.tests if test.since <= version for result in test.results} - NEVER
    met = {result for pair in graded for result in pair.theirs.results.values()}
    return (
        f"version {version}",
        str(len(pairs)),
        str(sum(bool(pair.theirs.refusal) and bool(pair.own.refusal) for pair in pairs)),
        str(sum(pair.is_held_back for pair in pairs)),
        f"{same}/{len(graded) * len(tests_of(version))}",
        f"{sum(pair.theirs.score == pair.own.score for pair in graded)}/{len(graded)}",
        f"{sum(pair.theirs.grade == pair.own.grade for pair in graded)}/{len(graded)}",
        f"{len(wanted & met)}/{len(wanted)}",
    )


def _mark(told: Told) -> str:
    return f"refused ({told.refusal})" if told.refusal else f"{told.score} {told.grade}"
