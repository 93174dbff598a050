"""A file is stored whole or not at all, and importing it again changes nothing."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from inventory.approvals.log import ApprovalLog
from inventory.database.store import Changes, InventoryStore
from inventory.errors import InventoryError
from inventory.files.exporting import write_inventory
from inventory.files.importing import import_into
from inventory.files.reading.inventory_file import read_inventory
from inventory.files.reading.result import ImportedFile
from inventory.files.sample import WRITTEN, sample
from inventory.model import Inventory

pytestmark = pytest.mark.both_databases


def _sample(_known: Inventory) -> ImportedFile:
    return sample()


def test_the_sample_is_stored_whole(database: Engine) -> None:
    """Organizations, systems and events."""
    imported = import_into(database, _sample)
    assert imported.systems == Changes(added=31, updated=0, unchanged=0)
    assert InventoryStore(database).load() == sample().inventory
    assert len(ApprovalLog(database).events()) == imported.events.added == len(sample().events)


def test_importing_again_changes_nothing(database: Engine) -> None:
    """By code for the inventory, by content for the events."""
    import_into(database, _sample)
    again = import_into(database, _sample)
    assert (again.systems.unchanged, again.organizations.added, again.events.added) == (31, 0, 0)
    assert len(ApprovalLog(database).events()) == len(sample().events)


@pytest.mark.parametrize("name", ["x.xlsx", "x.yaml", "x.json", "x"])
def test_an_export_imports_as_no_change(database: Engine, tmp_path: Path, name: str) -> None:
    """What the database gives, it takes back."""
    import_into(database, _sample)
    write_inventory(InventoryStore(database).load(), ApprovalLog(database).events(), tmp_path / name)
    again = import_into(database, lambda known: read_inventory(tmp_path / name, today=WRITTEN, known=known))
    assert (again.systems.unchanged, again.organizations.unchanged) == (31, 111)
    assert again.events == Changes(added=0, updated=0, unchanged=len(sample().events))


def test_a_dry_run_stores_nothing(database: Engine) -> None:
    """But counts as the import would."""
    assert import_into(database, _sample, dry_run=True).systems.added == 31
    assert InventoryStore(database).load() == Inventory()
    assert import_into(database, _sample).systems.added == 31


def test_a_refused_file_stores_nothing(database: Engine, tmp_path: Path) -> None:
    """One wrong row among right ones."""
    path = tmp_path / "organizations.csv"
    path.write_text("code,name\nA,A\na b,B\n", encoding="utf-8")
    with pytest.raises(InventoryError):
        import_into(database, lambda known: read_inventory(path, known=known))
    assert InventoryStore(database).load() == Inventory()


def test_refused_events_undo_the_inventory(database: Engine) -> None:
    """The log has the last word; then nothing of the file stays."""
    event = sample().events[0].model_copy(update={"on": WRITTEN.replace(year=9000)})
    with pytest.raises(InventoryError, match="future"):
        import_into(database, lambda _known: ImportedFile(sample().inventory, (event,)))
    assert InventoryStore(database).load() == Inventory()
