"""A worksheet as a grid of cells in which merged cells know each other. Formulas are never run."""

import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from inventory.files.mau08.cells import one_line
from inventory.files.reading.archive import check_archive
from inventory.files.reading.raw import MOST_COLUMNS, MOST_ROWS, Unusable, is_blank
from inventory.files.reading.result import UnreadableError
from inventory.files.reading.workbook import MALFORMED, unescaped
from inventory.safe_text import quoted

MOST_UNPACKED = 16 * 1024 * 1024  # bytes of XML: the whole sheet is held in memory, to know its merged cells
MOST_MERGED = 5_000  # ranges of cells


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


def read_grids(path: Path) -> list[Grid]:
    """The sheets of a workbook that hold anything.

    Raises:
        UnreadableError: the file can't be opened safely, or is too large for a form.

    """
    check_archive(path, largest=MOST_UNPACKED)
    try:
        with warnings.catch_warnings(), path.open("rb") as file:
            warnings.simplefilter("ignore")  # about charts and extensions, which hold no data
            with closing(openpyxl.load_workbook(file, keep_links=False)) as workbook:
                grids = [_grid(worksheet) for worksheet in workbook.worksheets]
    except MALFORMED as error:
        raise UnreadableError("is not a workbook that can be read: save it again as XLSX in Excel") from error
    return [grid for grid in grids if grid.cells]


def _grid(worksheet: Worksheet) -> Grid:
    ranges = worksheet.merged_cells.ranges
    cells = {
        (cell.row, cell.column): value
        for row in worksheet.iter_rows()
        for cell in row
        if isinstance(cell, Cell) and not is_blank(value := _value(cell))
    }
    width = max((column for _, column in cells), default=0)
    if len({row for row, _ in cells}) > MOST_ROWS or width > MOST_COLUMNS or len(ranges) > MOST_MERGED:
        limit = f"{MOST_ROWS:,} rows, {MOST_COLUMNS} columns or {MOST_MERGED:,} merged cells"
        raise UnreadableError(f"sheet {quoted(worksheet.title)} has more than {limit}: divide the file")
    last = max((row for row, _ in cells), default=0)
    anchors = {
        (row, column): (merged.min_row, merged.min_col)
        for merged in ranges
        for row in range(merged.min_row, min(merged.max_row, last + MOST_COLUMNS) + 1)
        for column in range(merged.min_col, min(merged.max_col, width) + 1)
    }
    return Grid(one_line(worksheet.title), cells, anchors, width)


def _value(cell: Cell) -> object:
    if cell.data_type == "f":
        return Unusable("holds a formula: copy the cell and paste it as a value")
    if cell.data_type == "e":
        return Unusable(f"holds Excel's error {quoted(cell.value)}: correct it")
    if isinstance(cell.value, str):
        return unicodedata.normalize("NFC", unescaped(cell.value))
    return cell.value
