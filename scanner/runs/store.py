"""Runs and observations in the database. An observation is committed when it is made, whole or not at all."""

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import Engine, bindparam, case, func, select, update
from sqlalchemy.orm import Session

from checks.facts import Facts
from inventory.clock import Clock, end_of, now, today
from inventory.database.tables import Base
from inventory.database.transactions import reading, writing
from scanner.errors import ScannerError
from scanner.observation import Observation
from scanner.planning.plan import EndpointKey
from scanner.runs import read_back, rows
from scanner.runs.read_back import ENDPOINT, OBSERVATIONS, VERDICTS
from scanner.runs.run import Run
from scanner.runs.tables import ObservationRow, RunEndpointRow, RunRow
from scanner.settings import RunSettings

PENDING, DONE = "pending", "done"
RUN_ENDPOINTS = Base.metadata.tables[RunEndpointRow.__tablename__]
ENDPOINT_OF_RUN = ("run_id", "host", "https_port", "http_port")
MARK_DONE = (
    RUN_ENDPOINTS.update()
    .where(*(RUN_ENDPOINTS.c[name] == bindparam(f"of_{name}") for name in ENDPOINT_OF_RUN))
    .values(state=DONE)
)


class ScanStore:
    """The record of runs."""

    def __init__(self, engine: Engine, clock: Clock = now) -> None:
        self._engine = engine
        self._clock = clock

    def start(self, settings: RunSettings, scanner: str, endpoints: Iterable[EndpointKey]) -> int:
        """Record a new run with everything it is to look at; its number."""
        row = RunRow(
            started_at=self._clock(),
            state="running",
            depth=settings.depth,
            profile=settings.profile,
            settings=settings.model_dump_json(),
            scanner=scanner,
        )
        with Session(self._engine) as session, session.begin():
            session.add(row)
            session.flush()
            session.add_all(_pending(row.id, key) for key in endpoints)
            return row.id

    def record(self, observation: Observation) -> None:
        """Commit one observation of a run, facts included, and mark its endpoint done."""
        if observation.facts is None:
            raise ValueError("an observation is recorded with its facts")
        values = rows.observation_values(observation, observation.facts)
        # Tables rather than mapped objects: these are most of a run's rows, and none is looked at again.
        with writing(self._engine) as connection:
            made = connection.execute(OBSERVATIONS.insert().returning(OBSERVATIONS.c.id), values).scalar_one()
            verdicts = [rows.verdict_values(made, verdict) for verdict in observation.verdicts]
            if verdicts:
                connection.execute(VERDICTS.insert(), verdicts)
            connection.execute(MARK_DONE, {f"of_{name}": values[name] for name in ENDPOINT_OF_RUN})

    def finish(self, run: int) -> None:
        """Mark a run as complete."""
        done = {"state": "finished", "finished_at": self._clock()}
        with Session(self._engine) as session, session.begin():
            session.execute(update(RunRow).where(RunRow.id == run).values(done))

    def pending(self, run: int) -> frozenset[EndpointKey]:
        """The endpoints a run has not looked at yet."""
        query = select(RunEndpointRow.host, RunEndpointRow.https_port, RunEndpointRow.http_port)
        with Session(self._engine) as session:
            rows = session.execute(query.where(RunEndpointRow.run_id == run, RunEndpointRow.state == PENDING))
            return frozenset((host, https_port, http_port) for host, https_port, http_port in rows)

    def runs(self) -> tuple[Run, ...]:
        """Every run, newest first."""
        done = func.sum(case((RunEndpointRow.state == DONE, 1), else_=0))
        query = (
            select(RunRow, func.count(RunEndpointRow.id), func.coalesce(done, 0))
            .join(RunEndpointRow, RunEndpointRow.run_id == RunRow.id, isouter=True)
            .group_by(RunRow.id)
            .order_by(RunRow.id.desc())
        )
        with Session(self._engine) as session:
            return tuple(
                rows.run(row, endpoints, finished) for row, endpoints, finished in session.execute(query)
            )

    def run(self, number: int) -> Run:
        """One run.

        Raises:
            ScannerError: there is no such run.

        """
        for run in self.runs():
            if run.id == number:
                return run
        raise ScannerError(f"there is no run {number}: `capdo scan list` shows them all")

    def observations(self, run: int) -> tuple[Observation, ...]:
        """What one run saw, by endpoint, without facts."""
        with reading(self._engine) as connection:
            return read_back.of_run(connection, run)

    def facts(self, run: int) -> Iterator[tuple[EndpointKey, Facts]]:
        """The facts of a run, one endpoint at a time, to be judged again."""
        query = select(ObservationRow).where(ObservationRow.run_id == run).order_by(*ENDPOINT)
        with Session(self._engine) as session:
            for row in session.scalars(query).yield_per(50):
                yield (row.host, row.https_port, row.http_port), rows.stored_facts(row)

    def latest(self, as_of: date | None = None, *, brief: bool = False) -> tuple[Observation, ...]:
        """Each endpoint with the newest verdict of each check, by the end of a Vietnamese day, without facts.

        A run of a few families adds to what earlier runs told of the others, rather than hiding it.
        ``brief``: without the evidence of what passes or does not apply, the bulk of a large estate.
        """
        with reading(self._engine) as connection:
            return read_back.until(connection, end_of(as_of or today(self._clock)), brief=brief)


def _pending(run: int, key: EndpointKey) -> RunEndpointRow:
    host, https_port, http_port = key
    return RunEndpointRow(run_id=run, host=host, https_port=https_port, http_port=http_port, state=PENDING)
