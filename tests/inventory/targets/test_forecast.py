"""Pace and forecast: a date only where there is one to tell."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.targets.counting import percentage
from inventory.targets.forecast import CannotTell, Forecast, _batch, forecast, pace
from inventory.targets.history import HistoryPoint
from inventory.targets.quarters import quarter_ends

TODAY = date(2023, 12, 31)
R = CannotTell


def points(*numerators: int, of: int = 31, not_tested: int = 0, today: date = TODAY) -> list[HistoryPoint]:
    """A history with these numerators at the last quarter ends."""
    days = quarter_ends(today, len(numerators))
    return [
        HistoryPoint(
            on=day,
            numerator=numerator,
            denominator=of,
            not_tested=not_tested,
            percent=percentage(numerator, of),
        )
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
        (points(4, 6, 8, 10, 12, of=30, not_tested=3), 3, None),  # a tenth is not too much
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


def test_what_hangs_on_the_untested_is_not_called_met() -> None:
    """Nothing is surely missing, and something may be: no date, and no "met"."""
    history = points(4, 6, 8, 10, 12)
    assert forecast(history, 0, TODAY, at_most=2) == Forecast(cannot_tell=R.UNDECIDED)


def test_the_untested_put_off_the_last_day_only() -> None:
    """Two to four missing: the first two days are those of two, the last one and the chance those of four."""
    history, deadline = points(4, 6, 8, 10, 12), date(2024, 6, 30)
    both, two, four = (
        forecast(history, missing, deadline, at_most=most) for missing, most in ((2, 4), (2, 2), (4, 4))
    )
    assert (both.earliest, both.expected) == (two.earliest, two.expected)
    assert (both.latest, both.chance_in_time) == (four.latest, four.chance_in_time)


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


def at(*told: tuple[int, int]) -> list[HistoryPoint]:
    """A history of numerators, each so many days after the first day."""
    blank = HistoryPoint(on=TODAY, numerator=0, denominator=99, not_tested=0, percent=0)
    return [
        blank.model_copy(update={"on": TODAY + timedelta(days=days), "numerator": numerator})
        for days, numerator in told
    ]


def test_the_window_is_four_quarters() -> None:
    """At a quarter's end what was before the last four is no matter, for the pace as for its length."""
    found = pace(points(1, 2, 3, 4, 5, 6), 1, None)
    assert (found.since, found.gained, found.quarters) == (date(2022, 12, 31), 4, 4.0)


def test_two_points_make_a_pace_and_no_forecast() -> None:
    """However far apart they are: nothing tells how even the pace is. Three are enough."""
    assert (pace(points(4, 6), 1, None).gained, pace(points(4, 6), 1, None).since) == (2, date(2023, 9, 30))
    assert forecast(at((0, 4), (365, 12)), 3, None).cannot_tell is R.LITTLE_HISTORY
    assert forecast(at((0, 4), (182, 8), (365, 12)), 3, None).expected == TODAY + timedelta(days=365 + 137)


def test_what_is_needed_does_not_hang_on_the_pace() -> None:
    """It is told of one point alone, and in the last weeks; without a deadline or time left, it is not."""
    assert pace(points(4), 3, date(2024, 12, 31)).needed_per_quarter == 0.75
    assert pace(points(4, 6), 3, TODAY + timedelta(days=30)).needed_per_quarter == 9.13
    assert pace(points(4, 6), 3, TODAY).needed_per_quarter is None
    assert pace(points(4, 6), 3, None).needed_per_quarter is None
    assert pace([], 3, date(2024, 12, 31)).needed_per_quarter is None


def test_the_end_of_the_horizon() -> None:
    """Eight years ahead at this pace; that it takes no longer than ten is not to be told."""
    found = forecast(points(0, 1, 2, 3, 4, of=99), 32, None)
    assert (found.expected, found.latest, found.cannot_tell) == (TODAY + timedelta(days=2920), None, None)


def test_the_next_day() -> None:
    """With hundreds of gains a year, one more may come tomorrow; on average it takes two days."""
    found = forecast(points(0, 75, 150, 225, 300, of=400), 1, None)
    assert (found.earliest, found.expected) == (TODAY + timedelta(days=1), TODAY + timedelta(days=2))


def test_how_many_gains_come_at_once() -> None:
    """Pearson's statistic over its degrees of freedom, by hand; 1 where the pace is even."""
    assert _batch(points(4, 4, 8, 8, 12)) == pytest.approx(8 / 3, rel=0.02)
    assert _batch(at((0, 0), (200, 40), (300, 60), (400, 80))) == 1
    assert _batch(at((0, 0), (200, 20), (300, 50), (400, 80))) == pytest.approx(10)


@given(st.lists(st.integers(0, 40), min_size=0, max_size=8), st.integers(0, 60), st.none() | st.dates(TODAY))
def test_the_range_holds_the_date(numerators: list[int], missing: int, deadline: date | None) -> None:
    """Either met, or a reason, or days in order, all of them ahead, and a chance from 0 to 1."""
    found = forecast(points(*numerators, of=100) if numerators else [], missing, deadline)
    assert [found.reached, found.cannot_tell is not None, found.expected is not None].count(True) == 1
    if found.expected is not None:
        assert found.earliest is not None
        assert TODAY < found.earliest <= found.expected <= (found.latest or date.max)
    assert found.chance_in_time is None or 0 <= found.chance_in_time <= 1
