"""A file's cells before their meaning is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from inventory.files.layout.sheets import Part, Sheet
from inventory.files.reading.result import ROWS, CellError, Unit
from inventory.files.reading.row_kinds import LeftOut
from inventory.model import Text

MOST_ROWS = 20_000  # in one table, blank rows not counted
MOST_COLUMNS = 100


@dataclass(frozen=True)
class Unusable:
    """A cell whose content can't be taken as a value, such as a formula; says why and what to do."""

    message: str


def is_blank(cell: object) -> bool:
    """Whether a cell says nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


@dataclass(frozen=True)
class RawRow:
    """A row's number in the file and its cells, aligned with the header."""

    number: int
    cells: tuple[object, ...]


class Merged(NamedTuple):
    """A range of merged cells; rows and columns from 1."""

    first_column: int
    first_row: int
    last_column: int
    last_row: int


@dataclass(frozen=True)
class RawSheet:
    """The rows of a sheet that say anything, before it is known which one names the columns.

    ``tells_kind``: a name that may say what is listed; of a text file, the file's. ``told``: how it was read.
    """

    title: str
    rows: tuple[RawRow, ...]
    merged: tuple[Merged, ...] = ()
    told: tuple[Text, ...] = ()
    tells_kind: str | None = None
    is_text: bool = False  # whose rows have no more columns than the header


@dataclass(frozen=True)
class RawTable:
    """One table; an item of YAML or JSON is a table of one row. ``header_row``: where the names stand.

    ``about``: the one system whose endpoints or permission the table states, None for all in the file.
    """

    sheet: str
    header: tuple[str, ...]
    rows: tuple[RawRow, ...]
    header_row: int = 1
    unit: Unit = "row"
    about: str | None = None
    is_text: bool = False  # a file of text, in which a day is never more than text

    def error(self, row: int | None, column: str | None, message: str) -> CellError:
        """An error somewhere in this table."""
        return CellError(self.sheet, row, column, message, self.unit)


@dataclass(frozen=True)
class Place:
    """Where one row stands, so that an error about a field can name its column as typed."""

    sheet: Sheet
    table: RawTable
    row: int
    columns: Mapping[str, str]  # the model's field -> the column's name as typed
    named: str = ""  # what people know the row by: its code, or else its name

    def error(self, name: str | None, message: str) -> CellError:
        """An error about one field, or about the whole row. A column that is absent is told once."""
        if name is not None and name not in self.columns and self.table.unit == "row":
            return self.table.error(self.table.header_row, self.sheet.official(name), message)
        column = None if name is None else self.columns.get(name, name)
        return replace(self.table.error(self.row, column, message), named=self.named)

    @property
    def label(self) -> str:
        """How another error refers to this row."""
        return f"{self.table.unit} {self.row} of {self.table.sheet!r}"

    @property
    def label_vi(self) -> str:
        """The same in Vietnamese."""
        return f"{ROWS[self.table.unit].vi} {self.row} của {self.table.sheet!r}"


@dataclass(frozen=True)
class Draft:
    """A row's values by the model's fields; blank cells are None, ``broken`` fields already have an error."""

    fields: Mapping[str, object]
    broken: frozenset[str]
    place: Place

    def text(self, name: str) -> str | None:
        """A field that holds text, None when blank, absent or wrong."""
        value = self.fields.get(name)
        return value if isinstance(value, str) else None

    def says(self, name: str) -> bool:
        """Whether the file gives this field a value, if only a wrong one."""
        return self.fields.get(name) is not None or name in self.broken

    def has(self, name: str) -> bool:
        """Whether the file speaks of this field, if only by a blank cell."""
        return name in self.fields or name in self.broken


@dataclass
class FileContent:
    """All drafts of a file. ``stated``: of which systems the file lists the endpoints or permission.

    ``readings``: what was made of cells and columns that leave some room, to be accepted by a person.
    ``left_out``: rows that hold no data. ``told``: what else a person is to know.
    """

    drafts: dict[Part, list[Draft]] = field(default_factory=lambda: {part: [] for part in Part})
    stated: dict[Part, set[str]] = field(
        default_factory=lambda: {Part.ENDPOINTS: set(), Part.PERMISSIONS: set()}
    )
    errors: list[CellError] = field(default_factory=list)
    readings: list[CellError] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    told: list[Text] = field(default_factory=list)
