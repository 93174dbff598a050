"""The approval log: events are appended, never changed. What they mean is ``inventory.status``'s."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, insert, select

from inventory.approvals import ApprovalEvent
from inventory.clock import Clock, now, today
from inventory.errors import InventoryError
from inventory.model import Code
from inventory.rules import problems
from inventory.tables import Base
from inventory.transactions import reading, writing

EVENTS, SYSTEMS = Base.metadata.tables["approval_events"], Base.metadata.tables["systems"]


class ApprovalLog:
    """The events of a database."""

    def __init__(self, engine: Engine, clock: Clock = now) -> None:
        self.engine = engine
        self.clock = clock

    def append(self, event: ApprovalEvent) -> None:
        """Record one event, even one that was recorded before.

        Raises:
            InventoryError: the system is unknown, a rule refuses the event, or the database fails.

        """
        with writing(self.engine) as connection:
            record(connection, [event], self.clock)

    def append_new(self, events: Iterable[ApprovalEvent]) -> int:
        """Record those not yet recorded, all or nothing; how many those were.

        Raises:
            InventoryError: every event that is refused, one a line; nothing is recorded then.

        """
        with writing(self.engine) as connection:
            return record_new(connection, events, self.clock)

    def events(self, system: Code | None = None) -> tuple[ApprovalEvent, ...]:
        """All events, or one system's, by the day they happened, then in the order they were recorded.

        Raises:
            InventoryError: the database cannot be read.

        """
        with reading(self.engine) as connection:
            return recorded(connection, system)


def record_new(connection: Connection, events: Iterable[ApprovalEvent], clock: Clock = now) -> int:
    """``append_new`` within a transaction begun by ``inventory.transactions.writing``."""
    before = {_told(event) for event in recorded(connection)}
    new = [event for event in dict.fromkeys(map(_told, events)) if event not in before]
    record(connection, new, clock)
    return len(new)


def record(connection: Connection, events: Sequence[ApprovalEvent], clock: Clock = now) -> None:
    """Record events within a transaction begun by ``inventory.transactions.writing``."""
    systems = set(connection.scalars(select(SYSTEMS.c.code)))
    refused = list(_refused(events, systems, today(clock)))
    if refused:
        raise InventoryError("\n".join(refused))
    if events:
        moment = clock().astimezone(UTC)
        connection.execute(insert(EVENTS), [_row(event, moment) for event in events])


def recorded(connection: Connection, system: Code | None = None) -> tuple[ApprovalEvent, ...]:
    """``events`` within a transaction."""
    query = select(EVENTS).order_by(EVENTS.c.happened_on, EVENTS.c.sequence)
    if system is not None:
        query = query.where(EVENTS.c.system == system)
    return tuple(_event(row) for row in connection.execute(query).mappings())


def _refused(events: Iterable[ApprovalEvent], systems: set[Code], day: date) -> Iterator[str]:
    for event in events:
        if event.system not in systems:
            yield f"{event.kind} of {event.on}: there is no system {event.system} in the inventory"
        yield from problems(event, day)


def _told(event: ApprovalEvent) -> ApprovalEvent:
    """The event without the moment of recording, which tells nothing of what happened."""
    return event.model_copy(update={"recorded_at": None})


def _row(event: ApprovalEvent, moment: datetime) -> dict[str, Any]:
    return {
        **event.model_dump(exclude={"on", "recorded_at"}),
        "happened_on": event.on,
        "recorded_at": moment,
    }


def _event(row: RowMapping) -> ApprovalEvent:
    values = {name: value for name, value in row.items() if name not in ("sequence", "happened_on")}
    return ApprovalEvent.model_validate({"on": row["happened_on"], **values})
