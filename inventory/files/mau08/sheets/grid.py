"""A sheet as a grid of cells in which merged cells know each other."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from inventory.faults import FaultKind
from inventory.files.mau08.cells import one_line
from inventory.files.reading.raw import MOST_COLUMNS, RawSheet, Unusable, is_blank
from inventory.files.reading.result import UnreadableError
from inventory.safe_text import quoted

TOO_WIDE = FaultKind(
    vi="trang {sheet} có hơn {most} cột: chia nhỏ tệp",
    en="sheet {sheet} has more than {most} columns: divide the file",
)


@dataclass(frozen=True)
class Grid:
    """``cells``: what is written, by row and column from 1. ``anchors``: for a merged cell, the one shown."""

    title: str
    cells: dict[tuple[int, int], object]
    anchors: dict[tuple[int, int], tuple[int, int]]
    width: int

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The cell whose value is seen there."""
        return self.anchors.get((row, column), (row, column))

    def value(self, row: int, column: int) -> object:
        """What is seen there: of a merged cell, what stands in its first."""
        return self.cells.get(self.anchor(row, column))

    def text(self, row: int, column: int) -> str:
        """The value as one line of text; nothing for a blank cell or a formula."""
        value = self.value(row, column)
        return "" if is_blank(value) or isinstance(value, Unusable) else one_line(str(value))

    def filled(self, row: int) -> list[int]:
        """The columns that show something of their own in a row: a merged cell counts in its first column."""
        return [
            column
            for column in range(1, self.width + 1)
            if not is_blank(self.value(row, column)) and self.anchor(row, column)[1] == column
        ]

    def texts(self) -> Iterator[str]:
        """Every text of the sheet."""
        return (value for value in self.cells.values() if isinstance(value, str))

    @property
    def rows(self) -> list[int]:
        """The numbers of the rows that hold anything, merged cells included."""
        merged = {row for (row, _), anchor in self.anchors.items() if anchor in self.cells}
        return sorted({row for row, _ in self.cells} | merged)

    def where(self, row: int, column: int) -> str:
        """A cell's address, as B7."""
        return f"{get_column_letter(column)}{row}"


def grids_in(sheets: Iterable[RawSheet]) -> list[Grid]:
    """The sheets of a file that hold anything."""
    return [grid for grid in map(_grid, sheets) if grid.cells]


def _grid(sheet: RawSheet) -> Grid:
    cells = {
        (row.number, place): _composed(cell)
        for row in sheet.rows
        for place, cell in enumerate(row.cells, start=1)
        if not is_blank(cell)
    }
    width = max((column for _, column in cells), default=0)
    if width > MOST_COLUMNS:
        raise UnreadableError(TOO_WIDE(sheet=quoted(sheet.title), most=MOST_COLUMNS))
    last = max((row for row, _ in cells), default=0)
    anchors = {
        (row, column): (merged.first_row, merged.first_column)
        for merged in sheet.merged
        for row in range(merged.first_row, min(merged.last_row, last + MOST_COLUMNS) + 1)
        for column in range(merged.first_column, min(merged.last_column, width) + 1)
    }
    return Grid(one_line(sheet.title), cells, anchors, width)


def _composed(cell: object) -> object:
    return unicodedata.normalize("NFC", cell) if isinstance(cell, str) else cell
