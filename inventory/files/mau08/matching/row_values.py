"""What one row tells about a system, before it is compared with what is known."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from inventory.files.cells.nothing import says_nothing
from inventory.files.mau08 import cells
from inventory.files.mau08.choices import read_choice, says_yes
from inventory.files.mau08.form import Field
from inventory.files.mau08.sheets.rows import FormRow
from inventory.files.reading.raw import is_blank
from inventory.files.reading.result import CellError
from inventory.model import Endpoint
from inventory.safe_text import quoted
from inventory.words import WrongValueError

Value = TypeVar("Value")
BETWEEN = re.compile(r"\s*[;+]\s*|,\s+(?=định kỳ|trước khi)|\s+và\s+", re.IGNORECASE)  # values of one cell


@dataclass(frozen=True)
class Dated:
    """A value of the form and the day written beside it."""

    value: str
    on: date | None = None


@dataclass(frozen=True)
class Issued:
    """The security regulation: that it was issued, its number, day and body, as far as they are told."""

    number: str | None = None
    on: date | None = None
    authority: str | None = None


@dataclass
class RowValues:
    """The values of one row, None where it tells nothing; ``doubts``: the cells that aren't understood."""

    row: FormRow
    doubts: list[CellError] = field(default_factory=list)
    name: str = ""
    owner: str = ""
    operator: str = ""
    code: str = ""
    level: int | None = None
    status: str | None = None
    decision: cells.Citation = field(default_factory=lambda: cells.Citation(None, None))
    regulation: Issued | None = None
    approval_expected: date | None = None
    plan: str | None = None
    plan_expected: date | None = None
    assessments: tuple[Dated, ...] = ()
    in_operation_since: date | None = None
    endpoints: tuple[Endpoint, ...] = ()

    def doubt(self, field: Field | None, message: str) -> None:
        """Note what is not understood, and in which column."""
        columns = self.row.header.of(field) if field else []
        heading = columns[0].heading if columns else None
        self.doubts.append(CellError(self.row.grid.title, self.row.rows[0], heading, message))

    def cell(self, field: Field) -> object:
        """What the row says of a field with one column."""
        columns = self.row.header.of(field)
        return self.row.cell(columns[0]) if columns else None

    def read(self, field: Field, reader: Callable[[object], Value], otherwise: Value) -> Value:
        """A field's value; what is wrong with it becomes a doubt."""
        cell = self.cell(field)
        if is_blank(cell) or (isinstance(cell, str) and says_nothing(cell)):
            return otherwise
        try:
            return reader(cell)
        except WrongValueError as error:
            self.doubt(field, str(error))
            return otherwise

    def choose(self, field: Field) -> Dated | None:
        """The fixed value of a field: written in one column, or ticked in one of several."""
        chosen = self.choose_all(field)
        if len(chosen) > 1:
            values = ", ".join(dated.value for dated in chosen)
            self.doubt(field, f"{len(chosen)} of its columns are ticked: keep one of {values}")
            return None
        return chosen[0] if chosen else None

    def choose_all(self, field: Field) -> tuple[Dated, ...]:
        """The same of a field that may have several values: "Trước khi đưa vào sử dụng; Định kỳ"."""
        try:
            return self._chosen(field)
        except WrongValueError as error:
            self.doubt(field, str(error))
            return ()

    def _chosen(self, field: Field) -> tuple[Dated, ...]:
        columns = self.row.header.of(field)
        if any(column.option for column in columns):
            return self._ticked(field)
        text = cells.text_of(self.row.cell(columns[0])) if columns else ""
        parts = BETWEEN.split(text) if field is Field.ASSESSMENT else [text]
        return tuple(dated for part in parts if (dated := _dated(field, part)))

    def _ticked(self, field: Field) -> tuple[Dated, ...]:
        texts = {column: cells.text_of(self.row.cell(column)) for column in self.row.header.of(field)}
        for column, text in texts.items():
            if text and not says_yes(text) and not says_nothing(text):
                raise WrongValueError(
                    "{text} below “{heading}” is not understood: write x, or nothing",
                    text=quoted(text),
                    heading=column.heading,
                )
        ticked = (column.option for column, text in texts.items() if says_yes(text))
        return tuple(Dated(value) for value in ticked if value)


def _dated(field: Field, text: str) -> Dated | None:
    """A value with perhaps a day beside it: ``Định kỳ (12/05/2026)``."""
    days = cells.DAY.findall(text)
    words = cells.DAY.sub(" ", text) if len(days) == 1 and field is Field.ASSESSMENT else text
    value = read_choice(field, " ".join(words.replace("(", " ").replace(")", " ").split()).strip(" ,;:-–"))
    if value is None:
        return None
    return Dated(value, cells.read_day(days[0]) if days else None)
