"""Dates, times of day and moments as people type them."""

import re
from datetime import UTC, date, datetime, time

from inventory.safe_text import quoted
from inventory.words import WrongValueError

DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
HOUR = re.compile(r"(\d{1,2})(?:[:hg](\d{2})?)?")


def read_date(raw: object) -> date:
    """A date cell, dd/mm/yyyy or ISO 8601.

    Raises:
        WrongValueError: none of these, or a day that does not exist.

    """
    if isinstance(raw, datetime):
        if raw.time() != time():
            raise WrongValueError(f"{quoted(raw)} has a time of day: write the date only")
        return raw.date()
    if isinstance(raw, date):
        return raw
    if not isinstance(raw, str):
        raise WrongValueError(f"{quoted(raw)} is not a date: format the cell as a date, or write dd/mm/yyyy")
    return _from_text(raw.strip())


def _from_text(text: str) -> date:
    try:
        if match := DAY_FIRST.fullmatch(text):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
    except ValueError as error:
        raise WrongValueError(f"{quoted(text)} is not a day of the calendar: write dd/mm/yyyy") from error
    raise WrongValueError(f"{quoted(text)} is not a date: write dd/mm/yyyy or yyyy-mm-dd")


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
        raise WrongValueError(f"{quoted(raw)} is not a time of day: write it as 22:00") from error


def read_moment(raw: object) -> datetime:
    """An ISO 8601 date and time, in UTC when it names no zone."""
    try:
        moment = raw if isinstance(raw, datetime) else datetime.fromisoformat(str(raw).strip())
    except ValueError as error:
        raise WrongValueError(f"{quoted(raw)} is not a moment: write it as 2023-05-31T08:30:00Z") from error
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
