"""A day as people type it: 31/05/2023 as Vietnamese papers write it, or 2023-05-31 (ISO 8601)."""

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator

from inventory.safe_text import quoted
from inventory.wording.phrases import Phrase
from inventory.words import WrongValueError

DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2})([/.-])(?P<month>[0-9]{1,2})\2(?P<year>[0-9]{4})")
YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
SHORT_YEAR = re.compile(r"[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{2}")
HOW = Phrase("write it as 31/05/2023 or 2023-05-31")


class WrongDayError(WrongValueError):
    """What was typed is no day; the message says how one is written."""


def typed_day(text: str) -> date:
    """The day that a text names; the day of the month comes first, unless the year does.

    Raises:
        WrongDayError: it names none, or one that the calendar does not have.

    """
    typed = text.strip()
    found = DAY_FIRST.fullmatch(typed) or YEAR_FIRST.fullmatch(typed)
    if found is None:
        if SHORT_YEAR.fullmatch(typed):
            raise WrongDayError("{text} is not a day with its whole year: {how}", text=quoted(text), how=HOW)
        raise WrongDayError("{text} is not a day: {how}", text=quoted(text), how=HOW)
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        raise WrongDayError(
            "{text} is not a day of the calendar: {how}", text=quoted(text), how=HOW
        ) from None


def _as_typed(value: object) -> object:
    return typed_day(value) if isinstance(value, str) else value


# Of files that people write: a day of the format's own, or one between quotes as above.
WrittenDay = Annotated[date, BeforeValidator(_as_typed)]
