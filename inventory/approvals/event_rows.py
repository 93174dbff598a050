"""Events between rows and models."""

from collections.abc import Collection, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from inventory.approvals.events import ApprovalEvent
from inventory.database.reading import rows_of
from inventory.database.tables import Base
from inventory.model import Code

EVENTS = Base.metadata.tables["approval_events"]
OF_THE_CHAIN = ("previous_hash", "hash")
FIELDS = [  # named as the model's
    column.label("on") if column.name == "happened_on" else column
    for column in EVENTS.c
    if column.name not in OF_THE_CHAIN
]
ROWS = 1000  # fetched at a time


def recorded(connection: Connection, system: Code | None = None) -> tuple[ApprovalEvent, ...]:
    """All events, or one system's, by the day they happened, then in the order they were recorded."""
    query = select(*FIELDS).order_by(EVENTS.c.happened_on, EVENTS.c.sequence)
    if system is not None:
        query = query.where(EVENTS.c.system == system)
    return tuple(_event(row) for row in connection.execute(query).mappings())


def recorded_of(connection: Connection, systems: Collection[Code]) -> dict[Code, list[ApprovalEvent]]:
    """The events of some systems, each system's in the order of ``recorded``."""
    found: dict[Code, list[ApprovalEvent]] = {system: [] for system in systems}
    query = select(*FIELDS).order_by(EVENTS.c.happened_on, EVENTS.c.sequence)
    for row in rows_of(connection, query, EVENTS.c.system, systems):
        found[row["system"]].append(_event(row))
    return found


def with_files(connection: Connection) -> tuple[ApprovalEvent, ...]:
    """The events that name a file, in the order they were recorded."""
    query = select(*FIELDS).where(EVENTS.c.file.is_not(None)).order_by(EVENTS.c.sequence)
    return tuple(_event(row) for row in connection.execute(query).mappings())


def recorded_by_system(connection: Connection) -> Iterator[tuple[Code, list[ApprovalEvent]]]:
    """Every system with its events in the order of ``recorded``; only one system's are in memory."""
    ordered = select(*FIELDS).order_by(EVENTS.c.system, EVENTS.c.happened_on, EVENTS.c.sequence)
    rows = connection.execution_options(yield_per=ROWS).execute(ordered).mappings()
    for system, theirs in groupby(rows, key=itemgetter("system")):
        yield system, [_event(row) for row in theirs]


def row(event: ApprovalEvent) -> dict[str, Any]:
    """The row of an event, before it is chained."""
    return {**event.model_dump(exclude={"on"}), "happened_on": event.on}


def _event(stored: RowMapping) -> ApprovalEvent:
    return ApprovalEvent.model_validate(dict(stored))
