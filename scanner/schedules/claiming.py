"""What schedules have due, and who begins it: a moment is claimed in the transaction that records its run.

Whatever passed while nobody called is one run, the next one's. So is what passed while a run went on.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, insert, select, update
from sqlalchemy import Engine as Database

from checks.profile import load
from inventory.clock import Clock
from inventory.database.rows import ColumnValues, values
from inventory.database.transactions import reading, writing
from inventory.wording.keeping import kept
from inventory.wording.phrases import Phrase
from scanner.planning.estate import plan
from scanner.planning.plan import EndpointKey, PlannedEndpoint, select_checks
from scanner.runs import run_progress, writer
from scanner.runs.ongoing.planned_run import PlannedRun
from scanner.runs.pausing import Pause
from scanner.runs.tables import RunRow
from scanner.schedules.schedule import Schedule
from scanner.schedules.store import schedules
from scanner.schedules.tables import ScheduleRow, ScheduleRunRow
from scanner.version import SCANNER


@dataclass(frozen=True, kw_only=True)
class DueRun:
    """What a schedule has to do now.

    ``last``: its last run; None: it had none. ``unfinished``: that one is to be gone on with, else another
    one begun; ``for_waiting``: of the endpoints alone that the last one left for their permitted hours.
    """

    schedule: Schedule
    last: int | None
    unfinished: bool = False
    for_waiting: bool = False


def due_runs(database: Database, now: datetime, but: Collection[int] = ()) -> tuple[DueRun, ...]:
    """What is due, in the order in which it is to be done: what was begun, then the longest overdue.

    Args:
        database: where the schedules are.
        now: the moment.
        but: ids of schedules to leave out.

    """
    with reading(database) as connection:
        last = _last_runs(connection)
        active = [one for one in schedules(connection, ScheduleRow.paused.is_(False)) if one.id not in but]
    found = [due for one in active for due in _due(one, last.get(one.id), now)]
    return tuple(sorted(found, key=lambda due: (not due.unfinished, due.for_waiting, due.schedule.due_at)))


def _last_runs(connection: Connection) -> dict[int, tuple[int, bool]]:
    """By schedule its last run, and whether that is unfinished."""
    newest = select(func.max(ScheduleRunRow.run_id)).group_by(ScheduleRunRow.schedule_id)
    query = select(ScheduleRunRow.schedule_id, RunRow.id, RunRow.finished_at)
    rows = connection.execute(
        query.join(RunRow, RunRow.id == ScheduleRunRow.run_id).where(RunRow.id.in_(newest))
    )
    return {schedule: (run, finished_at is None) for schedule, run, finished_at in rows}


def _due(schedule: Schedule, last: tuple[int, bool] | None, now: datetime) -> Iterator[DueRun]:
    run, unfinished = last or (None, False)
    is_due = schedule.due_at <= now
    waits = schedule.waiting_until is not None and schedule.waiting_until <= now
    if unfinished or is_due or waits:
        yield DueRun(schedule=schedule, last=run, unfinished=unfinished, for_waiting=waits and not is_due)


def begin(database: Database, due: DueRun, clock: Clock) -> PlannedRun | None:
    """Record the run that is due; None: another process has, or nothing that waits may be looked at now.

    Raises:
        ScannerError, ChecksError: the run can look at nothing, or not as its schedule says.

    """
    schedule = due.schedule
    planned, at = plan(database, schedule.settings, clock), clock()
    with reading(database) as connection:
        waiting = run_progress.pending(connection, due.last) if due.last is not None else frozenset()
    endpoints = _in_order(planned.endpoints, waiting, only_waiting=due.for_waiting)
    if due.for_waiting and (opening := _opening(schedule, endpoints, at)) != at:
        _keep(database, schedule, {ScheduleRow.waiting_until: opening})
        return None
    with writing(database) as connection:
        if not _claim(connection, due, at):
            return None
        number = writer.begin(connection, schedule.settings, SCANNER, [one.key for one in endpoints], at)
        _record(connection, due, number)
    return PlannedRun(number=number, settings=schedule.settings, begun=at, endpoints=endpoints)


def settle(database: Database, schedule: Schedule, pause: Pause | None, now: datetime) -> None:
    """Note what a run left for its permitted hours; moments that passed while it went on were its own."""
    left: ColumnValues = {ScheduleRow.waiting_until: pause.until if pause is not None else None}
    with writing(database) as connection:
        for current in schedules(connection, ScheduleRow.id == schedule.id):
            due: ColumnValues = {ScheduleRow.due_at: current.next_due(now)}
            _change(connection, {**left, **due}, ScheduleRow.id == schedule.id)


def refuse(database: Database, schedule: Schedule, fault: Phrase, now: datetime) -> None:
    """Note why a run could not begin; the next moment tries again."""
    due: ColumnValues = {ScheduleRow.due_at: schedule.next_due(now), ScheduleRow.waiting_until: None}
    _keep(database, schedule, {**due, ScheduleRow.fault: kept(fault)})


def _in_order(
    endpoints: Sequence[PlannedEndpoint], waiting: Collection[EndpointKey], *, only_waiting: bool
) -> tuple[PlannedEndpoint, ...]:
    """What waited the last time comes first, so that short hours don't leave out the same ones for ever."""
    first = tuple(one for one in endpoints if one.key in waiting)
    return first if only_waiting else (*first, *(one for one in endpoints if one.key not in waiting))


def _opening(schedule: Schedule, endpoints: Sequence[PlannedEndpoint], at: datetime) -> datetime | None:
    """When the first one may be looked at, which may be this moment; None: there are none."""
    settings = schedule.settings
    checks = select_checks(load(settings.profile), settings.only, pictures=settings.takes_pictures)
    return min((one.opens_at(checks, at) or at for one in endpoints), default=None)


def _claim(connection: Connection, due: DueRun, at: datetime) -> bool:
    """Whether this process is the one that begins it: only one can change the moment that it has seen."""
    schedule = due.schedule
    seen = [ScheduleRow.paused.is_(False), ScheduleRow.due_at == schedule.due_at]
    if due.for_waiting:
        seen.append(ScheduleRow.waiting_until == schedule.waiting_until)
    claimed: ColumnValues = {
        ScheduleRow.due_at: schedule.next_due(at),
        ScheduleRow.waiting_until: None,
        ScheduleRow.fault: "",
    }
    return _change(connection, claimed, ScheduleRow.id == schedule.id, *seen) == 1


def _record(connection: Connection, due: DueRun, run: int) -> None:
    moment = due.schedule.waiting_until if due.for_waiting else due.schedule.due_at
    row: ColumnValues = {
        ScheduleRunRow.run_id: run,
        ScheduleRunRow.schedule_id: due.schedule.id,
        ScheduleRunRow.due_at: moment,
    }
    connection.execute(insert(ScheduleRunRow).values(values(row)))


def _keep(database: Database, schedule: Schedule, changed: ColumnValues) -> None:
    """Change a schedule, unless another process did meanwhile."""
    with writing(database) as connection:
        _change(connection, changed, ScheduleRow.id == schedule.id, ScheduleRow.due_at == schedule.due_at)


def _change(connection: Connection, changed: ColumnValues, *chosen: ColumnElement[bool]) -> int:
    return connection.execute(update(ScheduleRow).where(*chosen).values(values(changed))).rowcount
