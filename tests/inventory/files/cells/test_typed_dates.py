"""Dates, times and moments as people write them."""

import contextlib
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.files.cells.typed_dates import read_date, read_moment, read_time
from inventory.words import WrongValueError


@given(st.dates())
def test_both_orders_of_a_date_are_read(day: date) -> None:
    """dd/mm/yyyy and ISO 8601."""
    assert read_date(f"{day.day:02}/{day.month:02}/{day.year:04}") == day
    assert read_date(day.isoformat()) == day


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    """No other exception."""
    for read in (read_date, read_time, read_moment):
        with contextlib.suppress(WrongValueError):
            read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("22:00", time(22)), ("5h30", time(5, 30)), ("7h", time(7)), ("23:59:59", time(23, 59, 59))],
)
def test_times_are_read(text: str, expected: time) -> None:
    """With a colon or with an h."""
    assert read_time(text) == expected


@pytest.mark.parametrize("text", ["24:00", "22:60", "late", ""])
def test_wrong_times_are_refused(text: str) -> None:
    """With the way to write them."""
    with pytest.raises(ValueError, match="write it as 22:00"):
        read_time(text)


def test_a_moment_is_told_in_utc() -> None:
    """Whatever its zone; without one it is UTC."""
    expected = datetime(2023, 5, 31, 1, 30, tzinfo=UTC)
    assert read_moment("2023-05-31T08:30:00+07:00") == read_moment("2023-05-31T01:30") == expected
