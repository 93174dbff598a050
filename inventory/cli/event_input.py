"""Turns what was typed on the command line into an event, or into one line that says what is wrong."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.approvals.vocabulary import Assessment, result_from
from inventory.errors import InventoryError
from inventory.files.layout.choices import EVENTS
from inventory.safe_text import quoted
from inventory.wording.phrases import Joined, Phrase, Worded, os_reason
from inventory.wording.validation import explain
from inventory.words import WrongValueError, suggestion


def parse_event(values: Mapping[str, object]) -> ApprovalEvent:
    """An event from its fields as text, keyed as in the model.

    Raises:
        InventoryError: every field that is wrong, one a line.

    """
    kind, result = _kind_and_result(str(values["kind"]), values["result"])
    try:
        return ApprovalEvent.model_validate({**values, "kind": kind, "result": result})
    except ValidationError as error:
        raise InventoryError(Joined(_told(error), "\n")) from None


def mistakes(values: Mapping[str, object]) -> Sequence[Worded]:
    """What is wrong with the fields of an event, the system aside; one a line."""
    try:
        parse_event({**values, "system": "A"})
    except InventoryError as error:
        return (error,)
    return ()


def _told(error: ValidationError) -> Iterator[Phrase]:
    return (
        Phrase("{parameter}: {problem}", parameter=_option(detail["loc"]), problem=explain(detail))
        for detail in error.errors()
    )


def _kind_and_result(typed: str, result: object) -> tuple[EventKind, str | None]:
    """The event that a text names, in either language; "định kỳ" alone is an assessment with that result."""
    told = result_from(None if result is None else str(result))
    try:
        return EventKind(str(EVENTS.read(typed))), told
    except WrongValueError:
        pass
    named = result_from(typed)
    if Assessment.told_by(named) is not None and Assessment.told_by(told) is None:
        return EventKind.ASSESSED, ": ".join(filter(None, (named, told)))
    hint = suggestion(typed, (spelling for word in EVENTS.entries for spelling in word.spellings()))
    raise InventoryError(
        "unknown event {typed}: choose one of {kinds}{hint}",
        typed=quoted(typed),
        kinds=list(EventKind),
        hint=hint,
    )


def fingerprint(file: Path) -> str:
    """The SHA-256 of a file, in hexadecimal.

    Raises:
        InventoryError: the file cannot be read.

    """
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise InventoryError(
            "--file: {file!r} cannot be read: {reason}", file=str(file), reason=os_reason(error)
        ) from None


def _option(location: tuple[int | str, ...]) -> str:
    field = str(location[0]) if location else ""
    return "SYSTEM" if field == "system" else f"--{field}"
