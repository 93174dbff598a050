"""A copy of a workbook with a comment in each cell that is wrong: for the people who filled it in."""

import io
import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import openpyxl
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from inventory.errors import InventoryError
from inventory.faults import FaultKind, in_language
from inventory.files.opening.archive import check_archive
from inventory.files.opening.sheets import MACRO_FREE, open_sheets
from inventory.files.opening.workbook import MALFORMED
from inventory.files.reading.raw import RawSheet, Unusable, is_blank
from inventory.files.reading.result import CellError, UnreadableError
from inventory.files.reading.tables import name_of
from inventory.files.workbook_writing import cell_with
from inventory.files.writing import write_whole
from inventory.model import Language

LETTERS = re.compile("[A-Z]{1,3}")  # of a column that has no name
AUTHOR = "capdo"
FILL = PatternFill("solid", fgColor="FFC7CE")
WIDTH, HEIGHT = 320, 120  # of a comment, in points
LONGEST = 2_000  # characters of a comment
SHEET_NAME = 31  # characters, of Excel
UNMARKED = FaultKind(
    vi="{file}: không ghi được bản có chú thích của tệp này",
    en="{file}: no copy with comments can be made of it",
)


def write_marked(source: Path, target: Path, errors: Iterable[CellError], language: Language) -> None:
    """Write the copy: of a workbook as it is, of another file its cells in a new one.

    Raises:
        InventoryError: the file has no cells, or the copy can't be written.

    """
    try:
        sheets = open_sheets(source) if source.is_file() else []
        workbook = _copy(source, sheets)
    except (UnreadableError, OSError, *MALFORMED) as unreadable:
        raise InventoryError(in_language(UNMARKED(file=source), language)) from unreadable
    if not sheets:
        raise InventoryError(in_language(UNMARKED(file=source), language))
    by_title = {sheet.title: sheet for sheet in sheets}
    told: dict[tuple[str, int, int], list[str]] = defaultdict(list)
    for error in errors:
        sheet = by_title.get(error.sheet) or sheets[0]
        told[sheet.title, error.row or _header_row(sheet, error), _column(sheet, error)].append(
            in_language(error.message, language)
        )
    titles = {sheet.title: worksheet for sheet, worksheet in zip(sheets, workbook.worksheets, strict=False)}
    for (title, row, column), texts in told.items():
        _mark(titles[title], row, column, "\n".join(texts))
    saved = io.BytesIO()
    workbook.save(saved)
    write_whole(target, saved.getvalue())


def _copy(source: Path, sheets: Iterable[RawSheet]) -> Workbook:
    if source.suffix.lower() in MACRO_FREE:
        check_archive(source)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about charts and extensions, which are not kept
            return openpyxl.load_workbook(source, keep_links=False)
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for sheet in sheets:
        worksheet = workbook.create_sheet(
            sheet.title[:SHEET_NAME].translate(str.maketrans("[]:*?/\\", "_" * 7))
        )
        for row, column, value in _cells(sheet):
            cell = worksheet.cell(row, column)
            cell.value = cell_with(worksheet, value).value
    return workbook


def _cells(sheet: RawSheet) -> Iterator[tuple[int, int, object]]:
    for row in sheet.rows:
        for place, cell in enumerate(row.cells, start=1):
            if not is_blank(cell):
                yield row.number, place, str(cell.message) if isinstance(cell, Unusable) else cell


def _header_row(sheet: RawSheet, error: CellError) -> int:
    rows = (row.number for row in sheet.rows if error.column in list(map(name_of, row.cells)))
    return next(rows, sheet.rows[0].number if sheet.rows else 1)


def _column(sheet: RawSheet, error: CellError) -> int:
    """The column of a heading, or the one that a letter names; the first for an error of the whole row."""
    if error.column is None:
        return 1
    for row in sheet.rows:
        names = list(map(name_of, row.cells))
        if error.column in names:
            return names.index(error.column) + 1
    if LETTERS.fullmatch(error.column):
        return column_index_from_string(error.column)
    return 1


def _mark(worksheet: Worksheet, row: int, column: int, text: str) -> None:
    cell = worksheet.cell(row, column)
    ranges = (merged for merged in worksheet.merged_cells.ranges if cell.coordinate in merged)
    anchor = next(((merged.min_row, merged.min_col) for merged in ranges), (row, column))
    marked = worksheet.cell(*anchor)
    earlier = f"{marked.comment.text}\n" if marked.comment else ""
    marked.comment = Comment((earlier + text)[:LONGEST], AUTHOR, height=HEIGHT, width=WIDTH)
    marked.fill = FILL
