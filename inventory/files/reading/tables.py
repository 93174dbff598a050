"""Sheets become tables with named columns: below title rows, without sections and totals."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field

from inventory.faults import FaultKind
from inventory.files.cells.addresses import names_hosts
from inventory.files.layout.sheets import ALL_SHEETS, FEWEST_COLUMNS, SHEETS, Part, Sheet
from inventory.files.opening.merged_cells import filled_down
from inventory.files.reading.headers import known_columns, meant
from inventory.files.reading.raw import MOST_COLUMNS, RawRow, RawSheet, RawTable, Unusable, is_blank
from inventory.files.reading.result import UnreadableError
from inventory.files.reading.row_kinds import (
    FEWEST_CELLS,
    LeftOut,
    RowKind,
    is_numbering,
    is_section,
    is_total,
)
from inventory.model import Text
from inventory.safe_text import quoted
from inventory.words import fold

NOT_DATA = {fold(name) for name in ("Hướng dẫn", "Instructions", "Danh mục", "Lists")}
LATEST_HEADER = 60  # rows with anything in them; titles end somewhere
EMPTY_SHEET = FaultKind(
    vi="trang {sheet} không có gì: điền hoặc xóa trang này",
    en="sheet {sheet} is empty: fill it in or delete the sheet",
)
EMPTY = FaultKind(vi="không có gì: dòng đầu nêu tên các cột", en="is empty: the first row names the columns")
UNKNOWN_SHEET = FaultKind(
    vi="không rõ trang {sheet} liệt kê gì: đặt tên trang là một trong {names}, hoặc xóa trang này",
    en="sheet {sheet} is not known: name it one of {names}, or delete it",
)


@dataclass
class FileTables:
    """``left_out``: rows that hold no data. ``unused``: sheets that list nothing of an inventory."""

    tables: list[tuple[Sheet, RawTable]] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    unused: list[RawSheet] = field(default_factory=list)
    told: list[Text] = field(default_factory=list)

    @property
    def has_keys(self) -> bool:
        """Whether some table names the codes of its rows, as an inventory's own files do."""
        return any(_key_place(sheet, table.header) is not None for sheet, table in self.tables)


def own_tables(sheets: Sequence[RawSheet]) -> FileTables:
    """The tables of an inventory's own sheets, and what is none.

    Raises:
        UnreadableError: a sheet of an inventory is empty, or it can't be told which one a sheet is.

    """
    found = FileTables(told=[told for sheet in sheets for told in sheet.told])
    for raw in sheets:
        named = next((sheet for sheet in ALL_SHEETS if raw.tells_kind and sheet.named(raw.tells_kind)), None)
        if named and not raw.rows and not raw.is_text:
            raise UnreadableError(EMPTY_SHEET(sheet=quoted(raw.title)))
        if fold(raw.title) in NOT_DATA or not raw.rows:
            continue
        _take(found, raw, named)
    return found


def _take(found: FileTables, raw: RawSheet, named: Sheet | None) -> None:
    place = _header_place(raw, named)
    header = _names(raw, place)
    sheet = named or _recognised(header)
    if sheet is None:
        if max(known_columns(one, header) for one in SHEETS) >= FEWEST_COLUMNS and not raw.is_text:
            names = ", ".join(f"{one.vi} ({one.en})" for one in SHEETS)
            raise UnreadableError(UNKNOWN_SHEET(sheet=quoted(raw.title), names=names))
        found.unused.append(raw)
        return
    below = () if sheet.part is Part.SETTINGS else raw.rows[place + 1 :]
    kinds = dict(_left_out(sheet, header, below))
    found.left_out += [_told(raw, row, RowKind.TITLE) for row in raw.rows[:place]]
    found.left_out += [_told(raw, row, kinds[row.number]) for row in raw.rows if row.number in kinds]
    found.tables.append((sheet, table_at(raw, place, header, without=kinds)))


def table_at(
    raw: RawSheet, place: int, header: tuple[str, ...], *, without: Container[int] = frozenset()
) -> RawTable:
    """The table below the row in that place of a sheet, whose merged cells hold for each row of theirs."""
    first, *rows = filled_down([row for row in raw.rows[place:] if row.number not in without], raw.merged)
    return RawTable(raw.title, header, tuple(rows), first.number, is_text=raw.is_text)


