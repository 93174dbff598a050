"""Writes runs and observations down. An observation is committed when it is made, whole or not at all."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, bindparam, delete, insert, select, update

from inventory.clock import Clock, day_of, now
from inventory.database.chains.sealing import seal
from inventory.database.rows import ColumnValues, ManyRows, values
from inventory.database.transactions import writing
from scanner.observation import Observation
from scanner.planning.plan import EndpointKey
from scanner.runs.ongoing.observation_rows import insert_observations
from scanner.runs.sealing import RUNS, SCANS
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
from scanner.settings import RunSettings
from scanner.vantages.seen_from import SeenFrom

NAMES = ("of_run", "at_host", "at_https", "at_http")  # of an endpoint in a statement that takes many
STATE_NOW = ManyRows(
    update(RunEndpointRow)
    .where(RunEndpointRow.run_id == bindparam(NAMES[0]))
    .where(RunEndpointRow.host == bindparam(NAMES[1]))
    .where(RunEndpointRow.https_port == bindparam(NAMES[2]))
    .where(RunEndpointRow.http_port == bindparam(NAMES[3])),
    (RunEndpointRow.state.key, *NAMES),
)
OF_RUN = select(RunRow.vantage, RunRow.profile).where(RunRow.id == bindparam("run"))


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
        self.record_all([observation])

    def record_all(self, observations: Sequence[Observation]) -> None:
        """Commit observations of one run in one transaction, each of another endpoint, as ``record`` does.

        Raises:
            InventoryError: the database cannot be written.

        """
        with writing(self._engine) as connection:
            _put(connection, observations)
            STATE_NOW.write(connection, [(DONE, seen.run, *seen.key) for seen in observations])

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
                _put(connection, [refusal])

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
        RunRow.vantage: settings.vantage,
    }
    run: int = connection.execute(insert(RunRow).values(begun).returning(RunRow.id)).scalar_one()
    pending = [values(_pending(run, key)) for key in endpoints]
    if pending:
        connection.execute(insert(RunEndpointRow), pending)
    return run


def _put(connection: Connection, observations: Sequence[Observation]) -> None:
    """Write observations of one run, each in the place of an earlier one, with what stands after them."""
    judged = {key: _withdrawn(connection, row) for row, key in _earlier(connection, observations).items()}
    (run,) = {seen.run for seen in observations}
    vantage, profile = connection.execute(OF_RUN, {"run": run}).one()
    looks = insert_observations(connection, observations, profile)
    told = {
        SeenFrom(seen.key, vantage): one
        for seen, one in zip(observations, looks, strict=True)
        if seen.key not in judged
    }
    standing.add(connection, told)
    for seen in observations:
        if seen.key in judged:
            checks = {verdict.check for verdict in seen.verdicts}
            standing.rebuild(connection, SeenFrom(seen.key, vantage), judged[seen.key] | checks)


def _earlier(connection: Connection, observations: Sequence[Observation]) -> Mapping[int, EndpointKey]:
    """What the run saw of these endpoints before, by row."""
    place = (ObservationRow.host, ObservationRow.https_port, ObservationRow.http_port)
    query = select(ObservationRow.id, *place).where(
        ObservationRow.run_id.in_({seen.run for seen in observations}),
        ObservationRow.host.in_({seen.target.host for seen in observations}),
    )
    keys = {seen.key for seen in observations}
    rows = connection.execute(query).all()
    return {row: (host, https, http) for row, host, https, http in rows if (host, https, http) in keys}


def _withdrawn(connection: Connection, earlier: int) -> set[str]:
    """Remove what was seen before; the checks that it judged."""
    judged = standing.checks_of(connection, earlier)
    connection.execute(delete(VerdictRow).where(VerdictRow.observation_id == earlier))
    connection.execute(delete(ObservationRow).where(ObservationRow.id == earlier))
    return judged


def _pending(run: int, key: EndpointKey) -> ColumnValues:
    host, https_port, http_port = key
    return {
        RunEndpointRow.run_id: run,
        RunEndpointRow.host: host,
        RunEndpointRow.https_port: https_port,
        RunEndpointRow.http_port: http_port,
        RunEndpointRow.state: PENDING,
    }


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
