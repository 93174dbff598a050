"""Which row of a list names its columns, and what each of them is: as told, as remembered, or as it looks."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from inventory.errors import InventoryError
from inventory.faults import FaultKind
from inventory.files.cells.addresses import names_hosts
from inventory.files.lists.fields import (
    ALMOST_ALL,
    FIELDS,
    HOST,
    MOST_HOSTS,
    NAME,
    OPERATOR,
    OWNER,
    SEVERAL,
    field_of,
    share_of_hosts,
)
from inventory.files.lists.remembering import header_digest
from inventory.files.lists.shapes import Shape, shape_of, shaped_field
from inventory.files.opening.merged_cells import filled_down
from inventory.files.reading.answers import NO_FIELD, FileAnswers
from inventory.files.reading.raw import MOST_COLUMNS, RawRow, RawSheet, RawTable, is_blank
from inventory.files.reading.row_kinds import LeftOut, RowKind
from inventory.files.reading.tables import name_of
from inventory.safe_text import quoted
from inventory.words import closest, fold

LATEST_HEADER = 60  # rows
COMMENT = ("#", "//")
ABOVE = 10  # rows above the first address in which the header may stand
UNKNOWN_FIELD = FaultKind(
    vi="--map: không có trường {field}; có phải là {meant}? Các trường: {fields}",
    en="--map: there is no field {field}; did you mean {meant}? The fields: {fields}",
)
UNKNOWN_HEADING = FaultKind(
    vi="--map: tệp không có cột {heading}; các cột là {headings}",
    en="--map: the file has no column {heading}; its columns are {headings}",
)


@dataclass(frozen=True)
class ListColumn:
    """A column of a list; ``field``: what it tells, None where it is not used."""

    index: int
    heading: str
    field: str | None
    is_filled: bool = True


@dataclass(frozen=True)
class ListTable:
    """A list with its columns. ``shape``: the known one that it has; ``has_header``: it names them."""

    table: RawTable
    columns: tuple[ListColumn, ...]
    shape: Shape | None
    left_out: tuple[LeftOut, ...]
    has_header: bool
    is_remembered: bool = False

    def of(self, field: str) -> list[ListColumn]:
        """The columns of a field."""
        return [column for column in self.columns if column.field == field]

    @property
    def key(self) -> str:
        """What two lists with the same header have in common."""
        return header_key(self.table.header)

    @property
    def is_list(self) -> bool:
        """Whether systems or bodies can be made of it."""
        named = self.of(NAME) and any(self.of(field) for field in (OWNER, OPERATOR, "proposed_level"))
        return bool(self.of(HOST) or self.of("body") or named)


def header_key(headings: Sequence[str]) -> str:
    """A header without what two spellings of it differ in."""
    return header_digest("\x1f".join(map(fold, headings)))


def list_table(raw: RawSheet, answers: FileAnswers) -> ListTable:
    """A sheet with what its columns look like."""
    place = _header_place(raw.rows, answers)
    width = max((len(row.cells) for row in raw.rows), default=0)
    width = min(width, MOST_COLUMNS)
    named = () if place is None else tuple(map(name_of, raw.rows[place].cells[:width]))
    headings = (*named, *[""] * (width - len(named)))
    rows = raw.rows if place is None else raw.rows[place:]
    below = filled_down(rows, raw.merged)[0 if place is None else 1 :]
    texts = [_texts(below, index) for index in range(width)]
    shape = shape_of(headings)
    remembered = answers.remembered.get(header_key(headings), {})
    told = {**remembered, **answers.columns}
    columns = _columns(headings, texts, shape, told)
    header = tuple(name or get_column_letter(index + 1) for index, name in enumerate(headings))
    above = () if place is None else raw.rows[:place]
    return ListTable(
        RawTable(raw.title, header, tuple(below), rows[0].number if rows else 1, is_text=raw.is_text),
        columns,
        shape,
        tuple(LeftOut(raw.title, row.number, RowKind.TITLE, _line(row)) for row in above),
        place is not None,
        bool(remembered),
    )


def check_told(answers: FileAnswers, tables: Sequence[ListTable]) -> None:
    """Refuse what --map says of columns that no list has, or as fields that there are none of.

    Raises:
        InventoryError: it does.

    """
    headings = [column.heading for table in tables for column in table.columns if column.heading]
    known = {fold(heading) for heading in headings} | {
        fold(get_column_letter(column.index + 1)) for table in tables for column in table.columns
    }
    for heading, field in answers.columns.items():
        if field not in {*FIELDS, NO_FIELD}:
            fields = ", ".join(sorted({*FIELDS, NO_FIELD}))
            meant = quoted(closest(field, sorted(FIELDS)) or NO_FIELD)
            raise InventoryError(UNKNOWN_FIELD(field=quoted(field), meant=meant, fields=fields))
        if heading not in known:
            raise InventoryError(UNKNOWN_HEADING(heading=quoted(heading), headings=", ".join(headings)))


def _texts(rows: Sequence[RawRow], index: int) -> list[str]:
    cells = (
        str(row.cells[index]) for row in rows if index < len(row.cells) and not is_blank(row.cells[index])
    )
    return [cell for cell in cells if not cell.startswith(COMMENT)]


def _line(row: RawRow) -> str:
    return " | ".join(name for cell in row.cells if (name := name_of(cell)))


def _header_place(rows: Sequence[RawRow], answers: FileAnswers) -> int | None:
    """None for a list whose first row is one of data."""
    first = next((place for place, row in enumerate(rows) if _host_places(row)), None)
    candidates = (
        range(min(len(rows), LATEST_HEADER)) if first is None else range(max(0, first - ABOVE), first)
    )
    scores = {place: _known(rows[place], answers) for place in candidates}
    best = max(
        scores, key=lambda place: (scores[place], place if first is not None else -place), default=None
    )
    if best is not None and scores[best] > 0:
        return best
    if first is None:
        return None
    above = _host_places(rows[first])
    return next((place for place in reversed(candidates) if _has_any(rows[place], above)), None)


def _host_places(row: RawRow) -> list[int]:
    return [place for place, cell in enumerate(row.cells) if isinstance(cell, str) and names_hosts(cell)]


def _has_any(row: RawRow, places: Sequence[int]) -> bool:
    named = [name_of(row.cells[place]) for place in places if place < len(row.cells)]
    return any(name and not name.startswith(COMMENT) for name in named)


def _known(row: RawRow, answers: FileAnswers) -> int:
    names = [name for cell in row.cells if (name := name_of(cell))]
    if not names or names[0].startswith(COMMENT):
        return 0
    return sum(field_of(name) is not None or fold(name) in answers.columns for name in names) + bool(
        shape_of(names)
    )


def _columns(
    headings: Sequence[str], texts: Sequence[list[str]], shape: Shape | None, told: Mapping[str, str]
) -> tuple[ListColumn, ...]:
    fields = [_field(index, heading, texts[index], shape, told) for index, heading in enumerate(headings)]
    _settle(fields, [fold(heading) in told for heading in headings])
    if HOST not in fields:
        fields = [
            HOST if field is None and share_of_hosts(texts[index]) >= ALMOST_ALL else field
            for index, field in enumerate(fields)
        ]
    return tuple(
        ListColumn(index, heading, fields[index], bool(texts[index]))
        for index, heading in enumerate(headings)
    )


def _field(
    index: int, heading: str, texts: list[str], shape: Shape | None, told: Mapping[str, str]
) -> str | None:
    for name in (fold(heading), fold(get_column_letter(index + 1))):
        if name in told:
            return None if told[name] == NO_FIELD else told[name]
    if shape is not None:
        field = shaped_field(shape, heading)
        return None if field == NO_FIELD else field
    if not heading:
        return HOST if share_of_hosts(texts) >= (MOST_HOSTS if index == 0 else ALMOST_ALL) else None
    meant = field_of(heading)
    return None if meant == HOST and share_of_hosts(texts) < MOST_HOSTS else meant


def _settle(fields: list[str | None], told: Sequence[bool]) -> None:
    """One column for each field that has one: the first, or the one that somebody named."""
    for field, times in Counter(fields).items():
        if field is None or field in SEVERAL or times == 1:
            continue
        places = [place for place, one in enumerate(fields) if one == field]
        kept = next((place for place in places if told[place]), places[0])
        for place in places:
            if place != kept:
                spare = OPERATOR if field == OWNER and OPERATOR not in fields else None
                fields[place] = spare
