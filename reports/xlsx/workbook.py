"""A worksheet with a header that stays in view. No cell is ever a formula."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from inventory.clock import VIETNAM_TIME
from reports.plain_text import cell
from reports.wording import Locale

Value = str | float | date | datetime | None
Row = Sequence[Value]
HEADER_FILL = PatternFill("solid", fgColor="14305A")
HEADER_FONT = Font(bold=True, color="FFFFFF")
WRAPPED = Alignment(vertical="top", wrap_text=True)
TEXT = "@"
GENERAL = "General"
PERCENT = "0.0%"
DAY = "dd/mm/yyyy"
MOMENT = "dd/mm/yyyy hh:mm"


@dataclass(frozen=True)
class Column:
    """``key``: its heading in the locale, under ``xlsx``; ``width``: in characters."""

    key: str
    width: int
    form: str = GENERAL


@dataclass(frozen=True)
class Sheet:
    """``key``: its title in the locale, under ``xlsx``."""

    key: str
    columns: tuple[Column, ...]


def add_sheet(book: Workbook, sheet: Sheet, rows: Iterable[Row], locale: Locale) -> None:
    """One sheet: frozen, filtered header; widths; each column in its format; text neutralised."""
    written = book.create_sheet(locale.t(f"xlsx.{sheet.key}"))
    written.freeze_panes = "A2"
    for number, column in enumerate(sheet.columns, start=1):
        written.column_dimensions[get_column_letter(number)].width = column.width
    written.append([_header(written, locale.t(f"xlsx.{column.key}")) for column in sheet.columns])
    height = 1
    for row in rows:
        pairs = zip(row, sheet.columns, strict=True)
        written.append([_cell(written, value, column.form) for value, column in pairs])
        height += 1
    written.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{height}"


def _header(sheet: WriteOnlyWorksheet, heading: str) -> Cell:
    header = WriteOnlyCell(sheet, heading)
    header.font, header.fill, header.alignment = HEADER_FONT, HEADER_FILL, WRAPPED
    return header


def _cell(sheet: WriteOnlyWorksheet, value: Value, form: str) -> Cell:
    shown = WriteOnlyCell(sheet, _inert(value))
    if isinstance(value, str):
        shown.data_type = "s"  # openpyxl would make an error of #N/A
    shown.number_format = form
    shown.alignment = WRAPPED
    return shown


def _inert(value: Value) -> str | float | datetime | None:
    """Text neutralised; moments in Viet Nam's time, since spreadsheets know no time zones."""
    if isinstance(value, str):
        return cell(value)
    if isinstance(value, datetime):
        return value.astimezone(VIETNAM_TIME).replace(tzinfo=None)
    return datetime.combine(value, time()) if isinstance(value, date) else value
