"""Reads what changed since the day that a report is compared with, and how old its findings are."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from sqlalchemy import Engine

from inventory.clock import end_of
from inventory.database.transactions import reading
from reports.errors import ReportError
from reports.source import PeriodChanges
from scanner.differences.comparing import changes
from scanner.differences.standing_at import Opening, Place, openings
from scanner.observation import Observation
from scanner.runs.reader import ScanReader

PERIOD = timedelta(days=30)  # a report is compared with the one of a month ago, unless another day is named


def changes_until(engine: Engine, day: date, since: date | None) -> PeriodChanges | None:
    """Since the end of a day; None: of ``PERIOD`` ago. None where nothing was looked at before the day.

    Raises:
        ReportError: the day is not before the report's.

    """
    if since is not None and since >= day:
        raise ReportError(f"--since {since}: the report tells of {day}; name a day before it")
    begins = ScanReader(engine).begins()
    if begins is None or begins >= day:
        return None
    begin = since or day - PERIOD
    with reading(engine) as connection:
        found = changes(connection, end_of(max(begin, begins)), end_of(day))
    return PeriodChanges(since=max(begin, begins), is_first=begins > begin, changes=found)


def with_openings(engine: Engine, day: date, observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """What stands, with findings as old as the first look in a row that found them, however grave."""
    with reading(engine) as connection:
        found = openings(connection, end_of(day))
    return tuple(_aged(observation, found) for observation in observations)


def _aged(observation: Observation, found: Mapping[Place, Opening]) -> Observation:
    older = {
        verdict.check: opening
        for verdict in observation.verdicts
        if verdict.is_finding and (opening := found.get((observation.key, verdict.check)))
    }
    if not older:
        return observation
    confirmations = {
        check: age.model_copy(update=older[check]._asdict()) if check in older else age
        for check, age in observation.confirmations.items()
    }
    return observation.model_copy(update={"confirmations": confirmations})
