"""Working days in Viet Nam: the library's calendar, and whatever the user's own file says.

Holidays and counting are the library's (Labour Code 2019, article 112; Tết and Giỗ Tổ by the lunar calendar).
It can only expect the exact days off of a Tết that the government has not announced yet, hence the file.
"""

import os
import tomllib
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from inventory.errors import InventoryError
from inventory.model import Strict
from inventory.typed_days import WrittenDay
from inventory.wording.phrases import os_reason

if TYPE_CHECKING:
    from holidays import HolidayBase

VARIABLE = "CAPDO_CALENDAR"
# Filled in at once: a working Saturday is known only of a year that is, and there are some from 2010 on.
# Holidays of other years are filled in when they are asked for.
YEARS = range(2010, 2040)


class CalendarFile(Strict):
    """What a calendar file holds: extra days off, and Saturdays or Sundays swapped into working days."""

    days_off: frozenset[WrittenDay] = frozenset()
    working_days: frozenset[WrittenDay] = frozenset()


@dataclass(frozen=True)
class WorkCalendar:
    """The national calendar, with exceptions that win over it."""

    days_off: AbstractSet[date] = frozenset()
    working_days: AbstractSet[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on a day."""
        return self.days.is_working_day(day)

    @cached_property
    def days(self) -> "HolidayBase":
        """The library's calendar, with the exceptions in it."""
        from holidays import country_holidays  # noqa: PLC0415 - most commands need no working days

        years = {day.year for day in (*self.days_off, *self.working_days)}
        days = country_holidays("VN", years={*YEARS, *years})
        days.update(dict.fromkeys(self.days_off, VARIABLE))
        days.weekend_workdays = (days.weekend_workdays - self.days_off) | self.working_days
        for day in self.working_days & days.keys():
            days.pop(day)
        return days


NATIONAL = WorkCalendar()


def add_working_days(start: date, count: int, calendar: WorkCalendar = NATIONAL) -> date:
    """The working day that is ``count`` after a day, which itself does not count (Civil Code, article 147).

    Raises:
        ValueError: a negative count.

    """
    if count < 0:
        raise ValueError("count working days forwards only")
    return calendar.days.get_nth_working_day(start, count) if count else start


def next_working_day(day: date, calendar: WorkCalendar = NATIONAL) -> date:
    """The day itself when offices work, else the first one after it when they do."""
    return calendar.days.get_nth_working_day(day, 0)


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
    overlap = file.days_off & file.working_days
    if overlap:
        raise InventoryError(
            "calendar {named}: {day} is both a day off and a working day",
            named=named,
            day=min(overlap),
        )
    return WorkCalendar(days_off=file.days_off, working_days=file.working_days)


def _parsed(path: Path) -> CalendarFile:
    try:
        return CalendarFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise InventoryError(
            "calendar {path} cannot be read: {reason}", path=path, reason=os_reason(error)
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError):
        raise InventoryError(
            "calendar {path} is not valid: write days_off = [2027-02-11] and working_days = [2027-02-20]",
            path=path,
        ) from None
