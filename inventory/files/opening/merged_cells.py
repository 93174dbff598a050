"""Merged cells: what their first cell shows holds for every row of them.

The reader that streams a sheet does not know of them, so they are read from the sheet's XML by themselves.
"""

import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from openpyxl.utils import range_boundaries
from openpyxl.xml.functions import iterparse

from inventory.faults import FaultKind
from inventory.files.reading.raw import MOST_COLUMNS, MOST_ROWS, Merged, RawRow, Unusable, is_blank
from inventory.files.reading.result import UnreadableError

ELEMENT = "mergeCell"
MARKS = tuple(ELEMENT.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
MOST_MERGED = 5_000  # ranges of cells
MOST_FILLED = MOST_ROWS * 10  # cells; more is no list that people keep
ACROSS = FaultKind(
    vi="được gộp ô với cột khác: bỏ gộp ô rồi điền từng ô",
    en="is merged with cells of other columns: unmerge them, and fill in each",
)
TOO_MANY = FaultKind(
    vi="có hơn {most} vùng ô gộp: bỏ gộp ô", en="has more than {most} merged ranges of cells: unmerge them"
)
TOO_MANY_CELLS = FaultKind(
    vi="có hơn {most} ô được gộp: bỏ gộp ô", en="has more than {most} merged cells: unmerge them"
)


def merged_cells(path: Path, member: str) -> list[Merged]:
    """The ranges of a sheet, which is a member of a workbook's archive.

    Raises:
        UnreadableError: there are more than a list can need.

    """
    with zipfile.ZipFile(path) as archive:
        if not any(mark in archive.read(member) for mark in MARKS):
            return []
        with archive.open(member) as sheet:
            found = [Merged(*range_boundaries(reference)) for reference in _references(sheet)]
    if len(found) > MOST_MERGED:
        raise UnreadableError(TOO_MANY(most=f"{MOST_MERGED:,}"))
    return found


def _references(sheet: IO[bytes]) -> Iterator[str]:
    for _, element in iterparse(sheet):
        if element.tag.rpartition("}")[2] == ELEMENT:
            yield element.get("ref", "")
        element.clear()


def filled_down(rows: Sequence[RawRow], ranges: Sequence[Merged]) -> list[RawRow]:
    """The rows, in which each merged cell has the value of its range's first.

    A range over several columns can't be filled: it may mean one value or several. Below the header its cells
    become unusable, so that the row is told.
    """
    if not ranges or not rows:
        return list(rows)
    numbers = [row.number for row in rows]
    cells = [list(row.cells) for row in rows]
    filled = 0
    for merged in ranges:
        places = range(bisect_left(numbers, merged.first_row), bisect_right(numbers, merged.last_row))
        filled += len(places)
        if filled > MOST_FILLED:
            raise UnreadableError(TOO_MANY_CELLS(most=f"{MOST_FILLED:,}"))
        _fill(cells, numbers, places, merged)
    return [RawRow(row.number, tuple(own)) for row, own in zip(rows, cells, strict=True)]


def _fill(cells: list[list[object]], numbers: list[int], places: range, merged: Merged) -> None:
    column = merged.first_column - 1
    if not places or column >= MOST_COLUMNS or numbers[places[0]] != merged.first_row:
        return  # a range whose first row is blank shows nothing
    value = _at(cells[places[0]], column)
    if is_blank(value):
        return
    if merged.last_column > merged.first_column:
        named = [
            covered
            for covered in range(column, min(merged.last_column, MOST_COLUMNS))
            if covered == column or not is_blank(_at(cells[0], covered))
        ]
        for place in places if places[0] > 0 else ():
            for covered in named:
                _put(cells[place], covered, Unusable(ACROSS()))
        return
    for place in places:
        _put(cells[place], column, value)


def _at(row: list[object], column: int) -> object:
    return row[column] if column < len(row) else None


def _put(row: list[object], column: int, value: object) -> None:
    row += [None] * (column + 1 - len(row))
    row[column] = value
