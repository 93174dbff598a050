"""The form as XLSX: what people pass on and fill in. Every cell is text or a number, none a formula."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from inventory.approvals.vocabulary import Approval, Assessment, ProtectionPlan
from inventory.files.mau08.form import HEADINGS, Field
from reports.official.document import Heading, Letter
from reports.official.mau08.letter import CENTRED
from reports.official.mau08.letter_sheets import LINES, add_letter, at, on_a4, put, set_widths
from reports.official.mau08.rows import Mau08Form

TITLE = "DANH SÁCH HỆ THỐNG THÔNG TIN VÀ TÌNH TRẠNG PHÊ DUYỆT, TRIỂN KHAI BẢO ĐẢM AN NINH MẠNG THEO CẤP ĐỘ"
NAME = "Mẫu 08"
WIDTHS = (6, 36, 26, 26, 9, 17, 22, 22, 15, 17, 15, 17)
HEADER_ROW = 6  # below the body, the form's name, the title and the period
NUMBERS = {Field.NUMBER, Field.LEVEL}
VALUES: dict[Field, type[Approval | ProtectionPlan | Assessment]] = {
    Field.STATUS: Approval,
    Field.PLAN: ProtectionPlan,
    Field.ASSESSMENT: Assessment,
}


def render_form_xlsx(form: Mau08Form, letter: Letter) -> bytes:
    """A workbook that prints on A4: the table, which people pass on; then the letter's parts and annexes."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = NAME
    _top(sheet, form, letter.heading)
    _header(sheet)
    for number, row in enumerate(form.rows, start=HEADER_ROW + 2):
        _fill(sheet, number, row)
    _offer_values(sheet, HEADER_ROW + 1 + max(len(form.rows), 1))
    _set_up(sheet)
    add_letter(workbook, letter)
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def _top(sheet: Worksheet, form: Mau08Form, heading: Heading) -> None:
    last = len(HEADINGS)
    parent, issuer = (" ".join(name.splitlines()) for name in (heading.parent, heading.issuer))
    put(at(sheet, 1, 1), parent or issuer, bold=not parent)
    put(at(sheet, 2, 1), issuer if parent else "", bold=True)
    put(at(sheet, 1, last - 1), NAME, bold=True)
    put(at(sheet, 3, 1), TITLE, bold=True, size=13)
    put(at(sheet, 4, 1), form.period, italic=True)
    for row, first, end in ((1, 1, 4), (2, 1, 4), (1, last - 1, last), (3, 1, last), (4, 1, last)):
        sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=end)


def _header(sheet: Worksheet) -> None:
    for column, heading in enumerate(HEADINGS.values(), start=1):
        for row, text in ((HEADER_ROW, heading), (HEADER_ROW + 1, f"({column})")):
            cell = at(sheet, row, column)
            put(cell, text, bold=row == HEADER_ROW, italic=row != HEADER_ROW, size=11)
            cell.border = LINES
    sheet.row_dimensions[HEADER_ROW].height = 62  # points: four lines


def _fill(sheet: Worksheet, number: int, row: tuple[str, ...]) -> None:
    for column, (field, text) in enumerate(zip(HEADINGS, row, strict=True), start=1):
        cell = at(sheet, number, column)
        put(cell, text, size=11, left=field not in CENTRED)
        if field in NUMBERS and text.isdecimal():
            cell.value, cell.number_format = int(text), "0"
        cell.border = LINES


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
    set_widths(sheet, WIDTHS)
    sheet.freeze_panes = f"C{HEADER_ROW + 2}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW + 1}"
    on_a4(sheet)
