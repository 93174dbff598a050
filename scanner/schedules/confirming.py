"""Looks again at what alarms wait for: one look alarms nobody, and nobody has to look again by hand.

Such a run is of these endpoints and checks alone, as the run looked that found it. Where a look can't tell,
the next one comes after as long again as all has taken: some 10, 20, 40 minutes after the first.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, func, insert, select
from sqlalchemy import Engine as Database

from checks.model import FINDINGS
from checks.profile import load
from inventory.clock import Clock, now
from inventory.database.rows import values
from inventory.database.transactions import reading, writing
from scanner.messages.due.alarms import Awaited
from scanner.messages.due.preparing import awaiting_confirmation, newest_look
from scanner.messages.sending import asked_for
from scanner.planning.estate import plan
from scanner.planning.plan import EndpointKey, select_checks
from scanner.runs import running, writer
from scanner.runs.ongoing.planned_run import PlannedRun
from scanner.runs.standing.looks import is_at
from scanner.runs.tables import ConfirmingRunRow, ObservationRow, RunRow, VerdictRow
from scanner.settings import RunSettings
from scanner.vantages.seen_from import SeenFrom, main_of
from scanner.version import SCANNER

CLOSED_FOR = timedelta(minutes=5)  # then it is asked again whether a permission holds
FOUND = [outcome.value for outcome in FINDINGS]
Chosen = dict[RunSettings, set[EndpointKey]]


@dataclass
class Confirmations:
    """The second looks that alarms of a database wait for, as one process carries them out.

    It asks what is awaited when something was looked at since, or a moment has come: not every few seconds.
    """

    database: Database
    clock: Clock = now
    _known: str = field(default="", init=False)
    _next: datetime | None = field(default=None, init=False)

    def are_due(self) -> bool:
        """Whether there is something to look at again now.

        Raises:
            InventoryError: the database cannot be read.
            ScannerError: one setting of messages is there without the other that it needs.

        """
        with reading(self.database) as connection:
            if _unfinished(connection) is not None:
                return True
            newest = newest_look(connection)
        if newest == self._known and (self._next is None or self.clock() < self._next):
            return False
        self._known = newest
        return bool(self._due())

    def runs(self) -> Iterator[PlannedRun]:
        """What was stopped, then what is due; each is recorded when it is asked for.

        Raises:
            InventoryError: the database cannot be read or written.
            ScannerError, ChecksError: an endpoint can't be looked at as it was the first time.

        """
        with reading(self.database) as connection:
            stopped = _unfinished(connection)
        if stopped is not None:
            yield running.resume(self.database, stopped, self.clock)
        for settings, keys in self._due().items():
            run = self._begin(settings, keys)
            if run is not None:
                yield run

    def _due(self) -> Chosen:
        """By the settings of the looks; also notes when the first one is."""
        asked, at = asked_for(self.database), self.clock()
        told = asked.settings.mails or asked.settings.hooks
        awaited = awaiting_confirmation(self.database, at, asked) if told else ()
        with reading(self.database) as connection:
            moments = [(_due_at(connection, one), one) for one in awaited]
            self._next = min((moment for moment, _ in moments), default=None)
            return _by_settings(connection, (one for moment, one in moments if moment <= at))

    def _begin(self, settings: RunSettings, keys: Collection[EndpointKey]) -> PlannedRun | None:
        """Record a run of what may be looked at now; None: nothing may, and it is asked again later."""
        at = self.clock()
        self._next = at + CLOSED_FOR  # unless something is looked at, which has it asked at once
        planned = plan(self.database, settings, self.clock)
        checks = select_checks(load(settings.profile), settings.only, pictures=settings.takes_pictures)
        endpoints = tuple(
            one
            for one in planned.endpoints
            if one.key in keys and any(one.permit.allows(check) for check in checks)
        )
        if not endpoints:
            return None
        with writing(self.database) as connection:
            number = writer.begin(connection, settings, SCANNER, [one.key for one in endpoints], at)
            confirming = values({ConfirmingRunRow.run_id: number})
            connection.execute(insert(ConfirmingRunRow).values(confirming))
        return PlannedRun(number=number, settings=settings, begun=at, endpoints=endpoints)


def _unfinished(connection: Connection) -> int | None:
    stopped = select(RunRow.id).join(ConfirmingRunRow, ConfirmingRunRow.run_id == RunRow.id)
    return connection.scalar(stopped.where(RunRow.finished_at.is_(None)).limit(1))


def _due_at(connection: Connection, awaited: Awaited) -> datetime:
    """When to look again: as soon as it counts; after a look that did and told nothing, later and later."""
    last = connection.scalar(
        select(func.max(ObservationRow.finished_at)).where(*_looks_at(connection, awaited))
    )
    if last is None or last < awaited.counts_from:
        return awaited.counts_from
    return last + (last - awaited.began)


def _looks_at(connection: Connection, awaited: Awaited) -> tuple[ColumnElement[bool], ...]:
    """Those of the main vantage, which alone alarms: only its looks confirm."""
    return is_at(SeenFrom(awaited.key, main_of(connection)))


def _by_settings(connection: Connection, awaited: Iterable[Awaited]) -> Chosen:
    """As few runs as there are ways to look: of all their checks each."""
    grouped: defaultdict[RunSettings, list[Awaited]] = defaultdict(list)
    for one in awaited:
        grouped[_as_found(connection, one)].append(one)
    return {
        settings.model_copy(update={"only": tuple(sorted({one.check for one in some}))}): {
            one.key for one in some
        }
        for settings, some in grouped.items()
    }


def _as_found(connection: Connection, awaited: Awaited) -> RunSettings:
    """The settings of the run that found it, as far as they say how to look; not at what, and when."""
    found = (
        select(RunRow.settings)
        .join_from(VerdictRow, ObservationRow)
        .join(RunRow, RunRow.id == ObservationRow.run_id)
        .where(
            *_looks_at(connection, awaited),
            VerdictRow.check_id == awaited.check,
            VerdictRow.outcome.in_(FOUND),
        )
        .order_by(ObservationRow.finished_at.desc())
        .limit(1)
    )
    settings = RunSettings.model_validate_json(connection.execute(found).scalar_one())
    same = {"only": (), "organization": None, "spread_hours": 0.0, "second_look": None}
    return settings.model_copy(update=same)
