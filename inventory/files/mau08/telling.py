"""Reads every field of a row of a form."""

from datetime import date

from inventory.files.mau08 import cells
from inventory.files.mau08.addresses import read_addresses
from inventory.files.mau08.choices import says_yes
from inventory.files.mau08.form import Field
from inventory.files.mau08.sheets.rows import FormRow
from inventory.files.mau08.told import Dated, Issued, Told

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


def tell(row: FormRow) -> Told:
    """Read every field of a row."""
    told = Told(row)
    for what, name in (
        (Field.NAME, "name"),
        (Field.OWNER, "owner"),
        (Field.OPERATOR, "operator"),
        (Field.CODE, "code"),
    ):
        setattr(told, name, told.read(what, cells.text_of, ""))
    told.level = _level(told)
    told.status = _value(told.choose(Field.STATUS))
    told.plan = _value(told.choose(Field.PLAN))
    told.assessment = told.choose(Field.ASSESSMENT)
    told.decision = _decision(told)
    told.regulation = told.read(Field.REGULATION, _issued, None)
    told.approval_expected = told.read(Field.APPROVAL_EXPECTED, _expected, None)
    told.plan_expected = told.read(Field.PLAN_EXPECTED, _expected, None)
    told.in_operation_since = told.read(Field.OPERATION, cells.read_day, None)
    told.endpoints = told.read(Field.URLS, lambda cell: read_addresses(cells.text_of(cell)), ())
    return told


def _value(dated: Dated | None) -> str | None:
    return dated.value if dated else None


def _level(told: Told) -> int | None:
    if any(column.option for column in told.row.header.of(Field.LEVEL)):
        ticked = told.choose(Field.LEVEL)
        return int(ticked.value) if ticked else None
    return told.read(Field.LEVEL, cells.read_level, None)


def _decision(told: Told) -> cells.Citation:
    """The decision's number and day, of one column or two."""
    written = told.read(Field.DECISION, cells.read_citation, cells.Citation(None, None))
    day = told.read(Field.DECISION_DATE, cells.read_day, None)
    if day and written.on and day != written.on:
        told.doubt(
            Field.DECISION_DATE, f"{day:%d/%m/%Y} is not the day in the decision's own column: keep one"
        )
    return cells.Citation(written.number, written.on or day)


def _issued(cell: object) -> Issued | None:
    text = cells.text_of(cell)
    if says_yes(text) or text.casefold() in ISSUED:
        return Issued()
    if text.casefold() in NOT_ISSUED:
        return None
    document = cells.read_citation(cell)
    return Issued(document.number, document.on)


def _expected(cell: object) -> date | None:
    """Where it has happened, there is nothing to expect."""
    done = isinstance(cell, str) and cells.text_of(cell).casefold() in DONE
    return None if done else cells.read_period_end(cell)
