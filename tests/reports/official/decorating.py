"""A form as agencies return it: the exporter's cells amid titles, sections, blanks and merged cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from unicodedata import normalize

import openpyxl
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from inventory.approvals.vocabulary import Approval
from inventory.files.mau08.form import HEADINGS
from reports.official.mau08.rows import Mau08Form

Row = Sequence[object]
STATUS, OWNER, LEVEL = 5, 2, 4  # columns, from 0
TITLES = ("UBND TỈNH", "DANH SÁCH HỆ THỐNG THÔNG TIN", "Biểu mẫu kèm theo Công văn số 12/UBND", "")
BETWEEN: tuple[Row, ...] = (
    (),
    ("I", "Khối sở, ngành"),
    ("II. Khối huyện",),
    tuple(HEADINGS.values()),
    tuple(f"({number})" for number in range(1, 13)),
    (None, "  ", "\t"),
    ("Cộng", None, None, None, "=SUM(E1:E2)"),
)
BELOW: tuple[Row, ...] = ((), (None, "NGƯỜI LẬP BIỂU"), (None,) * 8 + ("…, ngày 20 tháng 12 năm 2025",))
LEVELS = ("{}", "Cấp độ {}", "CĐ{}", " cấp {} ")


@dataclass(frozen=True)
class Decoration:
    """What a person did to the form."""

    titles: tuple[str, ...]
    between: tuple[int, ...]  # before each system, of BETWEEN
    below: tuple[int, ...]
    level: str
    decomposed: bool
    status_columns: bool  # one for each value, ticked
    merge_owners: bool
    blank_dashes: bool


DECORATIONS = st.builds(
    Decoration,
    titles=st.lists(st.sampled_from(TITLES), max_size=4).map(tuple),
    between=st.lists(st.integers(0, len(BETWEEN) - 1), min_size=8, max_size=8).map(tuple),
    below=st.lists(st.integers(0, len(BELOW) - 1), max_size=3).map(tuple),
    level=st.sampled_from(LEVELS),
    decomposed=st.booleans(),
    status_columns=st.booleans(),
    merge_owners=st.booleans(),
    blank_dashes=st.booleans(),
)


def decorated(path: Path, form: Mau08Form, decoration: Decoration) -> Path:
    """Write the form's rows as that person would."""
    rows: list[Row] = [[title] for title in (*decoration.titles, form.period)]
    merged = [_status_heading(len(rows) + 1)] if decoration.status_columns else []
    rows += _header(decoration)
    owners = []
    for kind, row in zip(decoration.between, form.rows, strict=False):
        rows += [BETWEEN[kind]] if BETWEEN[kind] else []
        rows.append([_spelled(cell, decoration) for cell in _cells(row, decoration)])
        owners.append((len(rows), row[OWNER]))
    rows += [BELOW[kind] for kind in decoration.below]
    return _write(path, rows, merged + (_same_owners(owners) if decoration.merge_owners else []))


def _write(path: Path, rows: Sequence[Row], merged: Sequence[str]) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    workbook.save(path)
    return path


def _header(decoration: Decoration) -> list[Row]:
    names = list(HEADINGS.values())
    if not decoration.status_columns:
        return [names]
    top = [*names[: STATUS + 1], None, None, None, *names[STATUS + 1 :]]
    return [top, [*[None] * STATUS, *(value.value for value in Approval)]]


def _status_heading(row: int) -> str:
    return f"{get_column_letter(STATUS + 1)}{row}:{get_column_letter(STATUS + 4)}{row}"


def _cells(row: Sequence[str], decoration: Decoration) -> Iterator[str]:
    for column, cell in enumerate(row):
        if column == LEVEL:
            yield decoration.level.format(cell)
        elif column == STATUS and decoration.status_columns:
            yield from ("x" if cell == value else "" for value in Approval)
        else:
            yield "" if cell == "-" and decoration.blank_dashes else cell


def _spelled(cell: str, decoration: Decoration) -> str | None:
    return normalize("NFD" if decoration.decomposed else "NFC", cell) or None


def _same_owners(owners: list[tuple[int, str]]) -> list[str]:
    """The cells of one owner on rows that follow one another."""
    letter, found = get_column_letter(OWNER + 1), []
    for _, group in groupby(enumerate(owners), key=lambda one: (one[1][1], one[1][0] - one[0])):
        rows = [row for _, (row, _) in group]
        if len(rows) > 1:
            found.append(f"{letter}{rows[0]}:{letter}{rows[-1]}")
    return found
