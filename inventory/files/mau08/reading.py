"""A form read whole: what it says for sure, what is in doubt, and what was left out."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inventory import clock
from inventory.faults import said
from inventory.files.mau08.matching.form_rows import Matching
from inventory.files.mau08.matching.legality import EventsOf
from inventory.files.mau08.sheets.grid import grids_in
from inventory.files.mau08.sheets.header import FormHeader, find_header
from inventory.files.mau08.sheets.opening import described_day, form_grids, past_day, with_header
from inventory.files.mau08.sheets.rows import divide
from inventory.files.opening.sheets import SPREADSHEETS, open_sheets
from inventory.files.reading.result import CellError, ImportedFile, ImportRefusedError, UnreadableError
from inventory.files.reading.row_kinds import LeftOut
from inventory.model import Inventory
from inventory.safe_text import visible


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


def is_mau_08(path: Path) -> bool:
    """Whether a file has rows and columns with the form's header; a broken file is none."""
    try:
        if path.suffix.lower() not in SPREADSHEETS or not path.is_file():
            return False
        headers = [find_header(grid) for grid in grids_in(open_sheets(path))]
    except (UnreadableError, OSError):
        return False
    return any(header is not None and header.is_mau_08 for header in headers)


def read_mau_08(
    path: Path,
    stored_inventory: Inventory,
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
        grids = form_grids(path)
        sheets = with_header(grids)
        as_of = past_day(as_of or described_day(sheets), today)
    except UnreadableError as error:
        raise ImportRefusedError(str(path), [CellError("", None, None, said(error))]) from error
    matching = Matching(stored_inventory, events_of, as_of, today, visible(path.name), operating_since)
    left_out: list[LeftOut] = []
    for grid, header in sheets:
        systems, skipped = divide(grid, header)
        left_out += skipped
        for row in systems:
            matching.take(row)
    titles = {grid.title for grid, _ in sheets}
    return ReadForm(
        headers=tuple((grid.title, header) for grid, header in sheets),
        as_of=as_of,
        file=matching.file(),
        unsure=tuple(matching.unsure),
        left_out=tuple(left_out),
        other_sheets=tuple(grid.title for grid in grids if grid.title not in titles),
        new=matching.new(),
    )
