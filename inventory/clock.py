"""What time it is, and in which zone: the one place that asks. Days and hours are Viet Nam's on any machine.

Whoever needs the time is handed a clock or a moment; the commands take theirs from here.
"""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from inventory.errors import InventoryError

VARIABLE = "CAPDO_TIMEZONE"
VIETNAM = "Asia/Ho_Chi_Minh"
Clock = Callable[[], datetime]  # a moment with its time zone


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def today(clock: Clock = now) -> date:
    """The day in Viet Nam."""
    return day_of(clock())


def zone() -> ZoneInfo:
    """The zone of days and hours: Viet Nam's, or the one that CAPDO_TIMEZONE names.

    Raises:
        InventoryError: there is no such zone.

    """
    return _zone(os.environ.get(VARIABLE) or VIETNAM)


def local(moment: datetime) -> datetime:
    """A moment as the clocks of that zone show it."""
    return moment.astimezone(zone())


def day_of(moment: datetime) -> date:
    """The day on which a moment falls in that zone."""
    return local(moment).date()


def end_of(day: date) -> datetime:
    """The first moment after a day in that zone."""
    return datetime.combine(day + timedelta(days=1), time(), zone())


@cache
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # unknown; a path; a folder of zones
        raise InventoryError(
            "{variable}: there is no time zone {name!r}; write one as {example}, or leave it out",
            variable=VARIABLE,
            name=name,
            example=VIETNAM,
        ) from None
