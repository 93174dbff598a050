"""The one place that answers what past runs did, what they saw, and what stood by the end of which day."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from itertools import islice

from sqlalchemy import Engine, func, select

from checks.facts import BrowserFacts, Facts
from checks.model import Severity
from inventory.clock import Clock, day_of, end_of, now, today
from inventory.database.rows import streamed
from inventory.database.transactions import reading
from scanner.errors import ScannerError
from scanner.observation import Observation
from scanner.planning.plan import EndpointKey
from scanner.runs import observations, run_progress
from scanner.runs.run_progress import Run
from scanner.runs.standing import reading as standing_verdicts
from scanner.runs.standing.endpoints import ToldEndpoint
from scanner.runs.stored import ENDPOINT, stored_facts
from scanner.runs.tables import ObservationRow, RunRow
from scanner.vantages.seen_from import MAIN, is_from, main_of, nobody_else_looks

FACTS_AT_ONCE = 50
LOOKS_WITH_PICTURES = 3  # the newest ones of an endpoint, which are looked through for a picture
KEPT = ObservationRow.thinned_by.is_(None)


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
        raise ScannerError("there is no run {number}: `capdo scan list` shows them all", number=number)

    def main_vantage(self) -> str:
        """The vantage whose verdicts all figures tell."""
        with reading(self._engine) as connection:
            return main_of(connection)

    def pending(self, run: int) -> frozenset[EndpointKey]:
        """The endpoints a run has not looked at yet."""
        with reading(self._engine) as connection:
            return run_progress.pending(connection, run)

    def observations(self, run: int) -> tuple[Observation, ...]:
        """What one run saw, by endpoint, without facts."""
        with reading(self._engine) as connection:
            return observations.of_run(connection, run)

    def facts(self, run: int) -> Iterator[tuple[EndpointKey, Facts]]:
        """The facts of a run, one endpoint at a time, to be judged again; without those that were thinned."""
        query = select(*ENDPOINT, ObservationRow.facts).where(ObservationRow.run_id == run, KEPT)
        with reading(self._engine) as connection:
            rows = streamed(connection, query.order_by(*ENDPOINT), FACTS_AT_ONCE)
            for host, https_port, http_port, facts in rows:
                yield (host, https_port, http_port), stored_facts(facts)

    def standing(
        self,
        as_of: date | None = None,
        *,
        brief: bool = False,
        evidence_of: Collection[str] | None = None,
        interval: timedelta | None = None,
        vantage: str | None = None,
    ) -> tuple[Observation, ...]:
        """Each endpoint with what stands of each check by the end of a day, judged on that day; no facts.

        The last look that could tell counts, however old (``Observation.confirmations``); a check that no
        look could tell is there with its newest reason.

        Args:
            as_of: the day; None: today.
            brief: without evidence of what passes or does not apply, and without words where no day changes
                them: that is the bulk of a large estate.
            evidence_of: the only checks whose evidence is asked for, in brief; of what is no finding, words
                need not be told either. None: of all.
            interval: how often a schedule looks; by it verdicts grow stale later.
            vantage: from where it is seen; None: the main one.

        """
        with reading(self._engine) as connection:
            day = as_of or today(self._clock)
            return standing_verdicts.standing(
                connection,
                day,
                brief=brief,
                evidence_of=evidence_of,
                interval=interval,
                vantage=vantage or MAIN,
            )

    def pictures(
        self, keys: Iterable[EndpointKey], as_of: date
    ) -> Iterator[tuple[EndpointKey, BrowserFacts]]:
        """Of each endpoint the newest page of which a picture was kept by the end of a day, if any was.

        As the main vantage sees it.
        """
        chosen = (KEPT, ObservationRow.finished_at < end_of(as_of), is_from(ObservationRow, MAIN))
        query = select(ObservationRow.facts).where(*chosen).order_by(ObservationRow.finished_at.desc())
        with reading(self._engine) as connection:
            for key in keys:
                of_endpoint = (column == part for column, part in zip(ENDPOINT, key, strict=True))
                looks = connection.scalars(query.where(*of_endpoint).limit(LOOKS_WITH_PICTURES))
                browsers = (stored_facts(facts).browser for facts in looks)
                shown = ((key, one) for one in browsers if isinstance(one, BrowserFacts) and one.picture)
                yield from islice(shown, 1)

    def telling(
        self, as_of: date, check: str, severities: Collection[Severity] = ()
    ) -> tuple[ToldEndpoint, ...]:
        """Of ``standing`` only the verdicts of one check, and those that fail so severely; much cheaper."""
        with reading(self._engine) as connection:
            return standing_verdicts.telling(connection, as_of, check, severities)

    def begins(self) -> date | None:
        """The day of the main vantage's first observation; None: there is none."""
        first = select(func.min(ObservationRow.finished_at))
        with reading(self._engine) as connection:
            if not nobody_else_looks(connection, MAIN):
                first = first.join_from(ObservationRow, RunRow).where(RunRow.vantage == MAIN)
            moment = connection.scalar(first)
        return None if moment is None else day_of(moment)
