"""What time it is, for those who record. Days are Vietnam's, wherever the machine keeps its clock."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

VIETNAM_TIME = timezone(timedelta(hours=7), "ICT")  # no daylight saving time
Clock = Callable[[], datetime]  # a moment with its time zone


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def today(clock: Clock = now) -> date:
    """The day in Vietnam."""
    return clock().astimezone(VIETNAM_TIME).date()
