"""From which age on a standing verdict is stale, by ``staleness.toml``."""

import tomllib
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from checks.model import Frozen


class StalenessLimit(Frozen):
    """A verdict that was not confirmed for longer is stale: ``days``, or ``intervals`` of a schedule."""

    valid_from: date
    days: int
    intervals: int


def oldest_fresh(day: date, interval: timedelta | None = None) -> date:
    """The earliest day whose verdicts are not stale yet on a day.

    ``interval``: how often the endpoints are looked at; None: by no schedule.
    """
    limit = _limit(day)
    scheduled = interval * limit.intervals if interval else timedelta()
    return day - max(timedelta(days=limit.days), scheduled)


def _limit(day: date) -> StalenessLimit:
    """The newest one in force; before the first, the first."""
    held = [limit for limit in _limits() if limit.valid_from <= day]
    return held[-1] if held else _limits()[0]


@cache
def _limits() -> tuple[StalenessLimit, ...]:
    text = (files("scanner.runs.standing") / "staleness.toml").read_text(encoding="utf-8")
    limits = [StalenessLimit.model_validate(entry) for entry in tomllib.loads(text)["limits"]]
    return tuple(sorted(limits, key=lambda limit: limit.valid_from))
