"""Pace and forecast: a date only where there is one to tell."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.targets.forecast import CannotTell, Forecast, forecast, pace
from inventory.targets.history import HistoryPoint
from inventory.targets.quarters import quarter_ends

TODAY = date(2023, 12, 31)
R = CannotTell


def points(*numerators: int, of: int = 31, not_tested: int = 0, today: date = TODAY) -> list[HistoryPoint]:
    """A history with these numerators at the last quarter ends."""
    days = quarter_ends(today, len(numerators))
    return [
        HistoryPoint(on=day, numerator=numerator, denominator=of, not_tested=not_tested, percent=None)
        for day, numerator in zip(days, numerators, strict=True)
    ]


@pytest.mark.parametrize(
    ("history", "missing", "told"),
    [
        ([], 3, R.NO_DATA),
        (points(0, 0, 0, 0, of=0), 3, R.NO_DATA),
        (points(4), 3, R.LITTLE_HISTORY),
        (points(4, 6, 8), 3, R.LITTLE_HISTORY),
        (points(4, 6, 8, 10), 3, None),
        (points(4, 4, 4, 4, 4), 3, R.NO_GAIN),
        (points(9, 8, 8, 7, 5), 3, R.NO_GAIN),
        (points(30, 4, 4, 4, 4, 4), 3, R.NO_GAIN),  # what was before the last four quarters is no matter
        (points(4, 4, 4, 4, 5), 3, R.UNEVEN),  # one gain is no pace
        (points(4, 12, 4, 12, 6), 3, R.UNEVEN),
        (points(0, 0, 1, 1, 2), 26, R.TOO_FAR),
        (points(4, 6, 8, 10, 12, not_tested=4), 3, R.NOT_TESTED),
        (points(4, 6, 8, 10, 12, not_tested=3), 3, None),
    ],
)
def test_what_cannot_be_told_has_a_reason_and_no_date(
    history: list[HistoryPoint], missing: int, told: CannotTell | None
) -> None:
    """Never a made-up date."""
    found = forecast(history, missing, date(2024, 12, 31))
    assert found.cannot_tell is told
    assert (found.expected is None) is (told is not None)


def test_a_target_that_is_met_needs_no_date() -> None:
    """It is said to be met, whatever the pace; nothing more is needed."""
    history = points(9, 8, 7)
    assert forecast(history, 0, TODAY) == Forecast(reached=True)
    assert pace(history, 0, date(2024, 12, 31)).needed_per_quarter is None


def test_an_even_pace() -> None:
    """13 more at 8 a year: 593.1 days; 13 in the year to the deadline would be needed, 3.24 a quarter."""
    history = points(4, 6, 8, 10, 12)
    deadline = date(2024, 12, 31)
    found = forecast(history, 13, deadline)
    assert found.expected == TODAY + timedelta(days=594)
    assert (pace(history, 13, deadline).per_quarter, pace(history, 13, deadline).needed_per_quarter) == (
        2,
        3.24,
    )
    assert found.chance_in_time == 0.16
    assert forecast(history, 13, TODAY).chance_in_time is None


def test_batches_widen_the_range() -> None:
    """The same eight gains, all at once: the date is the same, and less is known of it."""
    even, batch = (forecast(points(*told), 13, None) for told in ((4, 6, 8, 10, 12), (4, 4, 8, 8, 12)))
    assert even.expected == batch.expected
    assert even.earliest is not None
    assert even.latest is not None
    assert batch.earliest is not None
    assert batch.latest is not None
    assert batch.earliest < even.earliest < even.latest < batch.latest


def test_the_quarter_under_way_counts_for_its_days() -> None:
    """On 31 May the window is the last four quarters and two months: 14 months, not five quarters."""
    today = date(2023, 5, 31)
    history = [*points(1, 2, 3, 4, 5, 6, today=date(2023, 3, 31)), *points(8, today=date(2023, 6, 30))]
    history[-1] = history[-1].model_copy(update={"on": today})
    found = pace(history, 1, None)
    assert (found.since, found.gained) == (date(2022, 3, 31), 6)
    assert found.quarters == round((today - date(2022, 3, 31)).days / (365.2425 / 4), 2)


@given(st.lists(st.integers(0, 40), min_size=0, max_size=8), st.integers(0, 60), st.none() | st.dates(TODAY))
def test_the_range_holds_the_date(numerators: list[int], missing: int, deadline: date | None) -> None:
    """Either met, or a reason, or days in order, all of them ahead, and a chance from 0 to 1."""
    found = forecast(points(*numerators, of=100) if numerators else [], missing, deadline)
    assert [found.reached, found.cannot_tell is not None, found.expected is not None].count(True) == 1
    if found.expected is not None:
        assert found.earliest is not None
        assert TODAY < found.earliest <= found.expected <= (found.latest or date.max)
    assert found.chance_in_time is None or 0 <= found.chance_in_time <= 1
