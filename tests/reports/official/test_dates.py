"""Dates and quarters of official documents."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.errors import ReportError
from reports.official.dates import Quarter, day_of, long_date

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
        (None, "ngày … tháng … năm 2026"),
    ],
)
def test_long_dates(day: date | None, text: str) -> None:
    """Decree 30/2020, annex I: a zero before days below 10 and months 1 and 2 only; a blank for no day."""
    assert long_date(day, 2026) == text


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31)))
def test_a_day_is_in_its_quarter(day: date) -> None:
    """Quarters leave no day out and share none."""
    quarter = Quarter.of(day)
    assert quarter.first <= day <= quarter.last
    assert Quarter.of(quarter.last + timedelta(days=1)) != quarter
    assert Quarter.parse(f"{quarter.year}-Q{quarter.number}") == quarter


@pytest.mark.parametrize(
    ("quarter", "as_of", "told", "day"),
    [
        (None, None, Quarter(2026, 4), TODAY),
        (None, date(2023, 5, 31), Quarter(2023, 2), date(2023, 5, 31)),
        ("2026-Q3", None, Quarter(2026, 3), date(2026, 9, 30)),
        ("2026-Q4", None, Quarter(2026, 4), TODAY),
        ("2026-Q3", date(2026, 9, 15), Quarter(2026, 3), date(2026, 9, 15)),
    ],
)
def test_the_day_of_a_report(quarter: str | None, as_of: date | None, told: Quarter, day: date) -> None:
    """The quarter's last day, but never a day to come."""
    assert day_of(quarter, as_of, TODAY) == (told, day)


@pytest.mark.parametrize(
    ("quarter", "as_of"),
    [
        ("2027-Q1", None),
        ("2026-Q5", None),
        ("Quý III", None),
        ("2026-Q3", date(2026, 10, 1)),
        ("0000-Q1", None),
    ],
)
def test_quarters_that_are_refused(quarter: str, as_of: date | None) -> None:
    """None to come, none that is no quarter, none of another day."""
    with pytest.raises(ReportError):
        day_of(quarter, as_of, TODAY)
