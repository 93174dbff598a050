"""Runs and observations in the database. An observation is committed when it is made, whole or not at all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Engine, Select, case, func, select, update
from sqlalchemy.orm import Session, defer

from checks.facts import Facts
from inventory.clock import VIETNAM_TIME, today
from scanner import records
from scanner.errors import ScannerError
from scanner.observation import Observation
from scanner.plan import EndpointKey
from scanner.records import Run
from scanner.settings import RunSettings
from scanner.tables import ObservationRow, RunEndpointRow, RunRow, VerdictRow

PENDING, DONE = "pending", "done"
ENDPOINT = (ObservationRow.host, ObservationRow.https_port, ObservationRow.http_port)


class ScanStore:
    """The record of runs."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def start(self, settings: RunSettings, scanner: str, endpoints: Iterable[EndpointKey]) -> int:
        """Record a new run with everything it is to look at; its number."""
        row = RunRow(
            started_at=datetime.now(UTC),
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
        row = records.observation_row(observation, observation.facts)
        with Session(self._engine) as session, session.begin():
            session.add(row)
            session.flush()
            session.add_all(records.verdict_row(row.id, verdict) for verdict in observation.verdicts)
            session.execute(update(RunEndpointRow).where(*_endpoint_of(row)).values(state=DONE))

    def finish(self, run: int) -> None:
        """Mark a run as complete."""
        done = {"state": "finished", "finished_at": datetime.now(UTC)}
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
                records.run(row, endpoints, finished) for row, endpoints, finished in session.execute(query)
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
        of_run = ObservationRow.run_id == run
        with Session(self._engine) as session:
            rows = session.scalars(_without_facts().where(of_run))
            verdicts = _by_endpoint(session, _verdicts().where(of_run))
            return tuple(records.observation(row, verdicts[_key(row)]) for row in rows)

    def facts(self, run: int) -> Iterator[tuple[EndpointKey, Facts]]:
        """The facts of a run, one endpoint at a time, to be judged again."""
        query = select(ObservationRow).where(ObservationRow.run_id == run).order_by(*ENDPOINT)
        with Session(self._engine) as session:
            for row in session.scalars(query).yield_per(50):
                yield _key(row), records.stored_facts(row)

    def latest(self, as_of: date | None = None) -> tuple[Observation, ...]:
        """Each endpoint with the newest verdict of each check, by the end of a Vietnamese day, without facts.

        A run of a few families adds to what earlier runs told of the others, rather than hiding it.
        """
        until = ObservationRow.finished_at < _end_of(as_of)
        newest = select(func.max(ObservationRow.id)).where(until).group_by(*ENDPOINT)
        judged = select(func.max(VerdictRow.id)).join(ObservationRow).where(until)
        with Session(self._engine) as session:
            rows = session.scalars(_without_facts().where(ObservationRow.id.in_(newest)))
            latest = VerdictRow.id.in_(judged.group_by(*ENDPOINT, VerdictRow.check_id))
            verdicts = _by_endpoint(session, _verdicts().where(latest))
            return tuple(records.observation(row, verdicts[_key(row)]) for row in rows)


def _pending(run: int, key: EndpointKey) -> RunEndpointRow:
    host, https_port, http_port = key
    return RunEndpointRow(run_id=run, host=host, https_port=https_port, http_port=http_port, state=PENDING)


def _endpoint_of(row: ObservationRow) -> Sequence[ColumnElement[bool]]:
    same_endpoint = [getattr(RunEndpointRow, column.key) == getattr(row, column.key) for column in ENDPOINT]
    return [RunEndpointRow.run_id == row.run_id, *same_endpoint]


def _end_of(day: date | None) -> datetime:
    return datetime.combine((day or today()) + timedelta(days=1), time(), VIETNAM_TIME)


def _without_facts() -> Select[ObservationRow]:
    return select(ObservationRow).options(defer(ObservationRow.facts)).order_by(*ENDPOINT)


def _verdicts() -> Select[VerdictRow, str, int, int]:
    return select(VerdictRow, *ENDPOINT).join(ObservationRow).order_by(VerdictRow.check_id)


def _key(row: ObservationRow) -> EndpointKey:
    return (row.host, row.https_port, row.http_port)


def _by_endpoint(
    session: Session, query: Select[VerdictRow, str, int, int]
) -> Mapping[EndpointKey, list[VerdictRow]]:
    found: defaultdict[EndpointKey, list[VerdictRow]] = defaultdict(list)
    for verdict, host, https_port, http_port in session.execute(query):
        found[host, https_port, http_port].append(verdict)
    return found
