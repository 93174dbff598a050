"""A workbook of any length, written row by row: openpyxl makes several objects of each cell, and keeps them.

openpyxl makes everything but the rows: the sheets with their heads, and the formats, whose numbers in the
file it gives. Rows are put into its sheets as what they are in SpreadsheetML (ECMA-376 part 1, 18.3.1.73).
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from html import escape
from typing import IO

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from inventory.errors import InventoryError
from inventory.files.layout.filled_sheets import Filled
from inventory.files.layout.guarding import guard
from inventory.files.workbook_writing import FIRST_DATE, cell_text, cell_with, new_workbook, saved
from inventory.safe_text import quoted

END = b"</sheetData>"
DAY_0 = date(1899, 12, 30)  # by which days count in a workbook from FIRST_DATE on
ROWS = 1_000  # compressed at a time
ALIKE = 20_000  # texts kept: columns hold the same few
Write = Callable[[str, object], str]  # from the letter and number of a cell, and its value


def write_workbook(sheets: Sequence[Filled], file: IO[bytes]) -> None:
    """Write these sheets; rows are taken as they are written.

    Raises:
        InventoryError: a text is longer than a cell holds, or has a character that no cell can.

    """
    workbook = new_workbook(filled._replace(rows=()) for filled in sheets)
    writers = [_cell_writer(worksheet) for worksheet in workbook.worksheets]
    heads = io.BytesIO(saved(workbook))
    parts = {worksheet.path[1:]: place for place, worksheet in enumerate(workbook.worksheets)}
    with (
        zipfile.ZipFile(heads) as made,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for name in made.namelist():
            content = made.read(name)
            if (place := parts.get(name)) is None:
                written.writestr(name, content)
                continue
            before, end, after = content.partition(END)
            with written.open(name, "w", force_zip64=True) as part:
                part.write(before)
                part.writelines(_encoded(sheets[place].rows, writers[place]))
                part.write(end + after)


def _encoded(rows: Iterable[Sequence[object]], write: Write) -> Iterator[bytes]:
    """The rows under the head, many at a time."""
    letters: list[str] = []
    waiting: list[str] = []
    for number, row in enumerate(rows, start=2):
        letters = letters or [get_column_letter(place) for place in range(1, len(row) + 1)]
        cells = [
            write(f"{letter}{number}", value)
            for letter, value in zip(letters, row, strict=True)
            if value is not None
        ]
        waiting.append(f'<row r="{number}">{"".join(cells)}</row>')
        if len(waiting) == ROWS:
            yield "".join(waiting).encode()
            waiting.clear()
    yield "".join(waiting).encode()


def _cell_writer(worksheet: Worksheet) -> Write:
    """What writes the cells of a sheet, in the formats that ``cell_with`` gives them."""
    text, inert, day, number = (cell_with(worksheet, value).style_id for value in ("a", "=", FIRST_DATE, 1))

    def write(place: str, value: object) -> str:
        if isinstance(value, date) and value >= FIRST_DATE:
            return f'<c r="{place}" s="{day}" t="n"><v>{(value - DAY_0).days}</v></c>'
        if isinstance(value, int):
            return f'<c r="{place}" s="{number}" t="n"><v>{int(value)}</v></c>'
        told = value.isoformat() if isinstance(value, date) else str(value)
        runs, inline = _inline(told)
        return f'<c r="{place}" s="{inert if runs else text}" t="inlineStr"><is>{inline}</is></c>'

    return write


@lru_cache(maxsize=ALIKE)
def _inline(text: str) -> tuple[bool, str]:
    """Whether a spreadsheet would run a text, and the text as it is in a cell."""
    told = cell_text(text)
    if ILLEGAL_CHARACTERS_RE.search(told):
        raise InventoryError(f"{quoted(text)} has a character that no workbook can hold: export to JSON")
    space = ' xml:space="preserve"' if told != told.strip() else ""
    return guard(text) != text, f"<t{space}>{escape(told, quote=False)}</t>"
