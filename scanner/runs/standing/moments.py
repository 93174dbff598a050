"""Moments as whole microseconds since 1970 in UTC: hundreds of thousands are read for one report."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
FOREVER = 253_402_300_800_000_000  # the first moment of the year 10000: it has not ended


def ticks_of(moment: datetime) -> int:
    """A moment, exactly."""
    return (moment - EPOCH) // MICROSECOND


@lru_cache(maxsize=50_000)
def moment_of(ticks: int) -> datetime:
    """The moment back, in UTC."""
    return EPOCH + ticks * MICROSECOND
