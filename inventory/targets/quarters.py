"""Quarters of a year, by their last days."""

from datetime import date, timedelta

MONTHS = 3
DAYS = 365.2425 / 4  # in a quarter, on average


def quarter_end(day: date) -> date:
    """The last day of a day's quarter."""
    number = (day.month + MONTHS - 1) // MONTHS
    year, month = (day.year + 1, 1) if number == 12 // MONTHS else (day.year, MONTHS * number + 1)
    return date(year, month, 1) - timedelta(days=1)


def quarter_ends(as_of: date, count: int) -> tuple[date, ...]:
    """The last days of the last so many quarters that are over by the end of a day, oldest first."""
    last = quarter_end(as_of)
    ends = [last] if last == as_of else [_before(last)]
    while len(ends) < count:
        ends.append(_before(ends[-1]))
    return tuple(reversed(ends[:count]))


def quarters_between(first: date, last: date) -> float:
    """How many quarters lie between two days, parts of one included."""
    return (last - first).days / DAYS


def _before(end: date) -> date:
    return end.replace(day=1, month=end.month - MONTHS + 1) - timedelta(days=1)
