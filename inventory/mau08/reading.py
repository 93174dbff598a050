"""A form read whole: what it says for sure, what is in doubt, and what was left out."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inventory import clock
from inventory.imports.result import CellError, ImportedFile, ImportRefusedError, UnreadableError
from inventory.layout.words import printable, shown
from inventory.mau08.cells import DAY, SPOKEN_DAY, read_day
from inventory.mau08.grid import Grid, read_grids
from inventory.mau08.header import FormHeader, find_header
from inventory.mau08.legacy import legacy_encoding
from inventory.mau08.legality import EventsOf
from inventory.mau08.matching import Matching
from inventory.mau08.rows import LeftOut, divide
from inventory.model import Inventory

UNTIL = re.compile(
    rf"(?:đến|tới)(?: hết)?(?: ngày)?\s*:?\s*({DAY.pattern}|{SPOKEN_DAY.pattern})", re.IGNORECASE
)

NO_HEADER = (
    "has no header of Mẫu 08: one row must name at least “Tên HTTT”, “Chủ quản HTTT”, “Cấp độ đề xuất” and "
    "“Tình trạng phê duyệt cấp độ”"
)
Found = list[tuple[Grid, FormHeader]]


@dataclass(frozen=True)
class ReadForm:
    """``file``: what can be stored. ``unsure``: why rows can't be. ``as_of``: the day the form describes."""

    headers: tuple[tuple[str, FormHeader], ...]  # by the sheet's title
    as_of: date | None
    file: ImportedFile
    unsure: tuple[CellError, ...]
    left_out: tuple[LeftOut, ...]
    other_sheets: tuple[str, ...]  # with text, without a header of the form
    new: frozenset[str]  # codes of organizations and systems that were not known

    @property
    def not_counted(self) -> tuple[str, ...]:
        """Systems of which no day of operation is known: no indicator counts them."""
        return tuple(one.code for one in self.file.inventory.systems if one.in_operation_since is None)


def is_mau_08(path: Path) -> bool:
    """Whether a file is a workbook with the form's header; a broken file is none."""
    if path.suffix.lower() != ".xlsx" or not path.is_file():
        return False
    try:
        headers = [find_header(grid) for grid in read_grids(path)]
    except (UnreadableError, OSError):
        return False
    return any(header is not None and header.is_mau_08 for header in headers)


def read_mau_08(
    path: Path,
    known: Inventory,
    events_of: EventsOf = lambda _system: (),
    *,
    as_of: date | None = None,
    operating_since: date | None = None,
    today: date | None = None,
) -> ReadForm:
    """Read a form for what is known already; only the events of the systems that it names are asked for.

    ``as_of``: the day that the form describes; without it, the day that a title row names.
    ``operating_since``: the day from which systems run of which neither the form nor the inventory says it.

    Raises:
        ImportRefusedError: no form, an old encoding, two columns of one meaning, or a day in the future.

    """
    today = today or clock.today()
    try:
        grids = _grids(path)
        found = _with_header(grids)
        as_of = _day(as_of or _described(found), today)
    except UnreadableError as error:
        raise ImportRefusedError(str(path), [CellError("", None, None, str(error))]) from error
    matching = Matching(known, events_of, as_of, today, printable(path.name), operating_since)
    left_out: list[LeftOut] = []
    for grid, header in found:
        systems, others = divide(grid, header)
        left_out += others
        for row in systems:
            matching.take(row)
    titles = {grid.title for grid, _ in found}
    return ReadForm(
        headers=tuple((grid.title, header) for grid, header in found),
        as_of=as_of,
        file=matching.file(),
        unsure=tuple(matching.unsure),
        left_out=tuple(left_out),
        other_sheets=tuple(grid.title for grid in grids if grid.title not in titles),
        new=matching.new(),
    )


def _grids(path: Path) -> list[Grid]:
    if path.suffix.lower() != ".xlsx":
        raise UnreadableError("is not a workbook: save it as XLSX in Excel")
    if not path.is_file():
        raise UnreadableError("does not exist, or is not a file: check the path")
    try:
        return read_grids(path)
    except OSError as error:
        raise UnreadableError(f"can't be read ({error.strerror}): check its permissions") from error


def _with_header(grids: list[Grid]) -> Found:
    _refuse_old_encodings(grids)
    found = [(grid, header) for grid in grids if (header := find_header(grid)) is not None]
    if not found:
        raise UnreadableError(NO_HEADER)
    for grid, header in found:
        for first, other in header.repeated():
            where = f"{grid.where(header.first, first.index)} and {grid.where(header.first, other.index)}"
            raise UnreadableError(
                f"has two columns that mean the same in sheet {shown(grid.title)}, {where} "
                f"({shown(first.heading)}, {shown(other.heading)}): keep one of them"
            )
    return found


def _refuse_old_encodings(grids: list[Grid]) -> None:
    old = legacy_encoding(text for grid in grids for text in grid.texts())
    if old:
        name, words = old
        raise UnreadableError(
            f"is typed in {name}, an encoding from before Unicode (for example {shown(words[0])}): "
            "convert it to Unicode, for example with UniKey's converter, and import it again"
        )


def _day(as_of: date | None, today: date) -> date | None:
    if as_of and as_of > today:
        raise UnreadableError(
            f"describes {as_of:%d/%m/%Y}, which is in the future: tell the day with --as-of"
        )
    return as_of


def _described(found: Found) -> date | None:
    """The one day that the title rows name as the last: "tính đến ngày 14/12/2026"."""
    days = {
        read_day(match[1])
        for grid, header in found
        for row in grid.rows
        if row < header.first
        for column in grid.filled(row)
        for match in UNTIL.finditer(grid.text(row, column))
    }
    return days.pop() if len(days) == 1 else None
