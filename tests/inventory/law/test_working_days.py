"""Working days: Viet Nam's holidays with the lunar Tết, exceptions of the user's own, and counting them."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.errors import InventoryError
from inventory.law.working_days import (
    NATIONAL,
    WorkCalendar,
    add_working_days,
    load_calendar,
    next_working_day,
)

DAYS = st.dates(min_value=date(2016, 1, 1), max_value=date(2035, 12, 31))
COUNTS = st.integers(0, 60)
CALENDARS = st.builds(
    WorkCalendar, days_off=st.frozensets(DAYS, max_size=5), working_days=st.frozensets(DAYS, max_size=5)
)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 1, 1), date(2026, 1, 1)),  # Tết Dương lịch
        (date(2026, 2, 16), date(2026, 2, 20)),  # Tết Bính Ngọ: giao thừa to mùng bốn
        (date(2026, 4, 27), date(2026, 4, 27)),  # Giỗ Tổ on a Sunday, made up on Monday
        (date(2026, 4, 30), date(2026, 5, 1)),
        (date(2026, 8, 31), date(2026, 9, 2)),  # Quốc khánh, with the swapped Monday
        (date(2027, 2, 4), date(2027, 2, 10)),  # Tết Đinh Mùi: mùng một is 06/02/2027
        (date(2027, 4, 16), date(2027, 4, 16)),  # Giỗ Tổ
        (date(2027, 9, 2), date(2027, 9, 3)),
    ],
)
def test_holidays(first: date, last: date) -> None:
    """Nobody works on these days, and somebody does on the working day before."""
    span = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    assert not any(NATIONAL.is_working_day(day) for day in span)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 2, 13), True),  # the Friday before Tết
        (date(2026, 2, 23), True),  # the Monday after
        (date(2027, 2, 3), True),
        (date(2027, 2, 11), True),
        (date(2026, 8, 22), True),  # a Saturday swapped for Monday 31/08
        (date(2026, 8, 29), False),  # another Saturday
        (date(2026, 11, 22), False),  # a Sunday
    ],
)
def test_days_around_them(day: date, *, works: bool) -> None:
    """Where rest ends, and Saturdays that the government made working days."""
    assert NATIONAL.is_working_day(day) is works


# As capdo's own counting had them before the library counted; the two agreed on every day of 2000-2049.
WORKING_DAYS = {
    2016: 251, 2017: 250, 2018: 250, 2019: 252, 2020: 252, 2021: 250, 2022: 249, 2023: 249, 2024: 251,
    2025: 250, 2026: 249, 2027: 249, 2028: 248, 2029: 249, 2030: 249, 2031: 249,
}  # fmt: skip
WORKING_SATURDAYS = {
    date(2019, 1, 5), date(2019, 5, 4), date(2024, 5, 4), date(2025, 4, 26), date(2026, 8, 22),
}  # fmt: skip


def test_every_year_has_its_working_days() -> None:
    """So many in each, and the Saturdays that the government swapped among them."""
    first = date(2016, 1, 1)
    days = [first + timedelta(days=number) for number in range((date(2032, 1, 1) - first).days)]
    working = [day for day in days if NATIONAL.is_working_day(day)]
    assert Counter(day.year for day in working) == WORKING_DAYS
    assert {day for day in working if day.isoweekday() > 5} == WORKING_SATURDAYS


def test_exceptions_hold_in_years_far_away() -> None:
    """Of which the national calendar is only filled in when they are asked for."""
    calendar = WorkCalendar(days_off={date(2061, 3, 1)}, working_days={date(2061, 3, 5), date(2061, 4, 30)})
    works = [
        calendar.is_working_day(date(2061, month, day)) for month, day in ((3, 1), (3, 5), (4, 30), (5, 1))
    ]
    assert works == [False, True, True, False]


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        (date(2026, 9, 7), 0, date(2026, 9, 7)),
        (date(2026, 9, 7), 5, date(2026, 9, 14)),  # Monday to Monday
        (date(2026, 9, 7), 7, date(2026, 9, 16)),
        (date(2026, 9, 5), 1, date(2026, 9, 7)),  # from a Saturday
        (date(2026, 2, 13), 7, date(2026, 3, 3)),  # across Tết 2026
        (date(2027, 2, 2), 7, date(2027, 2, 18)),  # across Tết 2027
        (date(2026, 8, 21), 1, date(2026, 8, 22)),  # onto a working Saturday
    ],
)
def test_counting(start: date, count: int, due: date) -> None:
    """By hand on a wall calendar; the first day does not count."""
    assert add_working_days(start, count) == due


@settings(deadline=None)  # a year of holidays is worked out once
@given(DAYS, COUNTS, CALENDARS)
def test_there_are_exactly_so_many_working_days_between(
    start: date, count: int, calendar: WorkCalendar
) -> None:
    """And the last of them is the answer."""
    due = add_working_days(start, count, calendar)
    between = [start + timedelta(days=number) for number in range(1, (due - start).days + 1)]
    assert sum(map(calendar.is_working_day, between)) == count
    assert count == 0 or calendar.is_working_day(due)


@settings(deadline=None)  # a year of holidays is worked out once
@given(DAYS, COUNTS, COUNTS, CALENDARS)
def test_counting_in_two_parts_is_counting_at_once(
    start: date, first: int, second: int, calendar: WorkCalendar
) -> None:
    """And more days never end earlier."""
    halfway = add_working_days(start, first, calendar)
    whole = add_working_days(start, first + second, calendar)
    assert add_working_days(halfway, second, calendar) == whole
    assert halfway <= whole


@settings(deadline=None)  # a year of holidays is worked out once
@given(DAYS, CALENDARS)
def test_the_next_working_day_is_one(day: date, calendar: WorkCalendar) -> None:
    """With none between."""
    found = next_working_day(day, calendar)
    assert calendar.is_working_day(found)
    assert not any(
        calendar.is_working_day(day + timedelta(days=number)) for number in range((found - day).days)
    )


def test_counting_backwards_is_refused() -> None:
    """A limit never runs backwards."""
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2026, 9, 7), -1)


def test_the_users_file_wins(tmp_path: Path) -> None:
    """An extra day off, a swapped Saturday, and a holiday on which they work all the same."""
    file = tmp_path / "calendar.toml"
    file.write_text("days_off = [2027-02-11]\nworking_days = [2027-02-20, 2027-02-10]", encoding="utf-8")
    calendar = load_calendar(file)
    works = [
        calendar.is_working_day(day) for day in (date(2027, 2, 11), date(2027, 2, 20), date(2027, 2, 10))
    ]
    assert works == [False, True, True]


def test_the_variable_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CAPDO_CALENDAR; without it the national calendar."""
    monkeypatch.delenv("CAPDO_CALENDAR", raising=False)
    assert load_calendar() == NATIONAL
    (tmp_path / "mine.toml").write_text("days_off = [2027-02-11]", encoding="utf-8")
    monkeypatch.setenv("CAPDO_CALENDAR", str(tmp_path / "mine.toml"))
    assert load_calendar().days_off == {date(2027, 2, 11)}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"days_off = [2027-02-30]", "is not valid: write days_off ="),
        (b"day_off = [2027-02-11]", "is not valid"),
        (b"days_off = ['mai']", "is not valid"),
        (b"\xff", "is not valid"),
        (b"days_off = [2027-02-11]\nworking_days = [2027-02-11]", "2027-02-11 is both"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, text: bytes, problem: str) -> None:
    """No day, a misspelt key, no text, or a contradiction."""
    file = tmp_path / "calendar.toml"
    file.write_bytes(text)
    with pytest.raises(InventoryError, match=problem):
        load_calendar(file)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """By its path."""
    with pytest.raises(InventoryError, match=r"missing\.toml cannot be read: No such file"):
        load_calendar(tmp_path / "missing.toml")
