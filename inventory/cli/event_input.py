"""Turns what was typed on the command line into an event, or into one line that says what is wrong."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.errors import InventoryError
from inventory.wording.phrases import Joined, Phrase, os_reason
from inventory.wording.validation import explain


def parse_event(values: Mapping[str, object]) -> ApprovalEvent:
    """An event from its fields as text, keyed as in the model.

    Raises:
        InventoryError: every field that is wrong, one a line.

    """
    kinds = [kind.value for kind in EventKind]
    if values["kind"] not in kinds:
        raise InventoryError(
            "unknown event {event!r}: choose one of {kinds}", event=values["kind"], kinds=", ".join(kinds)
        )
    try:
        return ApprovalEvent.model_validate(values)
    except ValidationError as error:
        problems = [
            Phrase("{parameter}: {problem}", parameter=_option(detail["loc"]), problem=explain(detail))
            for detail in error.errors()
        ]
        raise InventoryError(Joined(problems, "\n")) from None


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
