"""What a backup asks of the rooms above: they know the chains and who scans; this one knows files."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from inventory.errors import InventoryError
from inventory.wording.phrases import os_reason

Duty = Callable[[Connection], None]
SQLITE, POSTGRESQL = "sqlite", "postgresql"
BEGINNINGS = {b"SQLite format 3\0": SQLITE, b"PGDMP": POSTGRESQL}  # of files


@dataclass(frozen=True, kw_only=True)
class Duties:
    """Each is done within a transaction and raises InventoryError where it can't be.

    ``verify``: all that is in it is as it was recorded. ``refuse_in_use``: nobody works with what is about to
    be replaced. ``settle``: of what was restored, end what was going on when it was saved.
    """

    verify: Duty
    refuse_in_use: Duty
    settle: Duty


def kind_of(file: Path) -> str:
    """The kind of database that a backup is of, by how its file begins.

    Raises:
        InventoryError: it is no file that can be read, or none of a backup.

    """
    try:
        with file.open("rb") as stream:
            begun = stream.read(max(map(len, BEGINNINGS)))
    except OSError as error:
        raise InventoryError(
            "backup {file} cannot be read: {reason}", file=file, reason=os_reason(error)
        ) from None
    for beginning, kind in BEGINNINGS.items():
        if begun.startswith(beginning):
            return kind
    raise InventoryError(
        "{file} is no backup of a database: name a file that `capdo backup` wrote", file=file
    )
