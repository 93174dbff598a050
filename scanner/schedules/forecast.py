"""How long a schedule's next run takes, by what its last runs took."""

from datetime import timedelta
from statistics import median

from sqlalchemy import ColumnElement, Connection, func, select
from sqlalchemy import Engine as Database

from checks.errors import ChecksError
from checks.model import Frozen
from inventory.clock import Clock, now
from inventory.database.transactions import reading
from scanner.errors import ScannerError
from scanner.planning.estate import plan
from scanner.runs.tables import DONE, ConfirmingRunRow, RunEndpointRow, RunRow
from scanner.schedules.schedule import Schedule
from scanner.schedules.tables import ScheduleRunRow

RUNS_MEASURED = 5  # the newest


class Forecast(Frozen):
    """What the next run will look at, and how long that takes.

    ``endpoints`` None: it can look at nothing now. ``takes`` None: nothing was measured yet. ``runs``: how
    many measured ones that rests on.
    """

    endpoints: int | None = None
    takes: timedelta | None = None
    runs: int = 0


def forecast(database: Database, schedule: Schedule, clock: Clock = now) -> Forecast:
    """The forecast of a schedule, by its own last runs, else by any of the same depth.

    Raises:
        InventoryError: the database cannot be read.

    """
    try:
        endpoints = len(plan(database, schedule.settings, clock).endpoints)
    except (ScannerError, ChecksError):
        return Forecast()
    with reading(database) as connection:
        measured = _measured(connection, ScheduleRunRow.schedule_id == schedule.id)
        alike = (RunRow.depth == schedule.settings.depth, RunRow.vantage == schedule.settings.vantage)
        measured = measured or _measured(connection, *alike)
    spread = timedelta(hours=schedule.settings.spread_hours)
    if not measured:
        return Forecast(endpoints=endpoints, takes=spread or None)
    seconds = endpoints * median(measured)
    return Forecast(
        endpoints=endpoints, takes=max(spread, timedelta(seconds=round(seconds))), runs=len(measured)
    )


def _measured(connection: Connection, *chosen: ColumnElement[bool]) -> list[float]:
    """Seconds an endpoint of the newest finished runs that looked at something."""
    looked_at = select(func.count()).where(RunEndpointRow.run_id == RunRow.id, RunEndpointRow.state == DONE)
    query = (
        select(RunRow.started_at, RunRow.finished_at, looked_at.scalar_subquery())
        .join(ScheduleRunRow, ScheduleRunRow.run_id == RunRow.id, isouter=True)
        .where(RunRow.finished_at.is_not(None), RunRow.id.not_in(select(ConfirmingRunRow.run_id)), *chosen)
        .order_by(RunRow.id.desc())
        .limit(RUNS_MEASURED)
    )
    return [
        (finished_at - started_at).total_seconds() / endpoints
        for started_at, finished_at, endpoints in connection.execute(query)
        if finished_at is not None and endpoints
    ]
