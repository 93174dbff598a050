"""A file of lists: opened with what its columns look like, read with what is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inventory.files.assembling.whole import assembled
from inventory.files.lists.mapping import ListTable, check_told, list_table
from inventory.files.lists.reading import ListReading, read_lists
from inventory.files.reading.answers import FileAnswers
from inventory.files.reading.raw import RawSheet
from inventory.files.reading.read_file import ReadFile
from inventory.files.reading.result import CellError, ImportedFile, ImportRefusedError
from inventory.model import Inventory, Text


@dataclass(frozen=True)
class ListFile:
    """The lists of a file. ``owner``: whom it names as that of all; ``unused``: sheets that are no list."""

    tables: tuple[ListTable, ...]
    unused: tuple[str, ...]
    told: tuple[Text, ...]
    owner: str | None = None


def lists_of(sheets: Sequence[RawSheet], answers: FileAnswers, owner: str | None = None) -> ListFile | None:
    """The lists of a file; None where it has none."""
    tables = [(sheet, list_table(sheet, answers)) for sheet in sheets if sheet.rows]
    if answers.columns:
        check_told(answers, [table for _, table in tables])
    lists = tuple(table for _, table in tables if table.is_list)
    if not lists:
        return None
    unused = tuple(sheet.title for sheet, table in tables if not table.is_list)
    return ListFile(lists, unused, tuple(told for sheet in sheets for told in sheet.told), owner)


def read_list_file(
    path: Path, file: ListFile, stored: Inventory, answers: FileAnswers, today: date
) -> ReadFile:
    """What can be stored of the lists.

    Raises:
        ImportRefusedError: anything is wrong with a row, and it was not said that such rows are left out.

    """
    skipped: frozenset[tuple[str, int]] = frozenset()
    unsure: list[CellError] = []
    while True:
        reading = read_lists(file.tables, stored, answers, file.owner, skipped)
        try:
            content = assembled(path, reading.content, stored, today, [one.table for one in file.tables])
        except ImportRefusedError as error:
            rows = frozenset((one.sheet, one.row) for one in error.errors if one.row)
            if not answers.skip_unsure or not rows - skipped or any(not one.row for one in error.errors):
                raise
            unsure += [one for one in error.errors if (one.sheet, one.row) not in skipped]
            skipped |= rows
            continue
        return _read(file, reading, content, tuple(unsure))


def _read(
    file: ListFile, reading: ListReading, content: ImportedFile, unsure: tuple[CellError, ...]
) -> ReadFile:
    return ReadFile(
        content,
        left_out=tuple(reading.content.left_out),
        unused=file.unused,
        told=(*file.told, *reading.content.told),
        readings=tuple(reading.content.readings),
        lists=file.tables,
        unsure=unsure,
        new=frozenset(reading.new),
    )
