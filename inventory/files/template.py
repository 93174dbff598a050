"""The workbook that people fill in: explained, with drop-downs and example rows."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.attributes import Scope
from inventory.files.layout.choices import EVENTS, HARMS, KINDS, ROLES, SCOPES, SETTINGS, WORKS_GRADES
from inventory.files.layout.columns import Column
from inventory.files.layout.filled_sheets import filled_sheets
from inventory.files.layout.formats import DATE, INTEGER, TIME
from inventory.files.layout.instructions import INSTRUCTIONS
from inventory.files.layout.sheets import BY_PART, SHEETS, Part, Sheet
from inventory.files.workbook_writing import DATE_FORMAT, WRAPPED, cell_with, new_workbook, saved
from inventory.files.writing import write_whole
from inventory.model import Endpoint, Inventory, Organization, OrganizationKind, ScanPermission, System
from inventory.words import YES_NO, Words

FILLED_ROWS = 2_000  # as far as the drop-downs reach
GUIDE, LISTS = "Hướng dẫn", "Danh mục"
LISTED = (KINDS, ROLES, EVENTS, YES_NO, SCOPES, HARMS, WORKS_GRADES, SETTINGS)
NUMBERS = {
    "level": '"1,2,3,4,5"',
    "proposed_level": '"1,2,3,4,5"',
    "online_public_service_level": '"0,1,2,3,4"',
}
TEXT_FORMAT = "@"  # of blank cells too: else Excel makes a date of 3/4 and a number of 01
NUMBER_FORMATS = {DATE: DATE_FORMAT, INTEGER: "General", TIME: "hh:mm"}
EXAMPLE_FILL = PatternFill("solid", fgColor="FFF2CC")
EXAMPLE_FONT = Font(italic=True, color="7F6000")
EXAMPLE = Inventory(
    organizations=(
        Organization(
            code="VD-UBND",
            name="VÍ DỤ – Ủy ban nhân dân tỉnh (xóa dòng này)",
            kind=OrganizationKind.COMMITTEE,
            valid_from=date(2020, 1, 1),
        ),
        Organization(
            code="VD-SO",
            name="VÍ DỤ – Sở Thông tin và Truyền thông (xóa dòng này)",
            kind=OrganizationKind.DEPARTMENT,
            parent="VD-UBND",
            valid_from=date(2020, 1, 1),
        ),
    ),
    systems=(
        System(
            code="VD-CONG",
            name="VÍ DỤ – Cổng thông tin điện tử (xóa dòng này)",
            owner="VD-UBND",
            operator="VD-SO",
            specialised_unit="VD-SO",
            proposed_level=3,
            in_operation_since=date(2021, 3, 15),
            is_portal=True,
            basic_data_subjects=1200,
            internal_use=False,
            online_public_service_level=3,
            handles_administrative_procedures=True,
            scope=Scope.PROVINCE,
            endpoints=(Endpoint(host="vi-du.brvt.test", allowed_ports=(80, 443)),),
            permission=ScanPermission(families=("tls", "cert", "web"), granted_by="VÍ DỤ – Công văn số …"),
        ),
    ),
)
EXAMPLE_EVENTS = (
    ApprovalEvent(
        system="VD-CONG",
        kind=EventKind.APPROVED,
        on=date(2022, 6, 1),
        level=3,
        number="VÍ DỤ 01/QĐ-UBND",
        authority="VÍ DỤ – Ủy ban nhân dân tỉnh",
    ),
)


def write_template(path: Path) -> None:
    """Write the template. Its example rows import cleanly; their host exists nowhere.

    Raises:
        InventoryError: the file can't be written.

    """
    workbook = new_workbook(filled_sheets(EXAMPLE, EXAMPLE_EVENTS))
    for sheet in SHEETS:
        worksheet = workbook[sheet.vi]
        _mark_examples(worksheet)
        _prepare_columns(worksheet, sheet)
    _add_guide(workbook)
    _add_lists(workbook)
    write_whole(path, saved(workbook))


def _mark_examples(worksheet: Worksheet) -> None:
    for row in worksheet.iter_rows(min_row=2):
        for cell in row:
            cell.fill, cell.font = EXAMPLE_FILL, EXAMPLE_FONT


def _prepare_columns(worksheet: Worksheet, sheet: Sheet) -> None:
    for number, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(number)
        worksheet.column_dimensions[letter].number_format = NUMBER_FORMATS.get(column.format, TEXT_FORMAT)
        source = _choices(column)
        if source:
            validation = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
            validation.error = f"{column.help_vi} / {column.help_en}"
            validation.add(f"{letter}2:{letter}{FILLED_ROWS}")
            worksheet.add_data_validation(validation)


def _choices(column: Column) -> str | None:
    """Where the drop-down of a column takes its values, as a spreadsheet's formula; None for free input."""
    if column.words in LISTED:
        letter = get_column_letter(LISTED.index(column.words) + 1)
        return f"'{LISTS}'!${letter}$1:${letter}${len(column.words.entries)}"
    if column.codes_of:
        return f"'{BY_PART[Part(column.codes_of)].vi}'!$A$2:$A${FILLED_ROWS}"
    return NUMBERS.get(column.field)


def _add_guide(workbook: Workbook) -> None:
    guide = workbook.create_sheet(GUIDE, 0)
    for text in _guide_lines():
        cell = cell_with(guide, text)
        cell.alignment = WRAPPED
        cell.font = Font(bold=text in {INSTRUCTIONS[0].vi, INSTRUCTIONS[0].en})
        guide.append([cell])
    guide.column_dimensions["A"].width = 110
    workbook.active = 0


def _guide_lines() -> Iterator[str]:
    yield from (wording.vi for wording in INSTRUCTIONS)
    yield ""
    yield from (wording.en for wording in INSTRUCTIONS)


def _add_lists(workbook: Workbook) -> None:
    lists = workbook.create_sheet(LISTS)
    longest = max(len(words.entries) for words in LISTED)
    for row in range(longest):
        lists.append([cell_with(lists, _label(words, row)) for words in LISTED])
    for number in range(1, len(LISTED) + 1):
        lists.column_dimensions[get_column_letter(number)].width = 40


def _label(words: Words, row: int) -> str | None:
    return words.labels[row] if row < len(words.labels) else None
