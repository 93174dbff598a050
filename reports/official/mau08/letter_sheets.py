"""The letter's parts and its annexes as sheets of a workbook. Every cell is text, none a formula."""

from typing import Literal, cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from inventory.settings.letterhead import BLANK
from reports.official import layout
from reports.official.document import Annex, Letter, Paragraph, Table
from reports.text import plain_text

LETTER = "Thông tin chung"
LETTER_WIDTH = 120  # characters: a page, with lines of the body
LINE = 100  # characters of a line of it
LINE_HEIGHT = 16  # points
THIN = Side(style="thin")
LINES = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
TO_FILL_IN = PatternFill("solid", fgColor="FFF2CC")
A4 = 9  # ECMA-376 part 1, 18.3.1.63
MILLIMETRES = 2.0  # of a character


def add_letter(workbook: Workbook, letter: Letter) -> None:
    """A sheet of what stands before the table, and one for each annex."""
    sheet = workbook.create_sheet(LETTER)
    for row, (line, bold) in enumerate(_lines(letter), start=1):
        cell = at(sheet, row, 1)
        put(cell, line, bold=bold, left=True)
        sheet.row_dimensions[row].height = LINE_HEIGHT * (1 + len(line) // LINE)
    set_widths(sheet, (LETTER_WIDTH,))
    on_a4(sheet, orientation="portrait")
    for annex in letter.annexes:
        _add_annex(workbook.create_sheet(f"Phụ lục {annex.number}"), annex)


def at(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell; it is filled before any cells are merged."""
    return cast("Cell", sheet.cell(row, column))


def put(
    cell: Cell, text: str, *, size: int = 12, bold: bool = False, italic: bool = False, left: bool = False
) -> None:
    """Text as it is; what is to be filled in by hand stands out."""
    cell.value = plain_text.written(text)
    cell.data_type = "s"  # openpyxl would make a formula of a leading =, and an error of #N/A
    cell.number_format = "@"
    cell.quotePrefix = text.startswith(plain_text.FORMULA_STARTS)  # and editing the cell leaves it text
    cell.font = Font(name=layout.FONT, size=size, bold=bold, italic=italic)
    cell.alignment = Alignment(horizontal="left" if left else "center", vertical="center", wrap_text=True)
    if BLANK in text:
        cell.fill = TO_FILL_IN


def set_widths(sheet: Worksheet, widths: tuple[float, ...]) -> None:
    """In characters."""
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def on_a4(sheet: Worksheet, orientation: Literal["portrait", "landscape"] = "landscape") -> None:
    """As many pages as it takes, one page wide."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = orientation, A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5  # inches


def _lines(letter: Letter) -> list[tuple[str, bool]]:
    """Each with whether it is bold."""
    heading = letter.heading
    top = [(" ".join(heading.parent.splitlines()), False), (" ".join(heading.issuer.splitlines()), True)]
    top += [(heading.number, False)]
    top += [(f"V/v {heading.subject}", False), (heading.place_and_day, False)]
    to = [(f"Kính gửi: {'; '.join(letter.addressees)}.", True)]
    body = [(part.text, part.kind == "heading") for part in letter.body if isinstance(part, Paragraph)]
    signature = letter.signature
    names = [(name, True) for name in (signature.authority, signature.position, signature.signer) if name]
    recipients = [("Nơi nhận:", True), *((line, False) for line in letter.recipients)]
    return [line for line in (*top, *to, *body, *names, *recipients) if line[0]]


def _add_annex(sheet: Worksheet, annex: Annex) -> None:
    table, last = annex.table, len(annex.table.columns)
    for row, (text, bold) in enumerate(
        ((f"Phụ lục {annex.number}", True), (annex.title, True), (annex.reference, False)), start=1
    ):
        put(at(sheet, row, 1), text, bold=bold, italic=not bold)
        sheet.row_dimensions[row].height = LINE_HEIGHT * (1 + len(text) // LINE)
    _fill(sheet, table, 5)
    for row in (1, 2, 3):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
    set_widths(sheet, tuple(column.width / MILLIMETRES for column in table.columns))
    sheet.print_title_rows = "5:5"
    on_a4(sheet)


def _fill(sheet: Worksheet, table: Table, top: int) -> None:
    for column, told in enumerate(table.columns, start=1):
        cells = [at(sheet, top + place, column) for place in range(len(table.rows) + 1)]
        put(cells[0], told.heading, bold=True, size=11)
        for cell, values in zip(cells[1:], table.rows, strict=True):
            put(cell, values[column - 1] or "", size=11, left=told.align == "left")
        for cell in cells:
            cell.border = LINES
