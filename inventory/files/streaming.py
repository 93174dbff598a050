"""A large workbook, written as its rows come: openpyxl makes the workbook, and the rows are put into it.

openpyxl needs minutes for a quarter of a million rows, and holds them all unless it is still slower.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from inventory.files.cells.guarding import guard
from inventory.files.drop_downs import add_lists, prepare_columns
from inventory.files.layout.filled_sheets import Filled, StreamedSheet
from inventory.files.workbook_writing import FIRST_DATE, cell_text, cell_with, new_workbook, saved

LAST_ROW = 1_048_576  # of Excel
DAY_ZERO = date(1899, 12, 30)  # of Excel's serial numbers from March 1900 on
END = b"</sheetData>"
DIMENSION = re.compile(rb"<dimension[^>]*/>")  # of the header alone, and needed by nobody
ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")  # in XML 1.0; spelt as ECMA-376 does
REMEMBERED = 4_096  # texts and days: codes, words, bodies
FAST = 1  # zlib's level: a large estate is written in a few seconds, at twice the size


def streamed_workbook(sheets: Iterable[StreamedSheet]) -> bytes:
    """An XLSX file of these sheets with their drop-downs; the rows of each are taken one by one.

    Raises:
        InventoryError: a text is longer than a cell holds.

    """
    filled = list(sheets)
    workbook = new_workbook([Filled(one.sheet, ()) for one in filled])
    for one in filled:
        prepare_columns(workbook[one.sheet.vi], one.sheet, LAST_ROW)
    add_lists(workbook)
    styles = Styles.of(workbook)
    numbered = enumerate(filled, start=1)
    bodies = {f"xl/worksheets/sheet{place}.xml": _rows(one.rows, styles) for place, one in numbered}
    return _with_rows(saved(workbook), bodies)


@dataclass(frozen=True)
class Styles:
    """The numbers of the workbook's styles: of text, of text that a spreadsheet would run, and of dates."""

    text: int
    guarded: int
    day: int

    @classmethod
    def of(cls, workbook: Workbook) -> "Styles":
        """Those that ``cell_with`` gives."""
        worksheet: Worksheet = workbook.worksheets[0]
        text, guarded, day = (cell_with(worksheet, value).style_id for value in ("a", "=a", FIRST_DATE))
        return cls(text, guarded, day)


def _with_rows(skeleton: bytes, bodies: dict[str, Iterator[str]]) -> bytes:
    """The workbook with rows below the header of some of its sheets, by their files."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(skeleton)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=FAST) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name not in bodies:
                new.writestr(name, content)
                continue
            before, after = DIMENSION.sub(b"", content).split(END)
            with new.open(name, "w", force_zip64=True) as member:
                member.write(before)
                for row in bodies[name]:
                    member.write(row.encode())
                member.write(END + after)
    return made.getvalue()


def _rows(rows: Iterable[Sequence[object]], styles: Styles) -> Iterator[str]:
    letters: list[str] = []
    for number, cells in enumerate(rows, start=2):
        if not letters:
            letters = [get_column_letter(place) for place in range(1, len(cells) + 1)]
        written = "".join(
            _cell(f"{letter}{number}", value, styles)
            for letter, value in zip(letters, cells, strict=True)
            if value is not None
        )
        yield f'<row r="{number}">{written}</row>'


def _cell(place: str, value: object, styles: Styles) -> str:
    """A cell as ``cell_with`` makes it."""
    if isinstance(value, str):
        return f'<c r="{place}"{_text(value, styles)}'
    if isinstance(value, date):
        return f'<c r="{place}"{_day(value, styles)}'
    return f'<c r="{place}"><v>{value:d}</v></c>' if isinstance(value, int) else ""


@lru_cache(maxsize=REMEMBERED)
def _day(value: date, styles: Styles) -> str:
    if value < FIRST_DATE:
        return _text(value.isoformat(), styles)
    return f' s="{styles.day}"><v>{(value - DAY_ZERO).days}</v></c>'


@lru_cache(maxsize=REMEMBERED)
def _text(plain: str, styles: Styles) -> str:
    """What follows a text cell's place: the same texts come again and again."""
    text = ILLEGAL.sub(lambda found: f"_x{ord(found[0]):04X}_", cell_text(plain))
    style = styles.text if guard(plain) == plain else styles.guarded
    return f' s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
