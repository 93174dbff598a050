"""Inventories written to files that, read again, give back the same."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from inventory.approvals.events import ApprovalEvent
from inventory.errors import InventoryError
from inventory.files.cells.guarding import guard
from inventory.files.layout.filled_sheets import (
    NOTHING_SAID,
    OfRequirements,
    StreamedSheet,
    streamed_sheets,
)
from inventory.files.streaming import streamed_workbook
from inventory.files.writing import write_whole
from inventory.model import Inventory
from inventory.requirements.entries import entries

Events = Iterable[ApprovalEvent]


def write_xlsx(inventory: Inventory, events: Events, path: Path, told: OfRequirements = NOTHING_SAID) -> None:
    """Write a workbook, one sheet for each part. Text is never a formula.

    Raises:
        InventoryError: the file can't be written, or a text is longer than a cell holds.

    """
    write_whole(path, streamed_workbook(streamed_sheets(inventory, events, told)))


def write_csv(
    inventory: Inventory, events: Events, folder: Path, told: OfRequirements = NOTHING_SAID
) -> None:
    """Write one CSV file a sheet into a folder, in UTF-8 with BOM, as Excel reads it best.

    Raises:
        InventoryError: the folder or a file can't be written.

    """
    for filled in streamed_sheets(inventory, events, told):
        write_whole(folder / f"{filled.sheet.part}.csv", _csv_text(filled).encode("utf-8-sig"))


def _csv_text(filled: StreamedSheet) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(column.vi for column in filled.sheet.columns)
    writer.writerows([_csv_cell(cell) for cell in row] for row in filled.rows)
    return text.getvalue()


def _csv_cell(cell: object) -> object:
    if isinstance(cell, date):
        return cell.isoformat()
    return guard(cell) if isinstance(cell, str) else cell


def write_yaml(inventory: Inventory, events: Events, path: Path, told: OfRequirements = NOTHING_SAID) -> None:
    """Write the model's own structure as YAML.

    Raises:
        InventoryError: the file can't be written.

    """
    text = yaml.safe_dump(_content(inventory, events, told), allow_unicode=True, sort_keys=False, width=100)
    write_whole(path, text.encode())


def write_json(inventory: Inventory, events: Events, path: Path, told: OfRequirements = NOTHING_SAID) -> None:
    """Write the model's own structure as JSON.

    Raises:
        InventoryError: the file can't be written.

    """
    write_whole(path, json.dumps(_content(inventory, events, told), ensure_ascii=False, indent=1).encode())


def _content(inventory: Inventory, events: Events, told: OfRequirements) -> dict[str, Any]:
    listed = [event.model_dump(mode="json") for event in events]
    requirements = [
        entry.model_dump(mode="json", exclude_defaults=True) for entry in entries(told.catalogues)
    ]
    said = [one.model_dump(mode="json", exclude_defaults=True) for one in told.said]
    more = {"requirements": requirements, "self_assessments": said}
    return {
        **inventory.model_dump(mode="json"),
        "events": listed,
        **{part: rows for part, rows in more.items() if rows},
    }


WRITERS: dict[str, Callable[[Inventory, Events, Path, OfRequirements], None]] = {
    ".xlsx": write_xlsx,
    ".yaml": write_yaml,
    ".yml": write_yaml,
    ".json": write_json,
    "": write_csv,
}


def write_inventory(
    inventory: Inventory, events: Events, path: Path, told: OfRequirements = NOTHING_SAID
) -> None:
    """Write the format that the path's suffix names; without a suffix, a folder of CSV files.

    Raises:
        InventoryError: no format has this suffix, or the file can't be written.

    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise InventoryError(
            "{path}: can't write this format: end the name in .xlsx, .yaml or .json, or name a folder "
            "(without a dot) for CSV files",
            path=path,
        )
    writer(inventory, events, path, told)
