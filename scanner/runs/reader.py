"""The one place that answers what past runs did, what they saw, and what was judged by which day."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import Engine, func, select

from checks.facts import Facts
from checks.model import Severity, Verdict
from inventory.clock import Clock, day_of, end_of, now, today
from inventory.database.transactions import reading
from scanner.errors import ScannerError
from scanner.observation import Observation
from scanner.planning.plan import EndpointKey
from scanner.runs import observations, run_progress
from scanner.runs.run import Run
from scanner.runs.stored import ENDPOINT, VERDICT, stored_facts, stored_verdict
from scanner.runs.tables import ObservationRow, RunRow, VerdictRow

AT_ONCE = 500  # verdicts fetched at a time
FACTS_AT_ONCE = 50


class PastVerdict(NamedTuple):
    """What was judged of an endpoint, and on which Vietnamese day."""

    key: EndpointKey
    day: date
    verdict: Verdict


class ScanReader:
    """What the runs of a database left (``scanner.runs.writer``). Days are Viet Nam's.

    Every question raises InventoryError when the database cannot be read.
    """

    def __init__(self, engine: Engine, clock: Clock = now) -> None:
        self._engine = engine
        self._clock = clock

    def runs(self) -> tuple[Run, ...]:
        """Every run, newest first."""
        with reading(self._engine) as connection:
            return tuple(run_progress.runs(connection))

    def run(self, number: int) -> Run:
        """One run.

        Raises:
            ScannerError: there is no such run.

        """
        with reading(self._engine) as connection:
            for run in run_progress.runs(connection, RunRow.id == number):
                return run
        raise ScannerError(f"there is no run {number}: `capdo scan list` shows them all")

    def pending(self, run: int) -> frozenset[EndpointKey]:
        """The endpoints a run has not looked at yet."""
        with reading(self._engine) as connection:
            return run_progress.pending(connection, run)

    def observations(self, run: int) -> tuple[Observation, ...]:
        """What one run saw, by endpoint, without facts."""
        with reading(self._engine) as connection:
            return observations.of_run(connection, run)

    def facts(self, run: int) -> Iterator[tuple[EndpointKey, Facts]]:
        """The facts of a run, one endpoint at a time, to be judged again."""
        query = select(*ENDPOINT, ObservationRow.facts).where(ObservationRow.run_id == run)
        with reading(self._engine) as connection:
            streamed = connection.execution_options(yield_per=FACTS_AT_ONCE)
            for host, https_port, http_port, facts in streamed.execute(query.order_by(*ENDPOINT)):
                yield (host, https_port, http_port), stored_facts(facts)

    def latest(self, as_of: date | None = None, *, brief: bool = False) -> tuple[Observation, ...]:
        """Each endpoint with the newest verdict of each check, by the end of a day, without facts.

        A run of a few families adds to what earlier runs told of the others, rather than hiding it.
        ``brief``: without the evidence of what passes or does not apply, the bulk of a large estate.
        """
        with reading(self._engine) as connection:
            return observations.latest(connection, end_of(as_of or today(self._clock)), brief=brief)

    def telling(self, as_of: date, check: str, severities: Collection[Severity]) -> tuple[Observation, ...]:
        """``latest`` with only the verdicts of one check, and those that fail so severely; much cheaper."""
        with reading(self._engine) as connection:
            return observations.telling(connection, end_of(as_of), check, severities)

    def verdicts_of(self, check: str) -> Iterator[PastVerdict]:
        """Every verdict of one check, in the order in which they were reached."""
        query = (
            select(ObservationRow.finished_at, *ENDPOINT, *VERDICT)
            .join_from(VerdictRow, ObservationRow)
            .where(VerdictRow.check_id == check)
            .order_by(ObservationRow.finished_at, VerdictRow.id)
        )
        with reading(self._engine) as connection:
            streamed = connection.execution_options(yield_per=AT_ONCE)
            for seen, host, https_port, http_port, *verdict in streamed.execute(query):
                yield PastVerdict((host, https_port, http_port), day_of(seen), stored_verdict(*verdict))

    def begins(self) -> date | None:
        """The day of the first observation; None: there is none."""
        with reading(self._engine) as connection:
            moment = connection.scalar(select(func.min(ObservationRow.finished_at)))
        return None if moment is None else day_of(moment)
