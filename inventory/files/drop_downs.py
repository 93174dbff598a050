"""What a workbook offers to choose from: in the template, and in an export that is edited and read again."""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from inventory.files.cells.formats import DATE, INTEGER, LEVEL, PORT, TIME
from inventory.files.layout.choices import EVENTS, HARMS, KINDS, ROLES, SCOPES, SETTINGS, WORKS_GRADES
from inventory.files.layout.columns import Column
from inventory.files.layout.sheets import BY_PART, Part, Sheet
from inventory.files.workbook_writing import DATE_FORMAT, cell_with
from inventory.requirements.vocabulary import STATES
from inventory.words import YES_NO, Words

LISTS = "Danh mục"
LISTED = (KINDS, ROLES, EVENTS, YES_NO, SCOPES, HARMS, WORKS_GRADES, SETTINGS)
INLINE = {
    "level": '"1,2,3,4,5"',
    "proposed_level": '"1,2,3,4,5"',
    "online_public_service_level": '"0,1,2,3,4"',
    "state": f'"{",".join(STATES.labels)}"',
}
TEXT_FORMAT = "@"  # of blank cells too: else Excel makes a date of 3/4 and a number of 01
NUMBER_FORMATS = {DATE: DATE_FORMAT, INTEGER: "General", LEVEL: "General", PORT: "General", TIME: "hh:mm"}


def prepare_columns(worksheet: Worksheet, sheet: Sheet, last_row: int) -> None:
    """Give each column its format and, down to a row, its choices."""
    for number, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(number)
        worksheet.column_dimensions[letter].number_format = NUMBER_FORMATS.get(column.format, TEXT_FORMAT)
        source = _choices(column, last_row)
        if source:
            validation = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
            validation.error = f"{column.help_vi} / {column.help_en}"
            validation.add(f"{letter}2:{letter}{last_row}")
            worksheet.add_data_validation(validation)


def _choices(column: Column, last_row: int) -> str | None:
    """Where the drop-down of a column takes its values, as a spreadsheet's formula; None for free input."""
    if column.words in LISTED:
        letter = get_column_letter(LISTED.index(column.words) + 1)
        return f"'{LISTS}'!${letter}$1:${letter}${len(column.words.entries)}"
    if column.codes_of:
        return f"'{BY_PART[Part(column.codes_of)].vi}'!$A$2:$A${last_row}"
    return INLINE.get(column.field)


def add_lists(workbook: Workbook) -> None:
    """The sheet from which the choices are taken."""
    lists = workbook.create_sheet(LISTS)
    longest = max(len(words.entries) for words in LISTED)
    for row in range(longest):
        lists.append([cell_with(lists, _label(words, row)) for words in LISTED])
    for number in range(1, len(LISTED) + 1):
        lists.column_dimensions[get_column_letter(number)].width = 40


def _label(words: Words, row: int) -> str | None:
    return words.labels[row] if row < len(words.labels) else None
