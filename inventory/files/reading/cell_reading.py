"""One cell becomes the value of a field; what leaves some room is noted, to be accepted by a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inventory.faults import FaultKind, said
from inventory.files.cells.formats import DATE, NOTE, TEXT
from inventory.files.cells.nothing import is_dash, says_nothing
from inventory.files.cells.typed_dates import read_period
from inventory.files.layout.columns import Column
from inventory.files.reading.answers import FileAnswers
from inventory.files.reading.day_orders import AS_WRITTEN, DayOrder
from inventory.files.reading.raw import Draft, FileContent, Place, Unusable, is_blank
from inventory.safe_text import quoted
from inventory.words import WrongValueError

NO_VALUE = FaultKind(
    vi="là danh sách hoặc cặp khóa: ghi một giá trị", en="is a list or a mapping: write one value"
)
FIRST_DAY = FaultKind(
    vi="{value} không nêu ngày: lấy ngày đầu, {day}", en="{value} names no day: the first is taken, {day}"
)
LAST_DAY = FaultKind(
    vi="{value} không nêu ngày: lấy ngày cuối, {day}", en="{value} names no day: the last is taken, {day}"
)


@dataclass(frozen=True)
class CellReading:
    """Reads the cells of one table; ``orders``: of the columns of days."""

    content: FileContent
    orders: Mapping[str, DayOrder]

    def draft(self, cells: Mapping[Column, object], place: Place) -> Draft:
        """The values of a row's cells; a wrong one is added to the errors."""
        fields: dict[str, object] = {}
        broken = set()
        for column, cell in cells.items():
            if column.told_only:
                continue
            try:
                fields[column.field] = self.value(column, cell, place)
            except ValueError as error:
                broken.add(column.field)
                self.content.errors.append(place.error(column.field, said(error)))
        return Draft(fields, frozenset(broken), place)

    def value(self, column: Column, cell: object, place: Place) -> object:
        """What a cell says; None for nothing.

        Raises:
            ValueError: it can't be taken.

        """
        if isinstance(cell, Unusable):
            raise WrongValueError(cell.message)
        if is_blank(cell) or (place.table.unit == "row" and _is_nothing(column, cell)):
            return None
        if isinstance(cell, dict) or (isinstance(cell, list) and not column.format.many):
            raise WrongValueError(NO_VALUE())
        if column.format is DATE and place.table.unit == "row":
            return self._day(column, cell, place)
        return column.format.read(cell)

    def _day(self, column: Column, cell: object, place: Place) -> object:
        order = self.orders.get(column.field, AS_WRITTEN)
        if (fault := order.fault(cell)) is not None:
            raise WrongValueError(fault)
        if column.period and not isinstance(cell, date) and (period := read_period(cell)) is not None:
            day = period.first if column.period == "first" else period.last
            kind = FIRST_DAY if column.period == "first" else LAST_DAY
            self._note(place, column, kind(value=quoted(cell), day=f"{day:%d/%m/%Y}"))
            return day
        if not isinstance(cell, str):
            return column.format.read(cell)
        if (reading := order.reading(cell)) is not None:
            self._note(place, column, reading)
        return column.format.read(order.text(cell))

    def _note(self, place: Place, column: Column, reading: str) -> None:
        self.content.readings.append(place.error(column.field, reading))


def _is_nothing(column: Column, cell: object) -> bool:
    """A dash in any column but those of free text and of lists, whose empty one has a sign of its own."""
    if column.format is DATE and isinstance(cell, str):
        return says_nothing(cell)
    free = column.format in (TEXT, NOTE) and column.codes_of is None
    return is_dash(cell) and not free and not column.format.many


def with_defaults(draft: Draft, answers: FileAnswers) -> Draft:
    """The draft with what somebody said of blank cells."""
    sheet = draft.place.sheet
    filled = {
        column.field: column.format.read(answers.defaults[column.field])
        for column in sheet.columns
        if column.field in answers.defaults and draft.fields.get(column.field) is None
    }
    return Draft({**draft.fields, **filled}, draft.broken - filled.keys(), draft.place) if filled else draft
