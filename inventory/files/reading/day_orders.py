"""Which of day and month stands first in a column of typed dates: never assumed silently."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from inventory.faults import CellFault, FaultKind
from inventory.files.cells.formats import DATE
from inventory.files.cells.typed_dates import either_order, month_first, read_date, turned
from inventory.files.layout.columns import Column
from inventory.files.reading.answers import FileAnswers
from inventory.files.reading.headers import Header
from inventory.files.reading.raw import RawTable
from inventory.model import Text
from inventory.safe_text import quoted
from inventory.words import WrongValueError

MOST_NAMED = 3
MONTH_FIRST = FaultKind(
    vi="{value} được đọc là tháng/ngày/năm: {day}", en="{value} is taken as month/day/year: {day}"
)
MIXED = FaultKind(
    vi="{value} có thể là hai ngày khác nhau, vì cột có cả kiểu ngày/tháng và tháng/ngày: thêm --dates dmy "
    "hoặc --dates mdy, hoặc sửa lại",
    en="{value} may be either of two days, as the column has both day/month and month/day: add --dates dmy "
    "or --dates mdy, or correct it",
)
ASSUMED = Text(
    vi="Cột “{column}”: {count} ngày như {examples} được đọc là ngày/tháng/năm; nếu là tháng/ngày/năm thì "
    "thêm --dates mdy",
    en="Column “{column}”: {count} days such as {examples} are read as day/month/year; if they are "
    "month/day/year, add --dates mdy",
)


@dataclass(frozen=True)
class DayOrder:
    """How the typed days of a column are read. ``told``: what a person is to know of it."""

    turns: bool = False  # every day has its month first
    doubts: bool = False  # some have, some haven't
    told: tuple[Text, ...] = field(default_factory=tuple)

    def text(self, cell: str) -> str:
        """The cell with its day first."""
        return turned(cell) if self.turns or (month_first(cell) and not _is_day(cell)) else cell

    def fault(self, cell: object) -> CellFault | None:
        """Why a cell can't be read, though it looks like a day."""
        return MIXED(value=quoted(cell)) if self.doubts and either_order(cell) else None

    def reading(self, cell: str) -> CellFault | None:
        """What to ask about a cell whose month stands first."""
        text = self.text(cell)
        if text == cell:
            return None
        return MONTH_FIRST(value=quoted(cell), day=f"{read_date(text):%d/%m/%Y}") if _is_day(text) else None


AS_WRITTEN = DayOrder()


def day_orders(header: Header, answers: FileAnswers) -> Mapping[str, DayOrder]:
    """The order of each column of days, by the field."""
    if header.table.unit == "item":
        return {}
    return {
        column.field: _order(header.table, index, column, answers)
        for index, column in enumerate(header.columns)
        if column is not None and column.format is DATE
    }


def _order(table: RawTable, index: int, column: Column, answers: FileAnswers) -> DayOrder:
    if answers.days is not None:
        return DayOrder(turns=answers.days == "mdy")
    cells = [row.cells[index] for row in table.rows if index < len(row.cells)]
    months, either = [*filter(month_first, cells)], [*filter(either_order, cells)]
    days = [cell for cell in cells if isinstance(cell, str) and _is_day(cell) and not either_order(cell)]
    days_first = [cell for cell in days if turned(cell) != cell and not _is_day(turned(cell))]
    if months:
        return DayOrder(turns=not days_first, doubts=bool(days_first))
    if either and not days_first and table.is_text:
        examples = ", ".join(map(str, dict.fromkeys(either[:MOST_NAMED])))
        values = {"column": table.header[index] or column.vi, "count": len(either), "examples": examples}
        return DayOrder(told=(Text(vi=ASSUMED.vi.format(**values), en=ASSUMED.en.format(**values)),))
    return AS_WRITTEN


def _is_day(text: str) -> bool:
    try:
        read_date(text)
    except WrongValueError:
        return False
    return True
