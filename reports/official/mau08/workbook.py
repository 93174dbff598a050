"""The form as XLSX: what people pass on and fill in. Every cell is text or a number, none a formula."""

from io import BytesIO
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from inventory.approvals.vocabulary import Approval, Assessment, ProtectionPlan
from inventory.files.mau08.form import HEADINGS, Field
from inventory.settings.letterhead import Letterhead
from reports.official import layout
from reports.official.mau08.rows import Mau08Form
from reports.text import plain_text

TITLE = "DANH SÁCH HỆ THỐNG THÔNG TIN VÀ TÌNH TRẠNG PHÊ DUYỆT, TRIỂN KHAI BẢO ĐẢM AN NINH MẠNG THEO CẤP ĐỘ"
NAME = "Mẫu 08"
WIDTHS = (6, 36, 26, 26, 9, 17, 22, 22, 15, 17, 15, 17)
HEADER_ROW = 6  # below the body, the form's name, the title and the period
NUMBERS = {Field.NUMBER, Field.LEVEL}
CENTRED = frozenset(HEADINGS) - {Field.NAME, Field.OWNER, Field.OPERATOR}
VALUES: dict[Field, type[Approval | ProtectionPlan | Assessment]] = {
    Field.STATUS: Approval,
    Field.PLAN: ProtectionPlan,
    Field.ASSESSMENT: Assessment,
}
THIN = Side(style="thin")
LINES = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
A4 = 9  # ECMA-376 part 1, 18.3.1.63


def render_form_xlsx(form: Mau08Form, letterhead: Letterhead) -> bytes:
    """A workbook of one sheet that prints on A4, the header on each page."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = NAME
    _top(sheet, form, letterhead)
    _header(sheet)
    for number, row in enumerate(form.rows, start=HEADER_ROW + 2):
        _fill(sheet, number, row)
    _offer_values(sheet, HEADER_ROW + 1 + max(len(form.rows), 1))
    _set_up(sheet)
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def _top(sheet: Worksheet, form: Mau08Form, letterhead: Letterhead) -> None:
    last = len(HEADINGS)
    _put(_at(sheet, 1, 1), letterhead.parent.upper() or letterhead.issuer.upper(), bold=not letterhead.parent)
    _put(_at(sheet, 2, 1), letterhead.issuer.upper() if letterhead.parent else "", bold=True)
    _put(_at(sheet, 1, last - 1), NAME, bold=True)
    _put(_at(sheet, 3, 1), TITLE, bold=True, size=13)
    _put(_at(sheet, 4, 1), form.period, italic=True)
    for row, first, end in ((1, 1, 4), (2, 1, 4), (1, last - 1, last), (3, 1, last), (4, 1, last)):
        sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=end)


def _header(sheet: Worksheet) -> None:
    for column, heading in enumerate(HEADINGS.values(), start=1):
        for row, text in ((HEADER_ROW, heading), (HEADER_ROW + 1, f"({column})")):
            cell = _at(sheet, row, column)
            _put(cell, text, bold=row == HEADER_ROW, italic=row != HEADER_ROW, size=11)
            cell.border = LINES
    sheet.row_dimensions[HEADER_ROW].height = 62  # points: four lines


def _fill(sheet: Worksheet, number: int, row: tuple[str, ...]) -> None:
    for column, (field, text) in enumerate(zip(HEADINGS, row, strict=True), start=1):
        cell = _at(sheet, number, column)
        _put(cell, text, size=11, left=field not in CENTRED)
        if field in NUMBERS and text.isdecimal():
            cell.value, cell.number_format = int(text), "0"
        cell.border = LINES


def _at(sheet: Worksheet, row: int, column: int) -> Cell:
    return cast("Cell", sheet.cell(row, column))  # it is filled before any cells are merged


def _put(
    cell: Cell, text: str, *, size: int = 12, bold: bool = False, italic: bool = False, left: bool = False
) -> None:
    cell.value = plain_text.written(text)
    cell.data_type = "s"  # openpyxl would make a formula of a leading =, and an error of #N/A
    cell.number_format = "@"
    cell.quotePrefix = text.startswith(plain_text.FORMULA_STARTS)  # and editing the cell leaves it text
    cell.font = Font(name=layout.FONT, size=size, bold=bold, italic=italic)
    cell.alignment = Alignment(horizontal="left" if left else "center", vertical="center", wrap_text=True)


def _offer_values(sheet: Worksheet, last: int) -> None:
    """Drop-downs of the fixed values; a dash for none is left as it is."""
    for column, field in enumerate(HEADINGS, start=1):
        if field in VALUES:
            choices = ",".join(value.value for value in VALUES[field])
            offered = DataValidation(
                type="list", formula1=f'"{choices}"', allow_blank=True, showErrorMessage=False
            )
            letter = get_column_letter(column)
            offered.add(f"{letter}{HEADER_ROW + 2}:{letter}{last + 1}")
            sheet.add_data_validation(offered)


def _set_up(sheet: Worksheet) -> None:
    for column, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"C{HEADER_ROW + 2}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes, one page wide
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5  # inches
