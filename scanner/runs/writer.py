"""Writes runs and observations down. An observation is committed when it is made, whole or not at all."""

import json
import zlib
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, Update, delete, insert, select, update

from checks.facts import Facts
from checks.profile import DEFAULT
from inventory.clock import Clock, day_of, now
from inventory.database.chains.sealing import seal
from inventory.database.rows import ColumnValues, values
from inventory.database.transactions import writing
from scanner.observation import Observation
from scanner.planning.plan import EndpointKey
from scanner.runs.sealing import OBSERVATIONS, RUNS, SCANS
from scanner.runs.standing import recording as standing
from scanner.runs.tables import (
    DONE,
    FINISHED,
    PENDING,
    RUNNING,
    WAITING,
    ObservationRow,
    RunEndpointRow,
    RunRow,
    VerdictRow,
)
from scanner.runs.verdict_rows import verdict_row
from scanner.settings import RunSettings


class ScanWriter:
    """What a run that is going on leaves in a database; ``scanner.runs.reader`` gives it back."""

    def __init__(self, engine: Engine, clock: Clock = now) -> None:
        self._engine = engine
        self._clock = clock

    def start(self, settings: RunSettings, scanner: str, endpoints: Iterable[EndpointKey]) -> int:
        """Record a new run with everything it is to look at; its number.

        Raises:
            InventoryError: the database cannot be written.

        """
        with writing(self._engine) as connection:
            return begin(connection, settings, scanner, endpoints, self._clock())

    def record(self, observation: Observation) -> None:
        """Commit one observation of a run, facts included, and mark its endpoint done.

        It takes the place of the run's earlier one of the same endpoint: of a first look, or of why there
        was none yet.

        Raises:
            InventoryError: the database cannot be written.

        """
        with writing(self._engine) as connection:
            _put(connection, observation)
            connection.execute(_done(observation))

    def postpone(self, refusal: Observation) -> None:
        """Commit why a run has not come to an endpoint, once a day; the endpoint stays to be looked at.

        Raises:
            InventoryError: the database cannot be written.

        """
        earlier = select(ObservationRow.finished_at).where(*_is_of(refusal, ObservationRow))
        state = select(RunEndpointRow.state).where(*_is_of(refusal, RunEndpointRow))
        with writing(self._engine) as connection:
            told = connection.scalar(earlier)
            is_of_today = told is not None and day_of(told) == day_of(refusal.finished_at)
            if connection.scalar(state) == PENDING and not is_of_today:
                _put(connection, refusal)

    def finish(self, run: int) -> None:
        """Mark a run as complete. What it has not come to waits for another run.

        Raises:
            InventoryError: the database cannot be written.

        """
        ended: ColumnValues = {RunRow.state: FINISHED, RunRow.finished_at: self._clock()}
        left = update(RunEndpointRow).where(RunEndpointRow.run_id == run, RunEndpointRow.state == PENDING)
        with writing(self._engine) as connection:
            connection.execute(left.values({RunEndpointRow.state: WAITING}))
            connection.execute(update(RunRow).where(RunRow.id == run).values(ended))
            seal(connection, SCANS, RUNS, RUNS.key == run)


def begin(
    connection: Connection,
    settings: RunSettings,
    scanner: str,
    endpoints: Iterable[EndpointKey],
    at: datetime,
) -> int:
    """Record a new run within a transaction; its number."""
    begun: ColumnValues = {
        RunRow.started_at: at,
        RunRow.state: RUNNING,
        RunRow.depth: settings.depth,
        RunRow.profile: settings.profile,
        RunRow.settings: settings.model_dump_json(),
        RunRow.scanner: scanner,
    }
    run: int = connection.execute(insert(RunRow).values(begun).returning(RunRow.id)).scalar_one()
    pending = [values(_pending(run, key)) for key in endpoints]
    if pending:
        connection.execute(insert(RunEndpointRow), pending)
    return run


def _put(connection: Connection, observation: Observation) -> None:
    """Write an observation, in the place of an earlier one, with what stands after it."""
    earlier = connection.scalar(select(ObservationRow.id).where(*_is_of(observation, ObservationRow)))
    if earlier is None:
        standing.add(connection, observation.key, _insert(connection, observation), observation.finished_at)
        return
    judged = standing.checks_of(connection, earlier)
    connection.execute(delete(VerdictRow).where(VerdictRow.observation_id == earlier))
    connection.execute(delete(ObservationRow).where(ObservationRow.id == earlier))
    _insert(connection, observation)
    standing.rebuild(connection, observation.key, judged | {one.check for one in observation.verdicts})


def _insert(connection: Connection, observation: Observation) -> int:
    """Rows rather than mapped objects: these are most of a run's, and none is looked at again."""
    if observation.facts is None:
        raise ValueError("an observation is recorded with its facts")
    seen = _observation(observation, observation.facts)
    made: int = connection.execute(
        insert(ObservationRow).values(seen).returning(ObservationRow.id)
    ).scalar_one()
    profile = connection.scalar(select(RunRow.profile).where(RunRow.id == observation.run)) or DEFAULT
    verdicts = [
        values(verdict_row(made, verdict, observation.facts, profile)) for verdict in observation.verdicts
    ]
    if verdicts:
        connection.execute(insert(VerdictRow), verdicts)
    seal(connection, SCANS, OBSERVATIONS, OBSERVATIONS.key == made)
    return made


def _pending(run: int, key: EndpointKey) -> ColumnValues:
    host, https_port, http_port = key
    return {
        RunEndpointRow.run_id: run,
        RunEndpointRow.host: host,
        RunEndpointRow.https_port: https_port,
        RunEndpointRow.http_port: http_port,
        RunEndpointRow.state: PENDING,
    }


def _done(observation: Observation) -> Update:
    of_run = update(RunEndpointRow).where(*_is_of(observation, RunEndpointRow))
    return of_run.values({RunEndpointRow.state: DONE})


def _is_of(
    observation: Observation, table: type[ObservationRow | RunEndpointRow]
) -> tuple[ColumnElement[bool], ...]:
    host, https_port, http_port = observation.key
    return (
        table.run_id == observation.run,
        table.host == host,
        table.https_port == https_port,
        table.http_port == http_port,
    )


def _observation(observation: Observation, facts: Facts) -> ColumnValues:
    host, https_port, http_port = observation.key
    return {
        ObservationRow.run_id: observation.run,
        ObservationRow.host: host,
        ObservationRow.https_port: https_port,
        ObservationRow.http_port: http_port,
        ObservationRow.started_at: observation.started_at,
        ObservationRow.finished_at: observation.finished_at,
        ObservationRow.facts_version: facts.version,
        ObservationRow.facts: zlib.compress(facts.model_dump_json().encode()),
        ObservationRow.connections: json.dumps(observation.connections),
    }
