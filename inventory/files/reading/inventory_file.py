"""An inventory file of any format, read whole or refused whole."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from inventory import clock
from inventory.files.layout.sheets import Part, Sheet
from inventory.files.reading.assemble import build, combine
from inventory.files.reading.delimited import read_csv
from inventory.files.reading.examples import without_examples
from inventory.files.reading.order import circles, empty_permissions, half_hours, wrong_dates
from inventory.files.reading.raw import RawTable, is_blank
from inventory.files.reading.references import duplicates, missing_references
from inventory.files.reading.result import (
    CellError,
    ImportedFile,
    ImportRefusedError,
    ReadFile,
    UnreadableError,
)
from inventory.files.reading.rows import read_content
from inventory.files.reading.structured import read_json, read_yaml
from inventory.files.reading.workbook import read_xlsx
from inventory.files.requirements.checking import as_of_today, wrong_requirements
from inventory.model import Inventory
from inventory.safe_text import quoted

LARGEST_FILE = 20 * 1024 * 1024  # bytes

Tables = list[tuple[Sheet, RawTable]]
READERS: dict[str, Callable[[Path], Tables]] = {
    ".xlsx": read_xlsx,
    ".csv": read_csv,
    ".yaml": read_yaml,
    ".yml": read_yaml,
    ".json": read_json,
}


def read_inventory(path: Path, *, today: date | None = None, known: Inventory | None = None) -> ImportedFile:
    """What ``read_file`` reads, without what it leaves out."""
    return read_file(path, today=today, known=known).content


def read_file(path: Path, *, today: date | None = None, known: Inventory | None = None) -> ReadFile:
    """Read an XLSX, CSV, YAML or JSON file, or a folder of CSV files as an export writes them.

    ``known`` is what is stored already: the file may name its codes, and columns that the file does not have
    keep its values. ``today`` is the last day that is not in the future (default: the day in Vietnam).

    Raises:
        ImportRefusedError: anything is wrong with the file; holds every error.

    """
    try:
        tables, examples = without_examples(_tables(path))
    except OSError as error:  # a name that is too long, or folders that link in a circle
        problem = CellError("", None, None, f"can't be read ({error.strerror}): check the path")
        raise ImportRefusedError(quoted(path), [problem]) from error
    except UnreadableError as error:
        raise ImportRefusedError(str(path), [CellError("", None, None, str(error))]) from error
    content = read_content(tables)
    as_of_today(content, today or clock.today())
    known = known or Inventory()
    built = build(content, known)
    errors = [*content.errors, *missing_references(content, known), *duplicates(content, built)]
    errors += wrong_dates(built, today or clock.today())
    errors += empty_permissions(built[Part.PERMISSIONS])
    errors += [*half_hours(built[Part.PERMISSIONS]), *circles(built[Part.ORGANIZATIONS], known)]
    errors += wrong_requirements(built[Part.REQUIREMENTS])
    if errors:
        raise ImportRefusedError(str(path), _in_order(errors, tables))
    return ReadFile(combine(content, built, known), examples)


def _tables(path: Path) -> Tables:
    paths = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    if not paths:
        raise UnreadableError("is a folder without CSV files: name a file, or the folder of a CSV export")
    tables = [table for file in paths for table in _tables_of(file)]
    if not any(not is_blank(cell) for _, table in tables for row in table.rows for cell in row.cells):
        raise UnreadableError("has no rows: fill in at least one organization or system")
    return tables


def _tables_of(path: Path) -> Tables:
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableError(f"is of a format that can't be read: use one of {', '.join(READERS)}")
    if not path.is_file():
        raise UnreadableError("does not exist, or is not a file: check the path")
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            limit = f"the limit is {LARGEST_FILE // 2**20} MB"
            raise UnreadableError(
                f"is {size / 2**20:.0f} MB large; {limit}: remove what is no inventory data"
            )
        return reader(path)
    except OSError as error:
        raise UnreadableError(f"can't be read ({error.strerror}): check its permissions") from error


def _in_order(errors: list[CellError], tables: Tables) -> list[CellError]:
    """By sheet, row and column as in the file, each error once."""
    sheets = {table.sheet: index for index, (_, table) in enumerate(tables)}
    columns = {(table.sheet, name): index for _, table in tables for index, name in enumerate(table.header)}

    def position(error: CellError) -> tuple[int, int, int]:
        column = columns.get((error.sheet, error.column or ""), len(columns))
        return (sheets.get(error.sheet, 0), error.row or 0, column)

    return sorted(dict.fromkeys(errors), key=position)
