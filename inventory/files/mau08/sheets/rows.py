"""Which rows of a form are systems; the others are sections, totals, numbering, or what stands below."""

from collections.abc import Iterator
from dataclasses import dataclass

from inventory.files.mau08.cells import text_of
from inventory.files.mau08.form import Field
from inventory.files.mau08.sheets.grid import Grid
from inventory.files.mau08.sheets.header import FormColumn, FormHeader
from inventory.files.reading.raw import Unusable, is_blank
from inventory.files.reading.row_kinds import (
    COUNTED,
    FEWEST_CELLS,
    LeftOut,
    RowKind,
    is_numbering,
    is_section,
    is_total,
)


@dataclass(frozen=True)
class FormRow:
    """One system: the cells of its fields. A name merged over several rows makes one system of them."""

    grid: Grid
    rows: tuple[int, ...]
    header: FormHeader

    def cell(self, column: FormColumn) -> object:
        """What the rows say in a column; of several rows, the lines."""
        values = [value for row in self.rows if not is_blank(value := self._cell_value(row, column.index))]
        distinct = list(dict.fromkeys(map(_hashed, values)))
        if len(distinct) <= 1:
            return values[0] if values else None
        broken = next((value for value in values if isinstance(value, Unusable)), None)
        return broken or "\n".join(text_of(value) for value in values)

    def _cell_value(self, row: int, column: int) -> object:
        # A cell merged downwards speaks for each of its rows; one merged sideways for its first column.
        return self.grid.value(row, column) if self.grid.anchor(row, column)[1] == column else None


def _hashed(value: object) -> object:
    return value.message if isinstance(value, Unusable) else value


def divide(grid: Grid, header: FormHeader) -> tuple[list[FormRow], list[LeftOut]]:
    """The systems of a sheet, and the other rows below its header."""
    kinds = {row: _kind(grid, header, row) for row in grid.rows if row > header.last}
    last = max(
        (row for row, kind in kinds.items() if kind is None and _is_full(grid, header, row)), default=0
    )
    kinds.update({row: RowKind.SECTION for row, kind in kinds.items() if row > last > 0 and kind is None})
    left_out = [
        LeftOut(
            grid.title,
            row,
            RowKind.BELOW if row > last and kind is RowKind.SECTION else kind,
            _text(grid, row),
        )
        for row, kind in kinds.items()
        if kind is not None
    ]
    systems = [row for row, kind in kinds.items() if kind is None]
    return [FormRow(grid, rows, header) for rows in _grouped(grid, header, systems)], left_out


def _is_full(grid: Grid, header: FormHeader, row: int) -> bool:
    """A system's row has its number or enough text; signatures below the table have neither."""
    return bool(_number(grid, header, row)) or len(grid.filled(row)) >= FEWEST_CELLS


def _grouped(grid: Grid, header: FormHeader, rows: list[int]) -> Iterator[tuple[int, ...]]:
    name = header.of(Field.NAME)[0].index
    group: list[int] = []
    for row in rows:
        if group and grid.anchor(row, name) != grid.anchor(group[0], name):
            yield tuple(group)
            group = []
        group.append(row)
    if group:
        yield tuple(group)


def _kind(grid: Grid, header: FormHeader, row: int) -> RowKind | None:
    """None for a system."""
    filled = grid.filled(row)
    texts = [grid.text(row, column) for column in filled]
    if _is_header(grid, header, row) or is_numbering(texts):
        return RowKind.HEADER
    number, named = _number(grid, header, row), grid.text(row, header.of(Field.NAME)[0].index)
    if is_total(texts, number):
        return RowKind.TOTAL
    if COUNTED.fullmatch(number) and len(filled) == 1:
        return RowKind.SPARE
    # Signatures and remarks: little text, no number, nothing where a system has its name.
    remark = not number and not named and len(filled) < FEWEST_CELLS
    return RowKind.SECTION if remark or is_section(texts, number) else None


def _is_header(grid: Grid, header: FormHeader, row: int) -> bool:
    """Repeated where a page begins."""
    texts = {grid.text(row, column.index) for column in header.columns if column.field} - {""}
    own = {
        grid.text(first, column.index)
        for column in header.columns
        for first in range(header.first, header.last + 1)
    }
    return bool(texts) and texts <= own


def _number(grid: Grid, header: FormHeader, row: int) -> str:
    column = next(iter(header.of(Field.NUMBER)), None)
    if column is None:
        return ""
    value = grid.value(row, column.index)
    if isinstance(value, Unusable):
        return "1"  # a formula counts the rows
    return text_of(value) if grid.anchor(row, column.index)[1] == column.index else ""


def _text(grid: Grid, row: int) -> str:
    return " | ".join(text for column in grid.filled(row) if (text := grid.text(row, column)))
