"""XLSX files become tables of raw cells. Formulas and macros are never run."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.read_only import EMPTY_CELL

from inventory.files.layout.sheets import ALL_SHEETS, SHEETS, Sheet, recognise
from inventory.files.reading.archive import check_archive
from inventory.files.reading.merged_cells import filled_down, merged_cells
from inventory.files.reading.raw import MOST_COLUMNS, MOST_ROWS, RawRow, RawTable, Unusable, is_blank
from inventory.files.reading.result import UnreadableError
from inventory.safe_text import quoted
from inventory.words import fold

LAST_ROW = 1_048_576  # of Excel
NOT_DATA = {fold(name) for name in ("Hướng dẫn", "Instructions", "Danh mục", "Lists")}
# ECMA-376 part 1, 22.9.2.19 (ST_Xstring); half a surrogate pair is no character.
ESCAPED = re.compile(r"_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")
# What openpyxl raises on a zip that is no workbook of ECMA-376; DefusedXmlException is a ValueError.
MALFORMED = (
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    OverflowError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
)


def read_xlsx(path: Path) -> list[tuple[Sheet, RawTable]]:
    """Every sheet that holds inventory data.

    Raises:
        UnreadableError: the file can't be opened safely, or a sheet can't be told.

    """
    return [(_sheet_of(table), table) for table in workbook_tables(path)]


def workbook_tables(path: Path) -> list[RawTable]:
    """Every sheet that holds data, whatever data that is.

    Raises:
        UnreadableError: the file can't be opened safely.

    """
    check_archive(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about charts and extensions, which hold no data
            return list(_tables(path))
    except MALFORMED as error:
        raise UnreadableError("is not a workbook that can be read: save it again as XLSX in Excel") from error


def _tables(path: Path) -> Iterator[RawTable]:
    with (
        path.open("rb") as file,
        closing(openpyxl.load_workbook(file, read_only=True, keep_links=False)) as workbook,
    ):
        for worksheet in workbook.worksheets:
            if fold(worksheet.title) in NOT_DATA:
                continue
            worksheet.reset_dimensions()  # the size that a file declares is only a claim
            rows = filled_down(list(_rows(worksheet)), merged_cells(path, _member(worksheet)))
            if rows or any(sheet.named(worksheet.title) for sheet in ALL_SHEETS):
                yield _table(worksheet.title, rows)


def _member(worksheet: Any) -> str:  # noqa: ANN401 - as below
    """The sheet's file in the archive, which openpyxl tells in no other way."""
    return str(worksheet._worksheet_path).lstrip("/")  # noqa: SLF001 - see above


def _rows(worksheet: Any) -> Iterator[RawRow]:  # noqa: ANN401 - openpyxl's read-only sheet has no public type
    filled_rows, blank = 0, None
    for number, row in enumerate(worksheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
        if number > LAST_ROW:
            break
        # One cell formatted at the bottom makes a million blank rows, all of them the same tuple.
        if row is blank or all(cell is EMPTY_CELL for cell in row):
            blank = row
            continue
        cells = tuple(map(_value, row))
        if any(not is_blank(cell) for cell in cells):
            filled_rows += 1
            yield RawRow(number, cells)
        if filled_rows > MOST_ROWS:
            text = f"sheet {quoted(worksheet.title)} has more than {MOST_ROWS:,} rows: divide the file"
            raise UnreadableError(text)


def _value(cell: Any) -> object:  # noqa: ANN401 - one of openpyxl's three classes of cells
    if cell.data_type == "f":
        return Unusable("holds a formula: copy the cell and paste it as a value")
    if cell.data_type == "e":
        return Unusable(f"holds Excel's error {quoted(cell.value)}: correct it")
    if isinstance(cell.value, str):
        return unescaped(cell.value)
    return cell.value


def unescaped(text: str) -> str:
    """A cell's text with the characters that its escapes stand for, as Excel shows it."""
    return ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), text)


def _table(title: str, rows: list[RawRow]) -> RawTable:
    if not rows:
        raise UnreadableError(f"sheet {quoted(title)} is empty: fill it in or delete the sheet")
    first, *data_rows = rows
    width = 1 + max(index for row in rows for index, cell in enumerate(row.cells) if not is_blank(cell))
    names = (*first.cells, *[None] * width)[:width]
    return RawTable(title, tuple(map(_name, names)), tuple(data_rows), first.number)


def _name(cell: object) -> str:
    if isinstance(cell, Unusable):
        return f"({cell.message})"
    return "" if is_blank(cell) else " ".join(str(cell).split())


def _sheet_of(table: RawTable) -> Sheet:
    sheet = recognise(table.sheet, table.header)
    if sheet is None:
        names = ", ".join(f"{sheet.vi} ({sheet.en})" for sheet in SHEETS)
        raise UnreadableError(
            f"sheet {quoted(table.sheet)} is not known: name it one of {names}, or delete it"
        )
    return sheet
