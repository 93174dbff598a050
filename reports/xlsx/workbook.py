"""A worksheet with a header that stays in view. No cell is ever a formula."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.properties import PageSetupProperties

from inventory.clock import local
from reports.text import plain_text
from reports.text.locale import Locale

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | float | date | datetime | None
Row = Sequence[Value]
STRUCK = Font(strike=True)
HEADER_FILL = PatternFill("solid", fgColor="14305A")
HEADER_FONT = Font(bold=True, color="FFFFFF")
WRAPPED = Alignment(vertical="top", wrap_text=True)
A4 = 9  # ECMA-376 part 1, 18.3.1.63
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


class StruckRow(tuple[Value, ...]):
    """A row whose text is struck through: it is there still, and waived."""

    __slots__ = ()


@dataclass(frozen=True)
class Sheet:
    """``key``: its title in the locale, under ``xlsx``."""

    key: str
    columns: tuple[Column, ...]


def add_sheet(book: Workbook, sheet: Sheet, rows: Iterable[Row], locale: Locale) -> None:
    """One sheet: frozen, filtered header; widths; each column in its format; text neutralised."""
    written = book.create_sheet(locale.t(f"xlsx.{sheet.key}"))
    written.freeze_panes = "A2"
    _set_up_printing(cast("Worksheet", written))  # it has all that is set; its stub lacks it
    for number, column in enumerate(sheet.columns, start=1):
        written.column_dimensions[get_column_letter(number)].width = column.width
    written.append([_header(written, _heading(column, locale)) for column in sheet.columns])
    cells = [_styled(written, column) for column in sheet.columns]
    struck = [_styled(written, column, STRUCK) for column in sheet.columns]
    height = 1
    for row in rows:
        chosen = struck if isinstance(row, StruckRow) else cells
        written.append([_filled(cell, value) for cell, value in zip(chosen, row, strict=True)])
        height += 1
    written.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{height}"


def _set_up_printing(sheet: "Worksheet") -> None:
    """A4 on its side, as wide as one page, the header on each."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _heading(column: Column, locale: Locale) -> str:
    heading = locale.t(f"xlsx.{column.key}")
    return f"{heading} ({locale.zone})" if column.form == MOMENT else heading


def _header(sheet: WriteOnlyWorksheet, heading: str) -> Cell:
    header = WriteOnlyCell(sheet, heading)
    header.font, header.fill, header.alignment = HEADER_FONT, HEADER_FILL, WRAPPED
    return header


def _styled(sheet: WriteOnlyWorksheet, column: Column, font: Font | None = None) -> Cell:
    """A cell to fill again for each row: a row is written when it is appended, and styling is slow."""
    cell = WriteOnlyCell(sheet)
    cell.number_format, cell.alignment = column.form, WRAPPED
    if font is not None:
        cell.font = font
    return cell


def _filled(cell: Cell, value: Value) -> Cell:
    form = cell.number_format
    cell.value = _inert(value)
    cell.number_format = form  # openpyxl sets its own for dates
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl would make an error of #N/A
    return cell


def _inert(value: Value) -> str | float | datetime | None:
    """Text neutralised; moments as local clocks show them, since spreadsheets know no time zones."""
    if isinstance(value, str):
        return plain_text.cell(value)
    if isinstance(value, datetime):
        return local(value).replace(tzinfo=None)
    return datetime.combine(value, time()) if isinstance(value, date) else value
