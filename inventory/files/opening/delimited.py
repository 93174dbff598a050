"""Text files become a sheet of raw cells: comma, semicolon, tab or bar between them, or one cell a line."""

import csv
import io
from pathlib import Path

from inventory.faults import FaultKind
from inventory.files.cells.guarding import unguard
from inventory.files.opening.decoding import decode
from inventory.files.reading.raw import MOST_ROWS, RawRow, RawSheet, Unusable, is_blank
from inventory.files.reading.result import UnreadableError
from inventory.model import Text
from inventory.safe_text import visible

DELIMITERS = (",", ";", "\t", "|")
BROKEN = FaultKind(
    vi="không phải tệp CSV đọc được ({reason})", en="is not a CSV file that can be read ({reason})"
)
TOO_LONG = FaultKind(vi="có hơn {most} dòng: chia nhỏ tệp", en="has more than {most} rows: divide the file")
GUESSED = Text(
    vi="Tệp không dùng Unicode: đọc theo bảng mã {encoding}. Xem lại dấu tiếng Việt; nếu sai, lưu thành "
    "“CSV UTF-8”",
    en="The file is not in Unicode and is read as {encoding}. Look at the accents; if they are wrong, save "
    "it as “CSV UTF-8”",
)
FORMULA = FaultKind(
    vi="chứa công thức: thêm dấu nháy đơn ở đầu nếu là văn bản",
    en="holds a formula: put an apostrophe before it if it is text",
)


def read_text(path: Path) -> list[RawSheet]:
    """The one sheet of a text file; its title is the file's name.

    Raises:
        UnreadableError: no text, broken, or too long.

    """
    decoded = decode(path.read_bytes())
    try:
        rows = _records(decoded.text)
    except csv.Error as error:
        raise UnreadableError(BROKEN(reason=error)) from error
    told = () if decoded.is_certain else (_guessed(decoded.encoding),)
    return [RawSheet(visible(path.name), tuple(rows), told=told, tells_kind=path.stem, is_text=True)]


def _guessed(encoding: str) -> Text:
    name = encoding.replace("cp", "Windows-")
    return Text(vi=GUESSED.vi.format(encoding=name), en=GUESSED.en.format(encoding=name))


def _records(text: str) -> list[RawRow]:
    """Each row that is not blank with its number, as a spreadsheet counts: a row may have several lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows = []
    for number, row in enumerate(reader, start=1):
        if any(not is_blank(cell) for cell in row):
            rows.append(RawRow(number, tuple(map(_value, row))))
        if len(rows) > MOST_ROWS:
            raise UnreadableError(TOO_LONG(most=f"{MOST_ROWS:,}"))
    return rows


def _delimiter(text: str) -> str:
    """The one that makes the most columns of the first line with text; cells below may hold the others."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=lambda delimiter: len(next(csv.reader([line], delimiter=delimiter), [])))


def _value(cell: str) -> object:
    return Unusable(FORMULA()) if cell.startswith("=") else unguard(cell)
