"""Quarters by their last days."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.targets.quarters import quarter_end, quarter_ends


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2024, 1, 1), date(2024, 3, 31)),
        (date(2024, 6, 30), date(2024, 6, 30)),
        (date(2024, 7, 1), date(2024, 9, 30)),
        (date(2024, 12, 31), date(2024, 12, 31)),
    ],
)
def test_the_last_day_of_a_quarter(day: date, end: date) -> None:
    """March, June, September, December."""
    assert quarter_end(day) == end


def test_a_quarter_that_ends_today_is_over() -> None:
    """Otherwise the newest end is that of the quarter before."""
    assert quarter_ends(date(2023, 6, 30), 2) == (date(2023, 3, 31), date(2023, 6, 30))
    assert quarter_ends(date(2023, 6, 29), 2) == (date(2022, 12, 31), date(2023, 3, 31))


@given(st.dates(date(1900, 1, 1)), st.integers(1, 20))
def test_ends_follow_one_another(day: date, count: int) -> None:
    """So many, all quarter ends, each the one after the other, none after the day."""
    found = quarter_ends(day, count)
    assert len(found) == count
    assert found[-1] <= day < quarter_end(found[-1] + timedelta(days=1)) or found[-1] == day
    for before, after in itertools.pairwise(found):
        assert quarter_end(before + timedelta(days=1)) == after
