"""What stands after some looks, told case by case."""

import pytest

from scanner.runs.standing.fold import PastLook, Period, periods
from scanner.runs.standing.moments import FOREVER

FAIL, WARN, PASS, UNTOLD = "fail", "warn", "pass", "not_tested"
DEAD = ("endpoint.addresses",)


def look(moment: int, outcome: str, words: str = "", unseen: tuple[str, ...] = ()) -> PastLook:
    """A look whose verdict has its moment for a number."""
    return PastLook(moment, moment, outcome, "high", (words,), unseen)


def last(*looks: PastLook) -> Period:
    """What stands now."""
    return periods(looks)[-1]


@pytest.mark.parametrize("outcome", [FAIL, WARN, PASS, "info", "not_applicable"])
def test_a_look_that_could_not_look_erases_nothing(outcome: str) -> None:
    """It is told beside what stands."""
    now = last(look(1, outcome), look(2, UNTOLD), look(3, UNTOLD))
    assert (now.look.outcome, now.confirmed, now.attempted, now.attempt) == (outcome, 1, 3, 3)


@pytest.mark.parametrize(("before", "after"), [(FAIL, PASS), (PASS, FAIL), (FAIL, WARN)])
def test_a_look_that_could_takes_its_place(before: str, after: str) -> None:
    """For better or worse."""
    older, now = periods([look(2, after), look(1, before)])
    assert (older.ended, now.look.outcome, now.begun, now.since, now.ended) == (2, after, 2, 2, FOREVER)


def test_first_seen_and_since_are_told_apart() -> None:
    """A finding that was mended and came back: seen first then, unbroken since now."""
    now = last(look(1, FAIL), look(2, PASS), look(3, FAIL), look(4, UNTOLD), look(5, FAIL, "other words"))
    assert (now.first_seen, now.since, now.begun, now.confirmed) == (1, 3, 5, 5)


def test_nothing_is_begun_by_a_confirmation() -> None:
    """One period, as long as the same is told without a gap."""
    (now,) = periods([look(moment, FAIL, "same") for moment in range(1, 9)])
    assert (now.begun, now.confirmed, now.look.verdict) == (1, 8, 8)


@pytest.mark.parametrize(
    ("before", "after", "stands"),
    [
        (look(1, FAIL), look(2, WARN, unseen=DEAD), FAIL),  # what it did not see may be what failed
        (look(1, FAIL), look(2, UNTOLD, unseen=DEAD), FAIL),
        (look(1, FAIL, unseen=DEAD), look(2, WARN, unseen=DEAD), WARN),  # it saw as much as the other
        (look(1, FAIL, unseen=DEAD), look(2, UNTOLD, unseen=DEAD), UNTOLD),  # and all was in order
        (look(1, FAIL, unseen=DEAD), look(2, UNTOLD), FAIL),  # a mere failure to look
        (look(1, FAIL, unseen=DEAD), look(2, WARN, unseen=(*DEAD, "tls.suites")), FAIL),
        (look(1, WARN), look(2, FAIL, unseen=DEAD), FAIL),  # what is worse is worse wherever it was seen
    ],
)
def test_a_look_at_a_part(before: PastLook, after: PastLook, stands: str) -> None:
    """It may add a worse finding, and take one away only where it saw as much."""
    assert last(before, after).look.outcome == stands


def test_of_looks_at_one_moment_the_worst_counts() -> None:
    """Whatever their order."""
    for looks in ([look(1, PASS), look(1, FAIL), look(1, UNTOLD)], [look(1, UNTOLD), look(1, FAIL)]):
        for order in (looks, looks[::-1]):
            (now,) = periods(order)
            assert now.look.outcome == FAIL


def test_what_was_never_told_is_told_by_its_newest_attempt() -> None:
    """And says so: it was never confirmed."""
    now = last(look(1, UNTOLD, "a"), look(3, UNTOLD, "b"), look(2, UNTOLD, "c"))
    assert (now.confirmed, now.attempted, now.look.words) == (None, 3, ("b",))
