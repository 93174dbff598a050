"""What a person says of a file on the command line or when asked: columns, owner, defaults, days."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Annotated

import typer

from inventory.errors import InventoryError
from inventory.faults import FaultKind, said
from inventory.files.layout.sheets import SHEETS
from inventory.files.lists.fields import COLUMNS, FIELDS
from inventory.files.reading.answers import NO_FIELD, FileAnswers
from inventory.safe_text import quoted
from inventory.words import WrongValueError, closest, fold

MAP_HELP = "Of a list: which column is what, as host=Domain,name=Title; none=COLUMN leaves one out."
OWNER_HELP = "Of a list: the code or name of the owner of what names none."
DEFAULT_HELP = "What blank cells are to hold, as in_operation_since=01/01/2024; may be repeated."
YES_HELP = "Accept what is proposed, without asking."
DATES_HELP = "Whether day or month stands first in typed dates: dmy or mdy."

NO_PAIR = FaultKind(
    vi="{option}: {typed} không phải TRƯỜNG=GIÁ-TRỊ", en="{option}: {typed} is not FIELD=VALUE"
)
NO_FIELD_OF_THAT_NAME = FaultKind(
    vi="{option}: không có trường {field}; có phải là {meant}?",
    en="{option}: there is no field {field}; did you mean {meant}?",
)
WRONG_DEFAULT = FaultKind(vi="--default {field}: {reason}", en="--default {field}: {reason}")


class DayOrderOption(StrEnum):
    """Which of day and month stands first."""

    DMY = "dmy"
    MDY = "mdy"


MapOption = Annotated[list[str] | None, typer.Option("--map", metavar="FIELD=COLUMN", help=MAP_HELP)]
OwnerOption = Annotated[str | None, typer.Option("--owner", metavar="CODE-OR-NAME", help=OWNER_HELP)]
DefaultOption = Annotated[
    list[str] | None, typer.Option("--default", metavar="FIELD=VALUE", help=DEFAULT_HELP)
]
DatesOption = Annotated[DayOrderOption | None, typer.Option("--dates", help=DATES_HELP)]


def answers_of(
    mapped: Sequence[str] | None,
    owner: str | None,
    defaults: Sequence[str] | None,
    dates: DayOrderOption | None,
) -> FileAnswers:
    """What the options say.

    Raises:
        InventoryError: one of them can't be understood.

    """
    return FileAnswers(
        columns=_columns(mapped or ()),
        defaults=_defaults(defaults or ()),
        owner=owner.strip() if owner and owner.strip() else None,
        days=None if dates is None else dates.value,
    )


def corrected(answers: FileAnswers, typed: str) -> FileAnswers:
    """The answers with what somebody typed when asked: ``host=Domain,name=Title`` or ``owner=CODE``.

    Raises:
        InventoryError: it can't be understood.

    """
    pairs = _pairs("--map", [typed])
    owner = next((value for field, value in pairs if field == "owner" and value), answers.owner)
    columns = {fold(value): field for field, value in pairs if field != "owner"}
    _check_fields("--map", columns.values())
    return replace(answers, columns={**answers.columns, **columns}, owner=owner)


def _columns(mapped: Sequence[str]) -> Mapping[str, str]:
    columns = {fold(heading): field for field, heading in _pairs("--map", mapped)}
    _check_fields("--map", columns.values())
    return columns


def _check_fields(option: str, fields: Iterable[str]) -> None:
    known = {*FIELDS, *(column.field for sheet in SHEETS for column in sheet.columns), NO_FIELD}
    for field in fields:
        if field not in known:
            meant = closest(field, sorted(known)) or "host"
            raise InventoryError(NO_FIELD_OF_THAT_NAME(option=option, field=quoted(field), meant=meant))


def _pairs(option: str, typed: Sequence[str]) -> list[tuple[str, str]]:
    """Fields and what is said of them; a comma before another ``FIELD=`` divides two."""
    found = []
    for text in typed:
        for pair in re.split(r"[,;]\s*(?=[A-Za-z_]+\s*=)", text):
            field, sign, value = pair.partition("=")
            if not sign or not field.strip() or not value.strip():
                raise InventoryError(NO_PAIR(option=option, typed=quoted(pair)))
            found.append((_field(field), value.strip()))
    return found


def _field(typed: str) -> str:
    """A field by its name, or by that of its column: ``level`` is ``proposed_level``."""
    folded = fold(typed)
    named = (name for name, column in COLUMNS.items() if folded in column.names())
    return typed.strip() if typed.strip() in FIELDS else next(named, typed.strip())


def _defaults(typed: Sequence[str]) -> Mapping[str, str]:
    found = dict(_pairs("--default", typed))
    _check_fields("--default", list(found))
    for field, value in found.items():
        try:
            COLUMNS[field].format.read(value)
        except (KeyError, WrongValueError) as error:
            reason = said(error) if isinstance(error, WrongValueError) else quoted(field)
            raise InventoryError(WRONG_DEFAULT(field=field, reason=reason)) from error
    return found
