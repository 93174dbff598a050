"""Reads every field of a row of a form."""

from datetime import date

from inventory.files.cells.addresses import read_addresses
from inventory.files.mau08 import cells
from inventory.files.mau08.choices import says_yes
from inventory.files.mau08.form import Field
from inventory.files.mau08.matching.row_values import Dated, Issued, RowValues
from inventory.files.mau08.sheets.rows import FormRow

ISSUED = {"đã ban hành", "da ban hanh", "ban hành"}
NOT_ISSUED = {"chưa ban hành", "chua ban hanh", "đang xây dựng", "đang dự thảo"}
DONE = {
    "đã phê duyệt",
    "đã được phê duyệt",
    "đã hoàn thành",
    "hoàn thành",
    "đã triển khai",
    "đã triển khai đầy đủ",
}


def read_values(row: FormRow) -> RowValues:
    """Read every field of a row."""
    values = RowValues(row)
    for field, name in (
        (Field.NAME, "name"),
        (Field.OWNER, "owner"),
        (Field.OPERATOR, "operator"),
        (Field.CODE, "code"),
    ):
        setattr(values, name, values.read(field, cells.text_of, ""))
    values.level = _level(values)
    values.status = _value(values.choose(Field.STATUS))
    values.plan = _value(values.choose(Field.PLAN))
    values.assessments = values.choose_all(Field.ASSESSMENT)
    values.decision = _decision(values)
    values.regulation = values.read(Field.REGULATION, _issued, None)
    values.approval_expected = values.read(Field.APPROVAL_EXPECTED, _expected, None)
    values.plan_expected = values.read(Field.PLAN_EXPECTED, _expected, None)
    values.in_operation_since = values.read(Field.OPERATION, cells.read_day, None)
    values.endpoints = values.read(Field.URLS, lambda cell: read_addresses(cells.text_of(cell)), ())
    return values


def _value(dated: Dated | None) -> str | None:
    return dated.value if dated else None


def _level(values: RowValues) -> int | None:
    if any(column.option for column in values.row.header.of(Field.LEVEL)):
        ticked = values.choose(Field.LEVEL)
        return int(ticked.value) if ticked else None
    return values.read(Field.LEVEL, cells.read_level, None)


def _decision(values: RowValues) -> cells.Citation:
    """The decision's number and day, of one column or two."""
    written = values.read(Field.DECISION, cells.read_citation, cells.Citation(None, None))
    day = values.read(Field.DECISION_DATE, cells.read_day, None)
    if day and written.on and day != written.on:
        values.doubt(
            Field.DECISION_DATE, f"{day:%d/%m/%Y} is not the day in the decision's own column: keep one"
        )
    return cells.Citation(written.number, written.on or day, written.authority)


def _issued(cell: object) -> Issued | None:
    text = cells.text_of(cell)
    if says_yes(text) or text.casefold() in ISSUED:
        return Issued()
    if text.casefold() in NOT_ISSUED:
        return None
    document = cells.read_citation(cell)
    return Issued(document.number, document.on, document.authority)


def _expected(cell: object) -> date | None:
    """Where it has happened, there is nothing to expect."""
    done = isinstance(cell, str) and cells.text_of(cell).casefold() in DONE
    return None if done else cells.read_period_end(cell)
