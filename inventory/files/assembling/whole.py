"""Drafts become an inventory, or every error of the file is told at once."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from inventory.files.assembling.assemble import build, combine
from inventory.files.assembling.order import circles, empty_permissions, half_hours, wrong_dates
from inventory.files.assembling.references import duplicates, missing_references
from inventory.files.layout.sheets import Part
from inventory.files.reading.raw import FileContent, RawTable
from inventory.files.reading.result import CellError, ImportedFile, ImportRefusedError
from inventory.files.requirements.checking import wrong_requirements
from inventory.model import Inventory


def assembled(
    path: Path, content: FileContent, stored: Inventory, today: date, tables: Sequence[RawTable]
) -> ImportedFile:
    """The inventory of a file's drafts.

    Raises:
        ImportRefusedError: anything is wrong with them; holds every error, in the order of the tables.

    """
    built = build(content, stored)
    errors = [*content.errors, *missing_references(content, stored), *duplicates(content, built)]
    errors += wrong_dates(built, today)
    errors += empty_permissions(built[Part.PERMISSIONS])
    errors += [*half_hours(built[Part.PERMISSIONS]), *circles(built[Part.ORGANIZATIONS], stored)]
    errors += wrong_requirements(built[Part.REQUIREMENTS])
    if errors:
        raise ImportRefusedError(str(path), _in_order(errors, tables))
    return combine(content, built, stored)


def _in_order(errors: list[CellError], tables: Sequence[RawTable]) -> list[CellError]:
    """By sheet, row and column as in the file, each error once."""
    sheets = {table.sheet: index for index, table in enumerate(tables)}
    columns = {(table.sheet, name): index for table in tables for index, name in enumerate(table.header)}

    def position(error: CellError) -> tuple[int, int, int]:
        column = columns.get((error.sheet, error.column or ""), len(columns))
        return (sheets.get(error.sheet, 0), error.row or 0, column)

    return sorted(dict.fromkeys(errors), key=position)
