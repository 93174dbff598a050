"""Column names become the model's fields; an unknown name is an error with a suggestion, or a remark."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from inventory.faults import CellFault, FaultKind
from inventory.files.layout.columns import Column
from inventory.files.layout.sheets import Part, Sheet
from inventory.files.mau08.form import Field
from inventory.files.mau08.sheets.headings import meaning, plain
from inventory.files.reading.answers import NO_ANSWERS, NO_FIELD, FileAnswers
from inventory.files.reading.raw import MOST_COLUMNS, FileContent, RawTable, is_blank
from inventory.safe_text import quoted
from inventory.words import closest, fold

OF_SYSTEMS = {
    Field.CODE: "code",
    Field.NAME: "name",
    Field.OWNER: "owner",
    Field.OPERATOR: "operator",
    Field.LEVEL: "proposed_level",
    Field.OPERATION: "in_operation_since",
    Field.APPROVAL_EXPECTED: "approval_expected",
    Field.PLAN_EXPECTED: "plan_expected",
    Field.URLS: "host",
}
NOTES = "notes"
REMARK = re.compile(
    r"\b(?:ghi chu|nhan xet|luu y|y kien|remarks?|comments?|notes?|phu trach|can bo|lien he|dau moi)\b"
)
NUMBER = re.compile(r"(?:stt|so tt|tt|so thu tu|no|#|)")

SAME_MEANING = FaultKind(
    vi="cùng nghĩa với cột {other}: chỉ giữ một cột", en="means the same as column {other}: keep one of them"
)
NEAR_COLUMN = FaultKind(
    vi="{name} không phải cột của {sheet}; có phải là {meant}?",
    en="{name} is not a column of {sheet}; did you mean {meant}?",
)
NO_COLUMN = FaultKind(
    vi="{name} không phải cột của {sheet}; xóa cột này, hoặc --map none={name}",
    en="{name} is not a column of {sheet}; remove it, or --map none={name}",
)
NO_NAME = FaultKind(
    vi="có giá trị nhưng không có tên cột: đặt tên cột hoặc xóa giá trị",
    en="has values but no name: name the column or empty it",
)
TOO_WIDE = FaultKind(vi="có hơn {most} cột", en="has more than {most} columns")
NO_KEY = FaultKind(vi="không có cột này: dòng nào cũng cần", en="is missing: every row needs it")
KEPT_AS_REMARK = FaultKind(
    vi="cột {name} không có trong mẫu: giữ nội dung trong ghi chú",
    en="column {name} is not of the template: its content is kept in the notes",
)


@dataclass(frozen=True)
class Header:
    """The columns of one table, None where a name means nothing; ``typed``: each field's name as typed.

    ``remarks``: the columns, by their place, whose content is kept in the notes, with their names.
    """

    sheet: Sheet
    table: RawTable
    columns: tuple[Column | None, ...]
    typed: dict[str, str]
    remarks: dict[int, str]

    @property
    def has_inline(self) -> bool:
        """Whether the rows of systems name an endpoint too."""
        return any(column in self.sheet.inline for column in self.columns if column)


def meant(sheet: Sheet, name: str, answers: FileAnswers = NO_ANSWERS) -> Column | None:
    """The column that a header means: as somebody said, by its name, or by the words in it."""
    told = answers.columns.get(fold(name))
    if told is not None:
        return sheet.column(told)
    column = sheet.column(name) if name else None
    if column is not None or not name:
        return column
    if sheet.part is Part.SYSTEMS:
        field = meaning(name)
        return sheet.column(OF_SYSTEMS[field]) if field in OF_SYSTEMS else None
    return None


def known_columns(sheet: Sheet, header: Sequence[str]) -> int:
    """How many of these headers are columns of its own, the inline ones not counted."""
    return sum(1 for name in header if name and meant(sheet, name) in sheet.columns)


def read_header(
    sheet: Sheet, table: RawTable, content: FileContent, answers: FileAnswers = NO_ANSWERS
) -> Header:
    """The meaning of each column; what is wrong with the names is added to the errors."""
    columns: list[Column | None] = []
    typed: dict[str, str] = {}
    remarks: dict[int, str] = {}
    for index, name in enumerate(table.header[:MOST_COLUMNS]):
        column = meant(sheet, name, answers) if table.unit == "row" else sheet.column(name)
        if column and column.field not in typed:
            typed[column.field] = name
        elif _is_remark(sheet, table, index, answers):
            remarks[index] = name
            column = None
            if not REMARK.search(plain(name)):
                content.readings.append(table.error(None, name, KEPT_AS_REMARK(name=quoted(name))))
        elif problem := _problem(sheet, table, index, column, typed, answers):
            content.errors.append(
                table.error(table.header_row, name or get_column_letter(index + 1), problem)
            )
            column = None
        columns.append(column)
    _check_whole(sheet, table, typed, content)
    return Header(sheet, table, tuple(columns), typed, remarks)


def _is_remark(sheet: Sheet, table: RawTable, index: int, answers: FileAnswers) -> bool:
    """Whether a column of spreadsheets is one that people add, such as a second one of notes."""
    name = table.header[index]
    if table.unit == "item" or not name or sheet.column(NOTES) is None or not _is_filled(table, index):
        return False
    if fold(name) in answers.columns:
        return answers.columns[fold(name)] == NOTES
    if meant(sheet, name) is not None and not REMARK.search(plain(name)):
        return False
    return bool(REMARK.search(plain(name))) or not (
        NUMBER.fullmatch(plain(name)) or closest(name, _official_names(sheet, table))
    )


def _problem(
    sheet: Sheet,
    table: RawTable,
    index: int,
    column: Column | None,
    typed: dict[str, str],
    answers: FileAnswers,
) -> CellFault | None:
    name = table.header[index]
    if column:
        return SAME_MEANING(other=quoted(typed[column.field]))
    if not name:
        return NO_NAME() if _is_filled(table, index) else None
    if answers.columns.get(fold(name)) == NO_FIELD or (table.unit == "row" and NUMBER.fullmatch(plain(name))):
        return None
    label = f"{sheet.vi} ({sheet.en})"
    near = closest(name, _official_names(sheet, table))
    if near:
        return NEAR_COLUMN(name=quoted(name), sheet=label, meant=quoted(near))
    return (
        NO_COLUMN(name=quoted(name), sheet=label)
        if table.unit == "item" or _is_filled(table, index)
        else None
    )


def _is_filled(table: RawTable, index: int) -> bool:
    return any(index < len(row.cells) and not is_blank(row.cells[index]) for row in table.rows)


def _official_names(sheet: Sheet, table: RawTable) -> list[str]:
    if table.unit == "item":
        return [column.field for column in sheet.columns]
    return [name for column in sheet.columns for name in (column.vi, column.en)]


def _check_whole(sheet: Sheet, table: RawTable, typed: dict[str, str], content: FileContent) -> None:
    if len(table.header) > MOST_COLUMNS:
        content.errors.append(table.error(table.header_row, None, TOO_WIDE(most=MOST_COLUMNS)))
    if sheet.key not in typed:
        name = sheet.key if table.unit == "item" else sheet.official(sheet.key)
        content.errors.append(table.error(table.header_row, name, NO_KEY()))
