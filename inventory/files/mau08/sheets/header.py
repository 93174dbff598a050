"""Finds the header of a form: below title rows, of one to three rows, with merged cells."""

from collections import Counter
from dataclasses import dataclass

from inventory.files.mau08.choices import option
from inventory.files.mau08.form import OF_THE_FORM, Field
from inventory.files.mau08.sheets.grid import Grid
from inventory.files.mau08.sheets.headings import meaning
from inventory.files.reading.raw import is_blank

LATEST_ROW = 60  # title rows end somewhere
DEEPEST = 3  # rows
FEWEST = 4  # columns that are understood, the name among them
FEWEST_OF_THE_FORM = 3  # tell Mẫu 08 from a list of systems


@dataclass(frozen=True)
class FormColumn:
    """A column of the sheet; ``option``: what an x in it says, where each value has its own column."""

    index: int
    heading: str
    field: Field | None
    option: str | None = None


@dataclass(frozen=True)
class FormHeader:
    """Where the header stands, and what its columns mean."""

    first: int
    last: int
    columns: tuple[FormColumn, ...]

    def of(self, field: Field) -> list[FormColumn]:
        """The columns of a field: none, one, or one for each value."""
        return [column for column in self.columns if column.field is field]

    @property
    def fields(self) -> set[Field]:
        """What the form tells."""
        return {column.field for column in self.columns if column.field}

    @property
    def is_mau_08(self) -> bool:
        """Whether this is the form rather than a list of systems, such as an inventory file has."""
        return len(self.fields & OF_THE_FORM) >= FEWEST_OF_THE_FORM and Field.CODE not in self.fields

    def repeated(self) -> list[tuple[FormColumn, FormColumn]]:
        """Columns that mean the same, where they are not the values of one field."""
        pairs = []
        for field in self.fields:
            first, *rest = self.of(field)
            times = Counter(column.option for column in (first, *rest))
            pairs += [(first, other) for other in rest if other.option is None or times[other.option] > 1]
        return pairs


def find_header(grid: Grid) -> FormHeader | None:
    """The header that explains the most columns, the shallowest and highest of these."""
    candidates = [
        header
        for first in grid.rows
        if first <= LATEST_ROW
        for depth in range(1, DEEPEST + 1)
        if (header := _header(grid, first, depth)) is not None
    ]
    return max(candidates, key=_understood, default=None)


def _understood(header: FormHeader) -> tuple[int, int, int]:
    options = sum(1 for column in header.columns if column.option)
    return len(header.fields) + options, header.first - header.last, -header.first


def _header(grid: Grid, first: int, depth: int) -> FormHeader | None:
    rows = range(first, first + depth)
    columns = tuple(_column(grid, rows, index) for index in range(1, grid.width + 1))
    header = FormHeader(first, rows[-1], columns)
    named = header.of(Field.NAME)
    if not named or len(header.fields) < FEWEST:
        return None
    # A row with a name or a number of its own is no part of the header: it is the first system.
    heads = [named[0].index, *(column.index for column in header.of(Field.NUMBER))]
    own = [row for row in rows[1:] for index in heads if not _continues(grid, first, row, index)]
    return None if own else header


def _continues(grid: Grid, first: int, row: int, column: int) -> bool:
    blank = is_blank(grid.value(row, column))
    return blank or grid.anchor(row, column)[0] == grid.anchor(first, column)[0]


def _column(grid: Grid, rows: range, index: int) -> FormColumn:
    levels = list(dict.fromkeys(text for row in rows if (text := grid.text(row, index))))
    whole = " – ".join(levels)
    if not levels:
        return FormColumn(index, "", None)
    top, bottom = meaning(levels[0]), meaning(levels[-1])
    value = option(top, levels[-1]) if top and len(levels) > 1 else None
    if value:
        return FormColumn(index, whole, top, value)
    if top is Field.DECISION and bottom is Field.DECISION_DATE:
        return FormColumn(index, whole, bottom)
    return FormColumn(index, whole, bottom or meaning(" ".join(levels)) or top)
