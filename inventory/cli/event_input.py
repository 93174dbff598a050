"""Turns what was typed on the command line into an event, or into one line that says what is wrong."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.errors import InventoryError


def parse_event(values: Mapping[str, object]) -> ApprovalEvent:
    """An event from its fields as text, keyed as in the model.

    Raises:
        InventoryError: every field that is wrong, one a line.

    """
    kinds = [kind.value for kind in EventKind]
    if values["kind"] not in kinds:
        raise InventoryError(f"unknown event {values['kind']!r}: choose one of {', '.join(kinds)}")
    try:
        return ApprovalEvent.model_validate(values)
    except ValidationError as error:
        problems = (f"{_option(problem['loc'])}: {problem['msg']}" for problem in error.errors())
        raise InventoryError("\n".join(problems)) from None


def fingerprint(file: Path) -> str:
    """The SHA-256 of a file, in hexadecimal.

    Raises:
        InventoryError: the file cannot be read.

    """
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise InventoryError(f"--file: {str(file)!r} cannot be read: {error.strerror}") from None


def _option(location: tuple[int | str, ...]) -> str:
    field = str(location[0]) if location else ""
    return "SYSTEM" if field == "system" else f"--{field}"
