"""Runs of the scanner over the inventory, and how far each came, read from their rows."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, case, func, select

from checks.model import Frozen
from scanner.planning.plan import EndpointKey
from scanner.runs.tables import DONE, RunEndpointRow, RunRow
from scanner.settings import RunSettings

DONE_ENDPOINTS = func.coalesce(func.sum(case((RunEndpointRow.state == DONE, 1), else_=0)), 0)
RUNS = (
    select(
        RunRow.id,
        RunRow.started_at,
        RunRow.finished_at,
        RunRow.settings,
        RunRow.scanner,
        func.count(RunEndpointRow.id),
        DONE_ENDPOINTS,
    )
    .join_from(RunRow, RunEndpointRow, isouter=True)
    .group_by(RunRow.id)
    .order_by(RunRow.id.desc())
)


class Run(Frozen):
    """One run and how far it came. Times are UTC."""

    id: int
    started_at: datetime
    finished_at: datetime | None
    settings: RunSettings
    scanner: str
    endpoints: int
    done: int


def runs(connection: Connection, *chosen: ColumnElement[bool]) -> Iterator[Run]:
    """Every run, or those chosen, newest first."""
    rows = connection.execute(RUNS.where(*chosen))
    for number, started_at, finished_at, settings, scanner, endpoints, done in rows:
        yield Run(
            id=number,
            started_at=started_at,
            finished_at=finished_at,
            settings=RunSettings.model_validate_json(settings),
            scanner=scanner,
            endpoints=endpoints,
            done=done,
        )


def pending(connection: Connection, run: int) -> frozenset[EndpointKey]:
    """The endpoints that a run has not looked at; when it is finished, they wait for another."""
    query = select(RunEndpointRow.host, RunEndpointRow.https_port, RunEndpointRow.http_port)
    unfinished = query.where(RunEndpointRow.run_id == run, RunEndpointRow.state != DONE)
    return frozenset(
        (host, https_port, http_port) for host, https_port, http_port in connection.execute(unfinished)
    )
