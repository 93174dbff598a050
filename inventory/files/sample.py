"""The illustrative inventory behind ``capdo inventory import --sample`` and the demonstration."""

from datetime import date
from importlib.resources import as_file, files

from inventory.files.reading.inventory_file import read_inventory
from inventory.files.reading.result import ImportedFile

WRITTEN = date(2026, 11, 21)  # the day up to which the sample tells its story


def sample(today: date | None = None) -> ImportedFile:
    """31 systems, 25 of them portals, and 82 communes, with what was decided about them.

    At 31/05/2023 it gives the figures of Decision 180/QĐ-BCĐ: 4 systems approved, 1 compliant, 18 portals
    labelled, 19 communes with a page. ``today`` leaves out later events: a clock may be behind the sample.
    """
    with as_file(files("inventory.files") / "samples" / "brvt.yaml") as path:
        inventory, events, *_ = read_inventory(path, today=WRITTEN)
    return ImportedFile(inventory, tuple(event for event in events if today is None or event.on <= today))
