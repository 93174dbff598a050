"""Reads what changed since the day that a report is compared with, and how old its findings are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from sqlalchemy import Engine

from inventory.clock import end_of
from inventory.database.transactions import reading
from reports.errors import ReportError
from reports.source import PeriodChanges
from scanner.differences.comparing import changes
from scanner.differences.standing_at import Opening, openings
from scanner.observation import Observation
from scanner.planning.plan import EndpointKey
from scanner.runs.reader import ScanReader

PERIOD = timedelta(days=30)  # a report is compared with the one of a month ago, unless another day is named


def changes_until(engine: Engine, day: date, since: date | None) -> PeriodChanges | None:
    """Since the end of a day; None: of ``PERIOD`` ago. None where nothing was looked at before the day.

    Raises:
        ReportError: the day is not before the report's.

    """
    if since is not None and since >= day:
        raise ReportError(
            "--since {since}: the report tells of {day}; name a day before it", since=since, day=day
        )
    begins = ScanReader(engine).begins()
    if begins is None or begins >= day:
        return None
    begin = since or day - PERIOD
    with reading(engine) as connection:
        found = changes(connection, end_of(max(begin, begins)), end_of(day))
    return PeriodChanges(since=max(begin, begins), is_first=begins > begin, changes=found)


def with_openings(engine: Engine, day: date, observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """What stands, with findings as old as the first look in a row that found them, however grave."""
    older: defaultdict[EndpointKey, dict[str, Opening]] = defaultdict(dict)
    with reading(engine) as connection:
        for (key, check), opening in openings(connection, end_of(day)).items():
            older[key][check] = opening
    return tuple(
        _aged(observation, older[observation.key]) if observation.key in older else observation
        for observation in observations
    )


def _aged(observation: Observation, openings_of: Mapping[str, Opening]) -> Observation:
    found = {verdict.check for verdict in observation.verdicts if verdict.is_finding}
    confirmations = {
        check: age.model_copy(update=openings_of[check]._asdict())
        if check in found and check in openings_of
        else age
        for check, age in observation.confirmations.items()
    }
    return observation.model_copy(update={"confirmations": confirmations})
