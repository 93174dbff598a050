"""``capdo approval correct``: a mistake that runs through several events, corrected as one."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from inventory.approvals.corrections import is_correction
from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.approvals.log import ApprovalLog
from inventory.cli.event_input import fingerprint, parse_event
from inventory.cli.options import DatabaseOption, LanguageOption, SystemArgument, day_option
from inventory.cli.recording.events import append
from inventory.clock import today
from inventory.database.reading_only import opened_for_reading
from inventory.errors import InventoryError
from inventory.model import Code
from inventory.naming.stored import system_code
from inventory.wording.phrases import Phrase
from inventory.words import suggestion

NumbersArgument = Annotated[
    list[int], typer.Argument(metavar="NUMBER…", help="The events, as history numbers them, in any order.")
]


def correct(
    system: SystemArgument,
    numbers: NumbersArgument,
    *,
    on: Annotated[date | None, day_option("--date", "The day of the correction; default: today.")] = None,
    level: Annotated[str | None, typer.Option(metavar="1-5", help="The right level of all of them.")] = None,
    number: Annotated[str | None, typer.Option(help="The right number of the decision.")] = None,
    authority: Annotated[str | None, typer.Option(help="Who decided really.")] = None,
    result: Annotated[str | None, typer.Option(help="The right outcome.")] = None,
    until: Annotated[date | None, day_option("--until", "The right last day.")] = None,
    corrected_date: Annotated[
        date | None, day_option("--corrected-date", "The day on which they really happened.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option(metavar="PATH", help="The right document; its SHA-256 is recorded.")
    ] = None,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="They did not happen.")] = False,
    by: Annotated[
        str | None, typer.Option(metavar="ACTOR", help="Who records this; default: this machine's user.")
    ] = None,
    note: Annotated[str | None, typer.Option(help="Anything else worth knowing.")] = None,
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Correct several linked events as one, or withdraw them: all or nothing, in the right order by itself.

    A level mistyped in the appraisal and in the approval is corrected in both at once. What rests on another
    event is withdrawn before it, whatever the order of the numbers.
    """
    code, events = _events(system, database)
    values = {
        "system": code,
        "kind": EventKind.CORRECTED.value,
        "on": on or today(),
        "level": level,
        "number": number,
        "authority": authority,
        "result": result,
        "until": until,
        "corrected_on": corrected_date,
        "file": None if file is None else str(file),
        "file_sha256": None if file is None else fingerprint(file),
        "withdraws": withdraw,
        "actor": by,
        "note": note,
    }
    ordered = _in_order(events, numbers, code, withdraws=withdraw)
    append([parse_event({**values, "corrects": one.sequence}) for one in ordered], database, lang)


def _events(system: str, database: str | None) -> tuple[Code, Sequence[ApprovalEvent]]:
    with opened_for_reading(database) as engine:
        code = system_code(engine, system)
        return code, ApprovalLog(engine).events(code)


def _in_order(
    events: Sequence[ApprovalEvent], numbers: Sequence[int], system: str, *, withdraws: bool
) -> list[ApprovalEvent]:
    """The events of the numbers, as they happened; to withdraw them, the last first.

    Raises:
        InventoryError: the system has no event of a number, or a number is given twice.

    """
    known = {event.sequence: event for event in events if withdraws or not is_correction(event)}
    for number in numbers:
        if number not in known:
            hint = suggestion(str(number), map(str, known)) or Phrase("; see capdo approval history")
            raise InventoryError(
                "system {system} has no event {number} to correct{hint}",
                system=system,
                number=number,
                hint=hint,
            )
    if len(set(numbers)) < len(numbers):
        raise InventoryError("an event is named twice: give each NUMBER once")
    chosen = [known[number] for number in numbers]
    return sorted(chosen, key=lambda event: (event.on, event.sequence or 0), reverse=withdraws)
