"""Files into the database: all of a file or nothing of it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, Engine

from inventory.approvals.event_rows import last_number, recorded_after
from inventory.approvals.events import ApprovalEvent, Recorder
from inventory.approvals.recording import record_new
from inventory.approvals.renaming.system_codes import as_called
from inventory.approvals.rules.confirmation import doubts_of
from inventory.clock import now, today
from inventory.database.author import login_name
from inventory.database.reading import read
from inventory.database.store import Changes, upsert
from inventory.database.transactions import writing
from inventory.files.comparing.changes import ClearingRefusedError, FileComparison, compare
from inventory.files.reading.result import ImportedFile
from inventory.model import Code, Inventory, Organization, System
from inventory.requirements.catalogue_rows import choose
from inventory.requirements.recording import SayingBy, say_new

Reader = Callable[[Inventory], ImportedFile]


class Imported(NamedTuple):
    """What an import changed, or would change. ``undated``: its systems without a day of operation."""

    organizations: Changes
    systems: Changes
    events: Changes
    undated: tuple[Code, ...] = ()
    unconfirmed: int = 0  # of the events added, those that nothing on record shows to be lawful
    comparison: FileComparison = FileComparison()
    new_events: tuple[ApprovalEvent, ...] = ()
    said: Changes = Changes(0, 0, 0)
    catalogues: int = 0  # that the database did not go by before


def import_into(
    engine: Engine, reader: Reader, *, dry_run: bool = False, allow_clearing: bool = False
) -> Imported:
    """Store what the reader gives for the inventory known so far; a dry run stores nothing.

    Reading happens inside the transaction, so that nobody changes the known inventory in between.

    Raises:
        InventoryError: the file is refused, or the database can't be written; nothing is stored then.
        ClearingRefusedError: it would empty stored fields, without ``allow_clearing``; a dry run tells only.

    """
    with writing(engine) as connection:
        before = read(connection)
        file = reader(before)
        comparison = compare(before, file.inventory, similar=dry_run)
        if comparison.clearing and not (allow_clearing or dry_run):
            raise ClearingRefusedError(comparison.clearing)
        upsert(connection, file.inventory)
        last = last_number(connection)
        new_events = record_new(connection, file.events, Recorder())
        recorded = recorded_after(connection, last)
        catalogues, said = _requirements(connection, file)
        unconfirmed = _unconfirmed(connection, recorded)
        told = tuple(as_called(connection, recorded)) if dry_run else ()
        if dry_run:
            connection.rollback()
    return Imported(
        _changes({item.code: item for item in before.organizations}, file.inventory.organizations),
        _changes({item.code: item for item in before.systems}, file.inventory.systems),
        Changes(added=new_events, updated=0, unchanged=len(file.events) - new_events),
        file.undated,
        unconfirmed,
        comparison,
        told,
        Changes(added=said, updated=0, unchanged=len(file.said) - said),
        catalogues,
    )


def _requirements(connection: Connection, file: ImportedFile) -> tuple[int, int]:
    """How many catalogues and self-assessments are new."""
    by = SayingBy(login_name(), now)
    chosen = [choose(connection, one.catalogue, one.since, by.actor, by.clock) for one in file.catalogues]
    return sum(chosen), say_new(connection, file.said, by)


def _unconfirmed(connection: Connection, recorded: Collection[ApprovalEvent]) -> int:
    """How many of the events that were just added."""
    doubted = doubts_of(connection, {event.system for event in recorded}, today())
    return sum(event.sequence in doubted for event in recorded)


def _changes(before: Mapping[str, Organization | System], new: Iterable[Organization | System]) -> Changes:
    items = list(new)
    added = sum(item.code not in before for item in items)
    unchanged = sum(before.get(item.code) == item for item in items)
    return Changes(added=added, updated=len(items) - added - unchanged, unchanged=unchanged)
