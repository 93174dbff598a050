"""CSV files become tables of raw cells: UTF-8 with or without BOM; comma, semicolon or tab."""

import csv
import io
from pathlib import Path

from inventory.files.layout.guarding import unguard
from inventory.files.layout.sheets import SHEETS, Sheet, recognise
from inventory.files.reading.raw import MOST_ROWS, RawRow, RawTable, Unusable, is_blank
from inventory.files.reading.result import UnreadableError
from inventory.safe_text import visible

DELIMITERS = (",", ";", "\t")


def read_csv(path: Path) -> list[tuple[Sheet, RawTable]]:
    """The one table of a CSV file, recognised by the file's name or its columns.

    Raises:
        UnreadableError: not UTF-8, empty, broken, or no table of an inventory.

    """
    table = delimited_table(path)
    sheet = recognise(path.stem, table.header)
    if sheet is None:
        file_names = ", ".join(f"{sheet.part}.csv" for sheet in SHEETS)
        raise UnreadableError(
            f"has columns from which its kind can't be told: name the file one of {file_names}"
        )
    return [(sheet, table)]


def delimited_table(path: Path) -> RawTable:
    """The one table of a CSV file, whatever it holds.

    Raises:
        UnreadableError: not UTF-8, empty, or broken.

    """
    text = _text(path)
    try:
        header, *rows = _records(text) or [(0, [])]
    except csv.Error as error:
        raise UnreadableError(f"is not a CSV file that can be read ({error})") from error
    names = tuple(cell.strip() for cell in header[1])
    if not any(names):
        raise UnreadableError("is empty: the first row names the columns")
    cells = tuple(RawRow(number, tuple(map(_value, row))) for number, row in rows)
    return RawTable(visible(path.name), names, cells, header[0])


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError("is not in UTF-8: in Excel, save it as “CSV UTF-8”") from error


def _records(text: str) -> list[tuple[int, list[str]]]:
    """Each row that is not blank with its number, as a spreadsheet counts: a row may have several lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows = []
    for number, row in enumerate(reader, start=1):
        if any(not is_blank(cell) for cell in row):
            rows.append((number, row))
        if len(rows) > MOST_ROWS:
            raise UnreadableError(f"has more than {MOST_ROWS:,} rows: divide the file")
    return rows


def _delimiter(text: str) -> str:
    """The one that makes the most columns of the first line with text; cells below may hold the others."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=lambda delimiter: len(next(csv.reader([line], delimiter=delimiter), [])))


def _value(cell: str) -> object:
    if cell.startswith("="):
        return Unusable("holds a formula: put an apostrophe before it if it is text")
    return unguard(cell)
