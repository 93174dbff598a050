"""Column names become the model's fields; an unknown name is an error with a suggestion."""

from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from inventory.files.layout.columns import Column
from inventory.files.layout.sheets import Sheet
from inventory.files.reading.raw import MOST_COLUMNS, RawTable, is_blank
from inventory.files.reading.result import CellError
from inventory.safe_text import quoted
from inventory.words import suggestion


@dataclass(frozen=True)
class Header:
    """The columns of one table, None where a name means nothing; ``typed``: each field's name as typed."""

    sheet: Sheet
    table: RawTable
    columns: tuple[Column | None, ...]
    typed: dict[str, str]

    @property
    def has_inline(self) -> bool:
        """Whether the rows of systems name an endpoint too."""
        return any(column in self.sheet.inline for column in self.columns if column)


def read_header(sheet: Sheet, table: RawTable, errors: list[CellError]) -> Header:
    """The meaning of each column; what is wrong with the names is added to the errors."""
    columns: list[Column | None] = []
    typed: dict[str, str] = {}
    for index, name in enumerate(table.header[:MOST_COLUMNS]):
        column = sheet.column(name) if name else None
        problem = _problem(sheet, table, index, column, typed)
        if problem:
            errors.append(table.error(table.header_row, name or get_column_letter(index + 1), problem))
        columns.append(None if problem else column)
        if column and not problem:
            typed[column.field] = name
    _check_whole(sheet, table, typed, errors)
    return Header(sheet, table, tuple(columns), typed)


def _problem(
    sheet: Sheet, table: RawTable, index: int, column: Column | None, typed: dict[str, str]
) -> str | None:
    name = table.header[index]
    if column:
        twice = typed.get(column.field)
        return f"means the same as column {quoted(twice)}: keep one of them" if twice else None
    if name:
        hint = suggestion(name, _official_names(sheet, table))
        return f"{quoted(name)} is not a column of {sheet.vi} ({sheet.en}){hint or '; remove it'}"
    filled = any(index < len(row.cells) and not is_blank(row.cells[index]) for row in table.rows)
    return "has values but no name: name the column or empty it" if filled else None


def _official_names(sheet: Sheet, table: RawTable) -> list[str]:
    if table.unit == "item":
        return [column.field for column in sheet.columns]
    return [name for column in sheet.columns for name in (column.vi, column.en)]


def _check_whole(sheet: Sheet, table: RawTable, typed: dict[str, str], errors: list[CellError]) -> None:
    if len(table.header) > MOST_COLUMNS:
        errors.append(table.error(table.header_row, None, f"has more than {MOST_COLUMNS} columns"))
    if sheet.key not in typed:
        name = sheet.key if table.unit == "item" else sheet.official(sheet.key)
        errors.append(table.error(table.header_row, name, "is missing: every row needs it"))
