"""What was observed, read back from the tables, without facts."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select

from checks.model import Verdict
from inventory.database.tables import Base
from scanner.observation import Observation
from scanner.planning.plan import EndpointKey
from scanner.runs import rows
from scanner.runs.stored_verdict import stored_verdict
from scanner.runs.tables import ObservationRow, VerdictRow

TABLES = Base.metadata.tables
OBSERVATIONS, VERDICTS = TABLES[ObservationRow.__tablename__], TABLES[VerdictRow.__tablename__]
ENDPOINT = (OBSERVATIONS.c.host, OBSERVATIONS.c.https_port, OBSERVATIONS.c.http_port)
LEFT_OUT = ("facts", "facts_version")
ROWS = 1_000  # fetched at a time


def of_run(connection: Connection, run: int) -> tuple[Observation, ...]:
    """What one run saw, by endpoint."""
    chosen = OBSERVATIONS.c.run_id == run
    return _observations(connection, chosen, chosen)


def until(connection: Connection, moment: datetime, *, brief: bool = False) -> tuple[Observation, ...]:
    """Each endpoint's newest observation before a moment, with the newest verdict of each check.

    ``brief``: without the evidence of what passes or does not apply.
    """
    earlier = OBSERVATIONS.c.finished_at < moment
    newest = select(func.max(OBSERVATIONS.c.id)).where(earlier).group_by(*ENDPOINT)
    judged = select(func.max(VERDICTS.c.id)).join(OBSERVATIONS).where(earlier)
    latest = judged.group_by(*ENDPOINT, VERDICTS.c.check_id)
    return _observations(connection, OBSERVATIONS.c.id.in_(newest), VERDICTS.c.id.in_(latest), brief=brief)


def _observations(
    connection: Connection,
    chosen: ColumnElement[bool],
    judged: ColumnElement[bool],
    *,
    brief: bool = False,
) -> tuple[Observation, ...]:
    columns = [column for column in OBSERVATIONS.c if column.name not in LEFT_OUT]
    verdicts = _verdicts(connection, judged, brief=brief)
    stored = connection.execute(select(*columns).where(chosen).order_by(*ENDPOINT)).mappings()
    return tuple(rows.observation(row, verdicts[endpoint_of(row)]) for row in stored)


def _verdicts(
    connection: Connection, chosen: ColumnElement[bool], *, brief: bool
) -> Mapping[EndpointKey, list[Verdict]]:
    query = select(VERDICTS, *ENDPOINT).join(OBSERVATIONS).where(chosen).order_by(VERDICTS.c.check_id)
    found: defaultdict[EndpointKey, list[Verdict]] = defaultdict(list)
    for row in connection.execution_options(yield_per=ROWS).execute(query).mappings():
        found[endpoint_of(row)].append(stored_verdict(row, brief=brief))
    return found


def endpoint_of(row: RowMapping) -> EndpointKey:
    """Which endpoint a row is of that has the columns of ``ENDPOINT``."""
    return (row["host"], row["https_port"], row["http_port"])