def _recognised(header: tuple[str, ...]) -> Sheet | None:
    """The sheet that knows the most columns; None when two know as many."""
    ranked = sorted(SHEETS, key=lambda sheet: known_columns(sheet, header), reverse=True)
    best, second = (known_columns(sheet, header) for sheet in ranked[:2])
    return ranked[0] if best >= FEWEST_COLUMNS and best > second else None


def _header_place(raw: RawSheet, named: Sheet | None) -> int:
    """Where the names of the columns stand: in the row in which the most are known."""
    sheets = SHEETS if named is None else (named,)
    scores = [
        max(known_columns(sheet, tuple(map(name_of, row.cells))) for sheet in sheets)
        for row in raw.rows[:LATEST_HEADER]
    ]
    return scores.index(max(scores))


def _names(raw: RawSheet, place: int) -> tuple[str, ...]:
    """The header, as wide as anything below it; of a text file as wide as it is."""
    cells = raw.rows[place].cells
    width = max(
        (index + 1 for row in raw.rows[place:] for index, cell in enumerate(row.cells) if not is_blank(cell)),
        default=0,
    )
    names = cells if raw.is_text else (*cells, *[None] * width)[: min(width, MOST_COLUMNS + 1)]
    return tuple(map(name_of, names))


def name_of(cell: object) -> str:
    """A cell as the name of a column."""
    if isinstance(cell, Unusable):
        return f"({cell.message})"
    return "" if is_blank(cell) else " ".join(str(cell).split())


def _key_place(sheet: Sheet, header: Sequence[str]) -> int | None:
    columns = [meant(sheet, name) for name in header]
    return next((place for place, column in enumerate(columns) if column and column.field == sheet.key), None)


def _left_out(sheet: Sheet, header: tuple[str, ...], rows: Sequence[RawRow]) -> Iterator[tuple[int, RowKind]]:
    key = _key_place(sheet, header)
    last = max((place for place, row in enumerate(rows) if _has_key(row, key)), default=-1)
    for place, row in enumerate(rows):
        texts = {index: name_of(cell) for index, cell in enumerate(row.cells) if not is_blank(cell)}
        kind = _kind(header, texts, key, is_last=place > last)
        if kind is not None:
            yield row.number, kind


def _has_key(row: RawRow, key: int | None) -> bool:
    """Whether a row is of data beyond doubt: with what looks like a code, and something more."""
    filled = sum(not is_blank(cell) for cell in row.cells)
    code = name_of(row.cells[key]) if key is not None and key < len(row.cells) else ""
    return bool(code) and (filled >= FEWEST_CELLS or (filled > 1 and " " not in code))


def _kind(
    header: tuple[str, ...], texts: dict[int, str], key: int | None, *, is_last: bool
) -> RowKind | None:
    """None for a row of data. ``is_last``: below the last row with a code."""
    values, code = list(texts.values()), texts.get(-1 if key is None else key, "")
    if len(header) == 1:
        return RowKind.HEADER if values[0] == header[0] else None
    if set(values) <= set(header) or is_numbering(values):
        return RowKind.HEADER
    if is_total(values, code):
        return RowKind.TOTAL
    if (len(values) == 1 and " " in values[0]) or _is_numbered_section(values, code):
        return RowKind.SECTION
    words = is_last and len(values) < FEWEST_CELLS and (not code or all(" " in value for value in values))
    return RowKind.BELOW if words and not any(map(names_hosts, values)) else None


def _is_numbered_section(values: list[str], code: str) -> bool:
    """A number and a title; a number where a code stands may be a code, unless a dot follows it."""
    in_two = len(values) > 1 and is_section(values, values[0])
    return in_two and (values[0] != code or code.endswith((".", ")")))


def _told(raw: RawSheet, row: RawRow, kind: RowKind) -> LeftOut:
    text = " | ".join(name for cell in row.cells if (name := name_of(cell)))
    return LeftOut(raw.title, row.number, kind, text)
