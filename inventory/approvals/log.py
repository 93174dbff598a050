"""The approval log: events are appended, never changed. What they mean is ``replay``'s."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import Engine

from inventory.approvals.current_statuses import current
from inventory.approvals.event_rows import recorded, recorded_by_system, recorded_one_by_one, with_files
from inventory.approvals.events import ApprovalEvent, EventKind, Recorder, Source
from inventory.approvals.expected_dates import DatedEvent, resting_on
from inventory.approvals.recording import record, record_new
from inventory.approvals.renaming.system_codes import as_called, logged_code, renamed, statuses_as_called
from inventory.approvals.replay import SystemStatus, status
from inventory.approvals.rules.confirmation import doubts_of
from inventory.approvals.rules.model import Refusal
from inventory.approvals.status_by_day import StatusByDay, first_event, status_by_day
from inventory.approvals.verification import Verification, verify
from inventory.clock import Clock, now, today
from inventory.database.author import login_name
from inventory.database.chains.following import Noted
from inventory.database.present_codes import present_codes
from inventory.database.transactions import reading, writing
from inventory.model import Code


class ApprovalLog:
    """The events of a database. ``actor``: who records, for events that name nobody."""

    def __init__(self, engine: Engine, clock: Clock = now, actor: str | None = None) -> None:
        self.engine = engine
        self.clock = clock
        self.actor = actor or login_name()

    def append(self, event: ApprovalEvent, source: Source = Source.CLI) -> ApprovalEvent:
        """Record one event; the event as it was recorded. See ``append_all``."""
        return self.append_all([event], source)[0]

    def append_all(
        self, events: Iterable[ApprovalEvent], source: Source = Source.CLI
    ) -> Sequence[ApprovalEvent]:
        """Record events, all or nothing, held against the rules together; the events as they were recorded.

        Raises:
            ApprovalRefusedError: a system is unknown, a rule of the life cycle forbids an event, or it is
                recorded already.
            InventoryError: the database fails.

        """
        with writing(self.engine) as connection:
            return as_called(connection, record(connection, events, self._recorder(source)))

    def append_new(self, events: Iterable[ApprovalEvent], source: Source = Source.IMPORT) -> int:
        """Record those not yet recorded, all or nothing; how many those were.

        Raises:
            ApprovalRefusedError: every event that is refused, one a line; nothing is recorded then.
            InventoryError: the database fails.

        """
        with writing(self.engine) as connection:
            return record_new(connection, events, self._recorder(source))

    def events(self, system: Code | None = None) -> tuple[ApprovalEvent, ...]:
        """All events, or one system's, by the day they happened, then in the order they were recorded.

        Raises:
            InventoryError: the database cannot be read.

        """
        with reading(self.engine) as connection:
            logged = None if system is None else logged_code(connection, system)
            return tuple(as_called(connection, recorded(connection, logged)))

    def one_by_one(self) -> Iterator[ApprovalEvent]:
        """All events in the order of ``events``, without ever holding the whole log.

        Raises:
            InventoryError: the database cannot be read.

        """
        with reading(self.engine) as connection:
            present = present_codes(connection)
            for event in recorded_one_by_one(connection):
                yield renamed(event, present)

    def doubts(self, systems: Collection[Code], day: date) -> Mapping[int, tuple[Refusal, ...]]:
        """By number, the events of some systems that nothing shows to be lawful (``rules.history.doubts``).

        Raises:
            InventoryError: the database cannot be read.

        """
        with reading(self.engine) as connection:
            return doubts_of(connection, {logged_code(connection, code) for code in systems}, day)

    def with_files(self) -> tuple[ApprovalEvent, ...]:
        """The events that name a file, in the order they were recorded, as they were recorded.

        Raises:
            InventoryError: the database cannot be read.

        """
        with reading(self.engine) as connection:
            return tuple(as_called(connection, with_files(connection)))

    def current(self, day: date, only: Collection[Code] | None = None) -> Mapping[Code, SystemStatus]:
        """Where every system with an event stands today: what ``statuses`` gives, without reading them all.

        ``only``: the systems asked about.

        Raises:
            InventoryError: the database cannot be read.

        """
        with reading(self.engine) as connection:
            logged = None if only is None else {logged_code(connection, code) for code in only}
            return statuses_as_called(connection, current(connection, day, logged))

    def statuses(self, day: date) -> Mapping[Code, SystemStatus]:
        """Where every system with an event by a day stood at its end; today's are kept beside the log.

        Raises:
            InventoryError: the database cannot be read.

        """
        if day >= today(self.clock):
            return self.current(day)
        folded = ((code, status(events, code, day), events[0].on) for code, events in self.by_system())
        return {code: stood for code, stood, first in folded if first <= day}

    def resting_on(self, day: date) -> Mapping[Code, Sequence[DatedEvent]]:
        """The events by a day that expected days hang on, by system (``inventory.approvals.expected_dates``).

        Raises:
            InventoryError: the database cannot be read.

        """
        with reading(self.engine) as connection:
            present = present_codes(connection)
            return {present.get(code, code): events for code, events in resting_on(connection, day).items()}

    def by_system(self) -> Iterator[tuple[Code, list[ApprovalEvent]]]:
        """Every system that has events, with them, without ever holding the whole log.

        Raises:
            InventoryError: the database cannot be read.

        """
        with reading(self.engine) as connection:
            present = present_codes(connection)
            for code, events in recorded_by_system(connection):
                yield ((present[code], as_called(connection, events)) if code in present else (code, events))

    def status_by_day(
        self, days: Iterable[date], *, kinds: Collection[EventKind], stages: bool = False
    ) -> StatusByDay:
        """What some kinds of event tell on several days, in one pass (``inventory.approvals.status_by_day``).

        Raises:
            InventoryError: the database cannot be read.

        """
        with reading(self.engine) as connection:
            statuses = status_by_day(connection, days, kinds=kinds, stages=stages)
            return {day: statuses_as_called(connection, found) for day, found in statuses.items()}

    def begins(self) -> date | None:
        """The day of the first event.

        Raises:
            InventoryError: the database cannot be read.

        """
        with reading(self.engine) as connection:
            return first_event(connection)

    def verify(self, known_hash: str | None = None, noted: Noted | None = None) -> Verification:
        """Whether the log is as it was written, from the first row to the last (``verification``).

        Raises:
            InventoryError: the database cannot be read.

        """
        with reading(self.engine) as connection:
            return verify(connection, known_hash, noted)

    def _recorder(self, source: Source) -> Recorder:
        return Recorder(source, self.actor, self.clock)
