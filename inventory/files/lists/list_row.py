"""The texts of one row of a list, by what its columns tell."""

from inventory.files.cells.nothing import is_dash
from inventory.files.lists.fields import NOTES
from inventory.files.lists.mapping import ListTable
from inventory.files.reading.raw import Place, RawRow, is_blank
from inventory.files.reading.result import CellError
from inventory.words import fold


class ListRow:
    """One row of data; ``place``: where its values stand, for what is wrong with them."""

    def __init__(self, one: ListTable, row: RawRow, place: Place) -> None:
        self.one, self.row, self.place = one, row, place
        self._blanks = one.shape.blanks if one.shape else frozenset()

    def cell(self, index: int) -> str:
        """A cell as text, nothing for a dash and for what the shape has in a blank's place."""
        value = self.row.cells[index] if index < len(self.row.cells) else None
        text = "" if is_blank(value) else str(value).strip()
        return "" if is_dash(text) or fold(text) in self._blanks else text

    def text(self, field: str) -> str:
        """What the row tells of a field that one column has, on one line."""
        cells = (self.cell(column.index) for column in self.one.of(field))
        return next((" ".join(text.split()) for text in cells if text), "")

    def all(self, field: str) -> str:
        """What the columns of a field tell together."""
        return ", ".join(text for column in self.one.of(field) if (text := self.cell(column.index)))

    def notes(self) -> str:
        """The notes, each under its heading where there are several columns of them."""
        columns = [column for column in self.one.of(NOTES) if self.cell(column.index)]
        if len(columns) == 1:
            return self.cell(columns[0].index)
        return "\n".join(f"{column.heading}: {self.cell(column.index)}" for column in columns)

    def error(self, field: str | None, message: str) -> CellError:
        """An error about the row, or its first column of a field."""
        columns = self.one.of(field) if field else []
        return self.error_at(columns[0].index if columns else None, message)

    def error_at(self, index: int | None, message: str) -> CellError:
        """An error about one of the row's cells."""
        heading = None if index is None else self.one.table.header[index]
        return self.one.table.error(self.row.number, heading, message)
