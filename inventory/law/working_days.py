"""Working days in Viet Nam: Monday to Friday but for public holidays, and whatever the user's own file says.

Holidays are the library's (Labour Code 2019, article 112; Tết and Giỗ Tổ by the lunar calendar). It can only
expect the exact days off of a Tết that the government has not announced yet, hence the file.
"""

import os
import tomllib
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from inventory.errors import InventoryError
from inventory.model import Strict

VARIABLE = "CAPDO_CALENDAR"
SATURDAY = 5  # date.weekday()
ONE_DAY = timedelta(days=1)


class CalendarFile(Strict):
    """What a calendar file holds: extra days off, and Saturdays or Sundays swapped into working days."""

    days_off: frozenset[date] = frozenset()
    working_days: frozenset[date] = frozenset()


@dataclass(frozen=True)
class WorkCalendar:
    """The national calendar, with exceptions that win over it."""

    days_off: AbstractSet[date] = frozenset()
    working_days: AbstractSet[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on a day."""
        if day in self.working_days:
            return True
        if day in self.days_off:
            return False
        holidays, swapped = _national(day.year)
        return day in swapped or (day.weekday() < SATURDAY and day not in holidays)


NATIONAL = WorkCalendar()


def add_working_days(start: date, count: int, calendar: WorkCalendar = NATIONAL) -> date:
    """The working day that is ``count`` after a day, which itself does not count (Civil Code, article 147).

    Raises:
        ValueError: a negative count.

    """
    if count < 0:
        raise ValueError("count working days forwards only")
    day = start
    for _ in range(count):
        day = next_working_day(day + ONE_DAY, calendar)
    return day


def next_working_day(day: date, calendar: WorkCalendar = NATIONAL) -> date:
    """The day itself when offices work, else the first one after it when they do."""
    while not calendar.is_working_day(day):
        day += ONE_DAY
    return day


def load_calendar(path: Path | None = None) -> WorkCalendar:
    """The calendar with the exceptions of a TOML file; None: the file that CAPDO_CALENDAR names, if any.

    The file: ``days_off = [2027-02-11]`` and ``working_days = [2027-02-20]``.

    Raises:
        InventoryError: the file cannot be read, or is not valid.

    """
    named = path or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    if named is None:
        return NATIONAL
    file = _parsed(named)
    both = file.days_off & file.working_days
    if both:
        raise InventoryError(f"calendar {named}: {min(both)} is both a day off and a working day")
    return WorkCalendar(days_off=file.days_off, working_days=file.working_days)


def _parsed(path: Path) -> CalendarFile:
    try:
        return CalendarFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise InventoryError(f"calendar {path} cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError):
        raise InventoryError(
            f"calendar {path} is not valid: write days_off = [2027-02-11] and working_days = [2027-02-20]"
        ) from None


@cache
def _national(year: int) -> tuple[AbstractSet[date], AbstractSet[date]]:
    """A year's public holidays, and its days of rest that the government swapped into working days."""
    from holidays import country_holidays  # noqa: PLC0415 - most commands need no working days

    calendar = country_holidays("VN", years=year)
    return frozenset(calendar), frozenset(calendar.weekend_workdays)
