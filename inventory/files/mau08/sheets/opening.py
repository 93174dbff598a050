"""Opens a workbook as a form: the sheets with its header, and the day that its titles name."""

import re
from datetime import date
from pathlib import Path

from inventory.faults import FaultKind
from inventory.files.mau08.cells import DAY, SPOKEN_DAY, read_day
from inventory.files.mau08.sheets.grid import Grid, grids_in
from inventory.files.mau08.sheets.header import FormHeader, find_header
from inventory.files.opening.decoding import OLD
from inventory.files.opening.legacy import legacy_encoding
from inventory.files.opening.sheets import SPREADSHEETS, open_sheets
from inventory.files.reading.result import UnreadableError
from inventory.safe_text import quoted

UNTIL = re.compile(
    rf"(?:đến|tới)(?: hết)?(?: ngày)?\s*:?\s*({DAY.pattern}|{SPOKEN_DAY.pattern})", re.IGNORECASE
)

NO_WORKBOOK = FaultKind(
    vi="không phải bảng tính: lưu thành XLSX trong Excel", en="is not a workbook: save it as XLSX in Excel"
)
NO_HEADER = (
    "has no header of Mẫu 08: one row must name at least “Tên HTTT”, “Chủ quản HTTT”, “Cấp độ đề xuất” and "
    "“Tình trạng phê duyệt cấp độ”"
)
FormSheets = list[tuple[Grid, FormHeader]]


def form_grids(path: Path) -> list[Grid]:
    """The sheets of a file of rows and columns.

    Raises:
        UnreadableError: it is none, or can't be read.

    """
    if path.suffix.lower() not in SPREADSHEETS:
        raise UnreadableError(NO_WORKBOOK())
    return grids_in(open_sheets(path))


def with_header(grids: list[Grid]) -> FormSheets:
    """The sheets that have the form's header, with it.

    Raises:
        UnreadableError: none has it, one has two columns of one meaning, or an old encoding.

    """
    _refuse_old_encodings(grids)
    sheets = [(grid, header) for grid in grids if (header := find_header(grid)) is not None]
    if not sheets:
        raise UnreadableError(NO_HEADER)
    for grid, header in sheets:
        for first, other in header.repeated():
            where = f"{grid.where(header.first, first.index)} and {grid.where(header.first, other.index)}"
            raise UnreadableError(
                f"has two columns that mean the same in sheet {quoted(grid.title)}, {where} "
                f"({quoted(first.heading)}, {quoted(other.heading)}): keep one of them"
            )
    return sheets


def _refuse_old_encodings(grids: list[Grid]) -> None:
    old = legacy_encoding(text for grid in grids for text in grid.texts())
    if old:
        name, words = old
        raise UnreadableError(OLD(encoding=name, word=quoted(words[0])))


def past_day(as_of: date | None, today: date) -> date | None:
    """The day, which is not in the future.

    Raises:
        UnreadableError: it is.

    """
    if as_of and as_of > today:
        raise UnreadableError(
            f"describes {as_of:%d/%m/%Y}, which is in the future: tell the day with --as-of"
        )
    return as_of


def described_day(sheets: FormSheets) -> date | None:
    """The one day that the title rows name as the last: "tính đến ngày 14/12/2026"."""
    days = {
        read_day(match[1])
        for grid, header in sheets
        for row in grid.rows
        if row < header.first
        for column in grid.filled(row)
        for match in UNTIL.finditer(grid.text(row, column))
    }
    return days.pop() if len(days) == 1 else None
