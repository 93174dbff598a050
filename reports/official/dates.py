"""Dates and quarters as official documents write them (Decree 30/2020, annex I, II.1.4)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from inventory.settings.letterhead import BLANK
from reports.errors import ReportError

ROMAN = ("I", "II", "III", "IV")
LAST_WITH_ZERO = 2  # months 1 and 2 take a zero, so that nothing is written before them


def long_date(day: date | None, year: int) -> str:
    """``ngày 05 tháng 01 năm 2026``: a zero before days below 10 and months 1 and 2; None: left blank."""
    if day is None:
        return f"ngày {BLANK} tháng {BLANK} năm {year}"
    month = f"{day.month:02}" if day.month <= LAST_WITH_ZERO else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


@dataclass(frozen=True)
class Quarter:
    """A quarter of a year, 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The quarter of a day."""
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def parse(cls, text: str) -> Self:
        """``2026-Q3``.

        Raises:
            ReportError: it is no quarter.

        """
        match = re.fullmatch(r"(\d{4})-?[Qq]([1-4])", text.strip())
        if match is None or not 1 <= int(match[1]) < date.max.year:
            raise ReportError("--quarter: {text!r} is not a quarter: write it as 2026-Q3", text=text)
        return cls(int(match[1]), int(match[2]))

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        following = date(self.year + self.number // 4, 3 * (self.number % 4) + 1, 1)
        return following - timedelta(days=1)

    @property
    def roman(self) -> str:
        """``III``."""
        return ROMAN[self.number - 1]


def day_of(quarter: str | None, as_of: date | None, today: date) -> tuple[Quarter, date]:
    """The quarter that is reported and the day whose status it shows: its last day, at most today.

    Raises:
        ReportError: the quarter has not begun, or the day is not in it.

    """
    if quarter is None:
        return Quarter.of(as_of or today), as_of or today
    reported = Quarter.parse(quarter)
    if reported.first > today:
        raise ReportError(
            "--quarter {quarter} begins on {first}: nothing is known of it yet (today is {today})",
            quarter=quarter,
            first=reported.first,
            today=today,
        )
    day = as_of or min(reported.last, today)
    if not reported.first <= day <= reported.last:
        raise ReportError(
            "--as-of {day} is not in {quarter}: give one of the two, or a day in that quarter",
            day=day,
            quarter=quarter,
        )
    return reported, day
