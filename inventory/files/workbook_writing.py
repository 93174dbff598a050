"""The workbook that an export and the template share: one sheet a part, with a fixed header."""

import io
import re
from collections.abc import Iterable
from datetime import date

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from inventory.errors import InventoryError
from inventory.files.cells.guarding import guard
from inventory.files.layout.columns import Column
from inventory.files.layout.filled_sheets import Filled
from inventory.safe_text import quoted

HEADER_FILL = PatternFill("solid", fgColor="1F4E79")
HEADER_FONT = Font(bold=True, color="FFFFFF")
WRAPPED = Alignment(wrap_text=True, vertical="top")
DATE_FORMAT = "dd/mm/yyyy"
FIRST_DATE = date(1900, 3, 1)  # Excel's calendar has a 29/02/1900, so earlier serial numbers are off by one
LONGEST_CELL = 32_767  # characters, Excel's limit
AMBIGUOUS = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # would be read as an escape (ECMA-376 part 1, 22.9.2.19)


def new_workbook(sheets: Iterable[Filled]) -> Workbook:
    """A workbook with these sheets."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for filled in sheets:
        _fill(workbook.create_sheet(filled.sheet.vi), filled)
    return workbook


def saved(workbook: Workbook) -> bytes:
    """A workbook as an XLSX file."""
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _fill(worksheet: Worksheet, filled: Filled) -> None:
    worksheet.append([_head(worksheet, column) for column in filled.sheet.columns])
    for values in filled.rows:
        worksheet.append([cell_with(worksheet, value) for value in values])
    for number, column in enumerate(filled.sheet.columns, start=1):
        worksheet.column_dimensions[get_column_letter(number)].width = column.width
    worksheet.row_dimensions[1].height = 32
    worksheet.freeze_panes = "B2"


def _head(worksheet: Worksheet, column: Column) -> Cell:
    cell = cell_with(worksheet, column.vi)
    cell.font, cell.fill, cell.alignment = HEADER_FONT, HEADER_FILL, WRAPPED
    note = Comment(f"{column.en}\n\n{column.help_vi}\n{column.help_en}", "capdo", height=140, width=320)
    cell.comment = note
    return cell


def cell_with(worksheet: Worksheet, value: object) -> Cell:
    """A cell, not yet in its place, in which text stays text and a date is a date.

    Raises:
        InventoryError: the text is longer than a cell holds.

    """
    cell = Cell(worksheet, row=1, column=1)
    if isinstance(value, date) and value >= FIRST_DATE:
        cell.value = value
        cell.number_format = DATE_FORMAT
    elif isinstance(value, int):
        cell.value = value
    elif value is not None:
        _put_text(cell, value.isoformat() if isinstance(value, date) else str(value))
    return cell


def cell_text(text: str) -> str:
    """A text as it stands in a cell.

    Raises:
        InventoryError: it is longer than a cell holds.

    """
    escaped = AMBIGUOUS.sub("_x005F_", text)
    if len(escaped) > LONGEST_CELL:
        limit = f"longer than the {LONGEST_CELL:,} characters of a cell"
        raise InventoryError("{text} is {limit}: export to YAML or JSON", text=quoted(text), limit=limit)
    return escaped


def _put_text(cell: Cell, text: str) -> None:
    cell.value = cell_text(text)
    cell.data_type = "s"  # openpyxl would make a formula of a leading =, and an error of #N/A
    cell.number_format = "@"  # editing the cell keeps it text
    cell.quotePrefix = guard(text) != text
