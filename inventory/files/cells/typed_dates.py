"""Dates, periods, times of day and moments as people type them."""

import calendar
import re
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from inventory.faults import FaultKind
from inventory.safe_text import quoted
from inventory.words import WrongValueError, fold

DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?(?:\.0+)?)?")
SPOKEN = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})")
DAY_WORD = re.compile(r"^ngày\s*:?\s*", re.IGNORECASE)
QUARTER = re.compile(r"(?:quy|q) ?(iv|i{1,3}|[1-4])(?: ?/ ?| nam | ?,? )(\d{4})")
MONTH = re.compile(r"(?:thang |t)?(\d{1,2}) ?(?:[/.]| nam |thang) ?(\d{4})")
YEAR = re.compile(r"(?:nam )?(\d{4})")
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
HOUR = re.compile(r"(\d{1,2})(?:[:hg](\d{2})?)?")
EXCEL_EPOCH = date(1899, 12, 30)  # serial 61 and later; Excel's calendar has a 29/02/1900
PLAUSIBLE = (date(1990, 1, 1), date(2100, 1, 1))  # a serial number outside is some other number
CENTURY = 80  # 01/07/25 is of 2025, 01/07/85 of 1985
TWO_DIGITS = 2
MONTHS = 12

TIMED = FaultKind(vi="{value} có cả giờ: chỉ ghi ngày", en="{value} has a time of day: write the date only")
NO_DATE_CELL = FaultKind(
    vi="{value} không phải ngày: định dạng ô là ngày, hoặc ghi dd/mm/yyyy",
    en="{value} is not a date: format the cell as a date, or write dd/mm/yyyy",
)
NO_DATE = FaultKind(
    vi="{value} không phải ngày: ghi dd/mm/yyyy", en="{value} is not a date: write dd/mm/yyyy or yyyy-mm-dd"
)
NO_DAY = FaultKind(
    vi="{value} không có trong lịch: ghi dd/mm/yyyy",
    en="{value} is not a day of the calendar: write dd/mm/yyyy",
)
NO_MONTH = FaultKind(vi="{value} không phải tháng: ghi mm/yyyy", en="{value} is not a month: write mm/yyyy")
NO_TIME = FaultKind(
    vi="{value} không phải giờ: ghi như 22:00", en="{value} is not a time of day: write it as 22:00"
)
NO_MOMENT = FaultKind(
    vi="{value} không phải thời điểm: ghi như 2023-05-31T08:30:00Z",
    en="{value} is not a moment: write it as 2023-05-31T08:30:00Z",
)


class Period(NamedTuple):
    """A month, a quarter or a year, by its first and last day."""

    first: date
    last: date


def read_date(raw: object) -> date:
    """A date cell, Excel's number of a day, dd/mm/yyyy, dd/mm/yy, ISO 8601, or the day in words.

    Raises:
        WrongValueError: none of these, or a day that does not exist.

    """
    if isinstance(raw, datetime):
        if raw.time() != time():
            raise WrongValueError(TIMED(value=quoted(raw)))
        return raw.date()
    if isinstance(raw, date):
        return raw
    if (day := _of_number(raw)) is not None:
        return day
    if not isinstance(raw, str):
        raise WrongValueError(NO_DATE_CELL(value=quoted(raw)))
    return _from_text(raw)


def _of_number(raw: object) -> date | None:
    text = str(raw).strip() if isinstance(raw, int | float | str) and not isinstance(raw, bool) else ""
    if not re.fullmatch(r"\d{5}(?:\.0+)?", text):
        return None
    day = EXCEL_EPOCH + timedelta(days=int(float(text)))
    return day if PLAUSIBLE[0] <= day <= PLAUSIBLE[1] else None


def _from_text(raw: str) -> date:
    text = DAY_WORD.sub("", " ".join(raw.split())).strip(" .,")
    spoken = SPOKEN.fullmatch(fold(raw).strip(" .,"))
    try:
        if match := spoken or DAY_FIRST.fullmatch(text):
            return date(_year(match[3]), int(match[2]), int(match[1]))
        if match := ISO.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as error:
        raise WrongValueError(NO_DAY(value=quoted(raw))) from error
    raise WrongValueError(NO_DATE(value=quoted(raw)))


def _year(digits: str) -> int:
    if len(digits) > TWO_DIGITS:
        return int(digits)
    return int(digits) + (2000 if int(digits) < CENTURY else 1900)


def month_first(raw: object) -> date | None:
    """The day of a text such as 03/15/2021, which is one only where the month stands first."""
    match = DAY_FIRST.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if match is None or int(match[2]) <= MONTHS:
        return None
    try:
        return date(_year(match[3]), int(match[1]), int(match[2]))
    except ValueError:
        return None


def either_order(raw: object) -> bool:
    """Whether a text is another day where the month stands first: 03/04/2021, not 05/05/2021."""
    match = DAY_FIRST.fullmatch(raw.strip()) if isinstance(raw, str) else None
    return (
        match is not None and int(match[1]) != int(match[2]) and max(int(match[1]), int(match[2])) <= MONTHS
    )


def turned(raw: str) -> str:
    """A text whose month stands first with the day first; any other as it is."""
    match = DAY_FIRST.fullmatch(raw.strip())
    return raw if match is None else f"{match[2]}/{match[1]}/{match[3]}"


def read_period(raw: object) -> Period | None:
    """What a text names that is longer than a day: ``7/2025``, ``Quý III/2026``, ``2025``.

    Raises:
        WrongValueError: a month that does not exist.

    """
    folded = " ".join(fold(str(raw)).split()).strip(" .,") if isinstance(raw, str | int | float) else ""
    folded = folded.removesuffix(".0")
    if match := QUARTER.fullmatch(folded):
        last = 3 * (ROMAN.get(match[1]) or int(match[1]))
        return Period(_month(int(match[2]), last - 2).first, _month(int(match[2]), last).last)
    if match := MONTH.fullmatch(folded):
        return _month(int(match[2]), int(match[1]))
    if (match := YEAR.fullmatch(folded)) and PLAUSIBLE[0].year <= int(match[1]) <= PLAUSIBLE[1].year:
        return Period(date(int(match[1]), 1, 1), date(int(match[1]), MONTHS, 31))
    return None


def _month(year: int, month: int) -> Period:
    if not 1 <= month <= MONTHS or not PLAUSIBLE[0].year <= year <= PLAUSIBLE[1].year:
        raise WrongValueError(NO_MONTH(value=f"{month:02}/{year}"))
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def read_time(raw: object) -> time:
    """A time cell, ``22:00``, ``22h30`` or ISO 8601."""
    if isinstance(raw, datetime | time):
        return raw.time() if isinstance(raw, datetime) else raw
    text = str(raw).strip()
    try:
        if match := HOUR.fullmatch(text.lower()):
            return time(int(match[1]), int(match[2] or 0))
        return time.fromisoformat(text)
    except ValueError as error:
        raise WrongValueError(NO_TIME(value=quoted(raw))) from error


def read_moment(raw: object) -> datetime:
    """An ISO 8601 date and time, in UTC when it names no zone."""
    try:
        moment = raw if isinstance(raw, datetime) else datetime.fromisoformat(str(raw).strip())
    except ValueError as error:
        raise WrongValueError(NO_MOMENT(value=quoted(raw))) from error
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
