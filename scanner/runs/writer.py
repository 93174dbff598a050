"""Writes runs and observations down. An observation is committed when it is made, whole or not at all."""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, Engine, bindparam, delete, insert, select, update

from checks.facts import Facts
from checks.profile import DEFAULT
from inventory.clock import Clock, now
from inventory.database.chains.sealing import seal
from inventory.database.rows import ColumnValues, values
from inventory.database.transactions import writing
from scanner.observation import Observation
from scanner.planning.plan import EndpointKey
from scanner.runs.sealing import OBSERVATIONS, RUNS, SCANS
from scanner.runs.standing import recording as standing
from scanner.runs.standing.looks import is_at
from scanner.runs.tables import (
    DONE,
    FINISHED,
    PENDING,
    RUNNING,
    ObservationRow,
    RunEndpointRow,
    RunRow,
    VerdictRow,
)
from scanner.runs.verdict_rows import verdict_row
from scanner.settings import RunSettings

NAMES = ("of_run", "at_host", "at_https", "at_http")  # of an endpoint in a statement that takes many
DONE_NOW = (
    update(RunEndpointRow)
    .where(RunEndpointRow.run_id == bindparam(NAMES[0]))
    .where(RunEndpointRow.host == bindparam(NAMES[1]))
    .where(RunEndpointRow.https_port == bindparam(NAMES[2]))
    .where(RunEndpointRow.http_port == bindparam(NAMES[3]))
    .values({RunEndpointRow.state: DONE})
)


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
        begun: ColumnValues = {
            RunRow.started_at: self._clock(),
            RunRow.state: RUNNING,
            RunRow.depth: settings.depth,
            RunRow.profile: settings.profile,
            RunRow.settings: settings.model_dump_json(),
            RunRow.scanner: scanner,
        }
        with writing(self._engine) as connection:
            run: int = connection.execute(insert(RunRow).values(begun).returning(RunRow.id)).scalar_one()
            pending = [values(_pending(run, key)) for key in endpoints]
            if pending:
                connection.execute(insert(RunEndpointRow), pending)
        return run

    def record(self, observation: Observation) -> None:
        """Commit one observation of a run, facts included, and mark its endpoint done.

        Raises:
            InventoryError: the database cannot be written.

        """
        self.record_all([observation])

    def record_all(self, observations: Sequence[Observation]) -> None:
        """Commit observations of a run in one transaction, each of another endpoint.

        Raises:
            InventoryError: the database cannot be written.

        """
        with writing(self._engine) as connection:
            made = _insert(connection, observations)
            at = {row: (seen.key, seen.finished_at) for row, seen in zip(made, observations, strict=True)}
            standing.add(connection, at)

    def replace(self, observation: Observation) -> None:
        """Commit an observation in the place of the run's earlier one of the same endpoint, or not at all.

        Raises:
            InventoryError: the database cannot be written.

        """
        earlier = select(ObservationRow.id).where(*_is_of(observation)).scalar_subquery()
        with writing(self._engine) as connection:
            judged = standing.checks_of(connection, earlier)
            connection.execute(delete(VerdictRow).where(VerdictRow.observation_id == earlier))
            connection.execute(delete(ObservationRow).where(*_is_of(observation)))
            _insert(connection, [observation])
            standing.rebuild(
                connection, observation.key, judged | {verdict.check for verdict in observation.verdicts}
            )

    def finish(self, run: int) -> None:
        """Mark a run as complete.

        Raises:
            InventoryError: the database cannot be written.

        """
        ended: ColumnValues = {RunRow.state: FINISHED, RunRow.finished_at: self._clock()}
        with writing(self._engine) as connection:
            connection.execute(update(RunRow).where(RunRow.id == run).values(ended))
            seal(connection, SCANS, RUNS, RUNS.key == run)


def _insert(connection: Connection, observations: Sequence[Observation]) -> Sequence[int]:
    """Rows rather than mapped objects: these are most of a run's, and none is looked at again."""
    told = [(seen, seen.facts) for seen in observations if seen.facts is not None]
    if len(told) < len(observations):
        raise ValueError("an observation is recorded with its facts")
    adding = insert(ObservationRow).returning(ObservationRow.id, sort_by_parameter_order=True)
    rows = [values(_observation(seen, facts)) for seen, facts in told]
    made = connection.execute(adding, rows).scalars().all()
    profiles = _profiles(connection, observations)
    verdicts = [
        values(verdict_row(row, verdict, facts, profiles.get(seen.run, DEFAULT)))
        for row, (seen, facts) in zip(made, told, strict=True)
        for verdict in seen.verdicts
    ]
    if verdicts:
        connection.execute(insert(VerdictRow), verdicts)
    seal(connection, SCANS, OBSERVATIONS, OBSERVATIONS.key.in_(made))
    connection.execute(DONE_NOW, [_named(seen) for seen in observations])
    return made


def _profiles(connection: Connection, observations: Iterable[Observation]) -> Mapping[int | None, str]:
    runs = {seen.run for seen in observations}
    query = select(RunRow.id, RunRow.profile).where(RunRow.id.in_(runs - {None}))
    return {row.id: row.profile for row in connection.execute(query)}


def _named(observation: Observation) -> dict[str, object]:
    """The parameters of ``DONE_NOW``."""
    return dict(zip(NAMES, (observation.run, *observation.key), strict=True))


def _pending(run: int, key: EndpointKey) -> ColumnValues:
    host, https_port, http_port = key
    return {
        RunEndpointRow.run_id: run,
        RunEndpointRow.host: host,
        RunEndpointRow.https_port: https_port,
        RunEndpointRow.http_port: http_port,
        RunEndpointRow.state: PENDING,
    }


def _is_of(observation: Observation) -> tuple[ColumnElement[bool], ...]:
    return (ObservationRow.run_id == observation.run, *is_at(observation.key))


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
