"""XLSX files become sheets of raw cells. Formulas and macros are never run."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.read_only import EMPTY_CELL

from inventory.faults import FaultKind
from inventory.files.opening.archive import check_archive
from inventory.files.opening.merged_cells import merged_cells
from inventory.files.reading.raw import MOST_COLUMNS, MOST_ROWS, RawRow, RawSheet, Unusable, is_blank
from inventory.files.reading.result import UnreadableError
from inventory.safe_text import quoted

LAST_ROW = 1_048_576  # of Excel
MOST_TITLE_ROWS = 60  # above the row that names the columns, which counts too
# ECMA-376 part 1, 22.9.2.19 (ST_Xstring); half a surrogate pair is no character.
ESCAPED = re.compile(r"_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")
# What openpyxl raises on a zip that is no workbook of ECMA-376; DefusedXmlException is a ValueError.
MALFORMED = (
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    OverflowError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
)

MALFORMED_WORKBOOK = FaultKind(
    vi="không phải bảng tính đọc được: lưu lại thành XLSX trong Excel",
    en="is not a workbook that can be read: save it again as XLSX in Excel",
)
TOO_LONG = FaultKind(
    vi="trang {sheet} có hơn {most} dòng: chia nhỏ tệp",
    en="sheet {sheet} has more than {most} rows: divide the file",
)
FORMULA = FaultKind(
    vi="chứa công thức: sao chép ô rồi dán dạng giá trị",
    en="holds a formula: copy the cell and paste it as a value",
)
EXCEL_ERROR = FaultKind(
    vi="chứa lỗi {value} của Excel: sửa lại", en="holds Excel's error {value}: correct it"
)


def read_xlsx(path: Path) -> list[RawSheet]:
    """Every sheet, in its order; one that says nothing has no rows.

    Raises:
        UnreadableError: the file can't be opened safely, or a sheet is too large.

    """
    check_archive(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about charts and extensions, which hold no data
            return list(_sheets(path))
    except MALFORMED as error:
        raise UnreadableError(MALFORMED_WORKBOOK()) from error


def _sheets(path: Path) -> Iterator[RawSheet]:
    with (
        path.open("rb") as file,
        closing(openpyxl.load_workbook(file, read_only=True, keep_links=False)) as workbook,
    ):
        for worksheet in workbook.worksheets:
            worksheet.reset_dimensions()  # the size that a file declares is only a claim
            rows = tuple(_rows(worksheet))
            merged = tuple(merged_cells(path, _member(worksheet)))
            yield RawSheet(worksheet.title, rows, merged, tells_kind=worksheet.title)


def _member(worksheet: Any) -> str:  # noqa: ANN401 - as below
    """The sheet's file in the archive, which openpyxl tells in no other way."""
    return str(worksheet._worksheet_path).lstrip("/")  # noqa: SLF001 - see above


def _rows(worksheet: Any) -> Iterator[RawRow]:  # noqa: ANN401 - openpyxl's read-only sheet has no public type
    filled_rows, blank = 0, None
    for number, row in enumerate(worksheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
        if number > LAST_ROW:
            break
        # One cell formatted at the bottom makes a million blank rows, all of them the same tuple.
        if row is blank or all(cell is EMPTY_CELL for cell in row):
            blank = row
            continue
        cells = tuple(map(_value, row))
        if any(not is_blank(cell) for cell in cells):
            filled_rows += 1
            yield RawRow(number, cells)
        if filled_rows > MOST_ROWS + MOST_TITLE_ROWS:
            raise UnreadableError(TOO_LONG(sheet=quoted(worksheet.title), most=f"{MOST_ROWS:,}"))


def _value(cell: Any) -> object:  # noqa: ANN401 - one of openpyxl's three classes of cells
    if cell.data_type == "f":
        return Unusable(FORMULA())
    if cell.data_type == "e":
        return Unusable(EXCEL_ERROR(value=quoted(cell.value)))
    if isinstance(cell.value, str):
        return unescaped(cell.value)
    return cell.value


def unescaped(text: str) -> str:
    """A cell's text with the characters that its escapes stand for, as Excel shows it."""
    return ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), text)
