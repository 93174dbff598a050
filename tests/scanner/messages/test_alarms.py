"""From when on something critical was found in a row, by the periods of what stood."""

from datetime import datetime

import pytest

from scanner.messages.due.open_findings import CriticalSince, in_a_row
from scanner.messages.due.reminding import stage_of
from scanner.runs.standing.moments import FOREVER, moment_of

Period = tuple[bool, int, int | None, int]


def moment(ticks: int | None) -> datetime | None:
    """As a moment."""
    return None if ticks is None else moment_of(ticks)


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ([], None),
        ([(False, 0, 5, FOREVER)], None),
        ([(True, 0, 0, FOREVER)], (0, 0, None)),
        ([(True, 0, 9, FOREVER)], (0, 9, None)),
        ([(True, 0, 5, 6), (True, 6, 6, FOREVER)], (0, 6, None)),  # other evidence each time
        ([(True, 6, 6, FOREVER), (True, 0, 5, 6)], (0, 6, None)),  # in whatever order
        ([(True, 0, 5, 6), (False, 6, 7, 8), (True, 8, 9, FOREVER)], (8, 9, 6)),  # flapping
        ([(True, 0, 5, 6), (False, 6, 7, FOREVER)], None),
        ([(False, 0, 5, 6), (True, 6, 6, FOREVER)], (6, 6, None)),
        ([(True, 6, 2, FOREVER)], (6, 6, None)),  # it rests on an older look at another address
        ([(True, 6, None, FOREVER)], (6, 6, None)),
        (
            [(True, 0, 0, 1), (False, 1, 1, 2), (True, 2, 2, 3), (False, 3, 3, 4), (True, 4, 5, FOREVER)],
            (4, 5, 3),
        ),
    ],
)
def test_looks_in_a_row(periods: list[Period], expected: tuple[int, int, int | None] | None) -> None:
    """One look is none; a look that found it in order begins anew; other words do not."""
    found = in_a_row(periods)
    assert found == (None if expected is None else CriticalSince(*map(moment, expected)))  # type: ignore[arg-type]  # the last alone may be None


@pytest.mark.parametrize(
    ("days_left", "stage"),
    [
        (31, None),
        (30, "30"),
        (8, "30"),
        (7, "7"),
        (2, "7"),
        (1, "1"),
        (0, "1"),
        (-1, "overdue"),
        (-90, "overdue"),
    ],
)
def test_when_a_deadline_is_told(days_left: int, stage: str | None) -> None:
    """30, 7 and 1 days before, and when it has passed; each once, however late the day is looked at."""
    assert stage_of(days_left) == stage
