"""Events between rows and models."""

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, func, select

from inventory.approvals.events import ApprovalEvent
from inventory.database.rows import by_name, columns_of, rows_of, streamed, values
from inventory.database.tables import ApprovalEventRow
from inventory.errors import InventoryError
from inventory.model import Code
from inventory.wording.phrases import Phrase

FIELDS = (  # named as the model's
    ApprovalEventRow.happened_on.label("on"),
    *columns_of(
        ApprovalEventRow, ApprovalEventRow.happened_on, ApprovalEventRow.previous_hash, ApprovalEventRow.hash
    ),
)
IS_CORRECTION = ApprovalEventRow.corrects > 0  # sequences are; to "is not null" SQLite's index would not lead
IN_ORDER = (ApprovalEventRow.happened_on, ApprovalEventRow.sequence)
UNREADABLE = Phrase("the approval log holds what can't be read: see capdo approval verify; restore a backup")
ROWS = 1000  # fetched at a time


def recorded(connection: Connection, system: Code | None = None) -> tuple[ApprovalEvent, ...]:
    """All events, or one system's, by the day they happened, then in the order they were recorded."""
    query = select(*FIELDS).order_by(*IN_ORDER)
    if system is not None:
        query = query.where(ApprovalEventRow.system == system)
    return tuple(_events(connection.execute(query)))


def recorded_one_by_one(connection: Connection) -> Iterator[ApprovalEvent]:
    """All events in the order of ``recorded``, without ever holding the whole log."""
    rows = streamed(connection, select(*FIELDS).order_by(*IN_ORDER), ROWS)
    yield from _events(rows)


def recorded_of(connection: Connection, systems: Collection[Code]) -> dict[Code, list[ApprovalEvent]]:
    """The events of some systems, each system's in the order of ``recorded``."""
    events: dict[Code, list[ApprovalEvent]] = {system: [] for system in systems}
    query = select(*FIELDS).order_by(*IN_ORDER)
    for event in _events(rows_of(connection, query, ApprovalEventRow.system, systems)):
        events[event.system].append(event)
    return events


def recorded_after(connection: Connection, number: int) -> tuple[ApprovalEvent, ...]:
    """The events after one, by their numbers."""
    query = select(*FIELDS).where(ApprovalEventRow.sequence > number).order_by(ApprovalEventRow.sequence)
    return tuple(_events(connection.execute(query)))


def last_number(connection: Connection) -> int:
    """The number of the last event; 0: there is none."""
    return connection.scalar(select(func.max(ApprovalEventRow.sequence))) or 0


def with_files(connection: Connection) -> tuple[ApprovalEvent, ...]:
    """The events that name a file, in the order they were recorded."""
    query = select(*FIELDS).where(ApprovalEventRow.file.is_not(None)).order_by(ApprovalEventRow.sequence)
    return tuple(_events(connection.execute(query)))


def recorded_by_system(connection: Connection) -> Iterator[tuple[Code, list[ApprovalEvent]]]:
    """Every system with its events in the order of ``recorded``; only one system's are in memory."""
    ordered = select(*FIELDS).order_by(ApprovalEventRow.system, *IN_ORDER)
    rows = streamed(connection, ordered, ROWS)
    for system, events in groupby(_events(rows), key=lambda event: event.system):
        yield system, list(events)


def row(event: ApprovalEvent) -> dict[str, Any]:
    """The row of an event, before it is chained."""
    return {**event.model_dump(exclude={"on"}), **values({ApprovalEventRow.happened_on: event.on})}


def _events(rows: Iterable[Row[*tuple[Any, ...]]]) -> Iterator[ApprovalEvent]:
    """The events of rows.

    Raises:
        InventoryError: somebody put into the log what no program of ours wrote.

    """
    try:
        yield from map(ApprovalEvent.model_validate, by_name(rows))
    except (TypeError, ValueError):
        raise InventoryError(UNREADABLE) from None
