"""Files into the database: all of a file or nothing of it."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, Engine

from inventory.approvals.event_rows import recorded_of
from inventory.approvals.events import Recorder
from inventory.approvals.recording import record_new
from inventory.approvals.rules.confirmation import doubts_of
from inventory.clock import today
from inventory.database.reading import read
from inventory.database.store import Changes, upsert
from inventory.database.transactions import writing
from inventory.files.reading import ImportedFile
from inventory.model import Code, Inventory, Organization, System

Reader = Callable[[Inventory], ImportedFile]


class Imported(NamedTuple):
    """What an import changed, or would change. ``undated``: its systems without a day of operation."""

    organizations: Changes
    systems: Changes
    events: Changes
    undated: tuple[Code, ...] = ()
    unconfirmed: int = 0  # of the events added, those that nothing on record shows to be lawful


def import_into(engine: Engine, reader: Reader, *, dry_run: bool = False) -> Imported:
    """Store what the reader gives for the inventory known so far; a dry run stores nothing.

    Reading happens inside the transaction, so that nobody changes the known inventory in between.

    Raises:
        InventoryError: the file is refused, or the database can't be written; nothing is stored then.

    """
    with writing(engine) as connection:
        before = read(connection)
        file = reader(before)
        upsert(connection, file.inventory)
        new_events = record_new(connection, file.events, Recorder())
        unconfirmed = _unconfirmed(connection, file, new_events)
        if dry_run:
            connection.rollback()
    return Imported(
        _changes({item.code: item for item in before.organizations}, file.inventory.organizations),
        _changes({item.code: item for item in before.systems}, file.inventory.systems),
        Changes(added=new_events, updated=0, unchanged=len(file.events) - new_events),
        tuple(system.code for system in file.inventory.systems if system.in_operation_since is None),
        unconfirmed,
    )


def _unconfirmed(connection: Connection, file: ImportedFile, new_events: int) -> int:
    """How many of the events that were just added, which are the newest of the log."""
    if not new_events:
        return 0
    systems = {event.system for event in file.events}
    newest = max(event.sequence or 0 for one in recorded_of(connection, systems).values() for event in one)
    return sum(number > newest - new_events for number in doubts_of(connection, systems, today()))


def _changes(before: Mapping[str, Organization | System], new: Iterable[Organization | System]) -> Changes:
    items = list(new)
    added = sum(item.code not in before for item in items)
    unchanged = sum(before.get(item.code) == item for item in items)
    return Changes(added=added, updated=len(items) - added - unchanged, unchanged=unchanged)
