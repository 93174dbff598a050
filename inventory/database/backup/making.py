"""``capdo backup``: a file that is there only once it was proved good."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from inventory.database.backup.contents import Contents, contents
from inventory.database.backup.duties import SQLITE, Duty
from inventory.database.backup.postgresql_dump import dump, rows_in
from inventory.database.backup.sqlite_copy import copy_out, opened_file, refuse_damaged
from inventory.database.transactions import reading
from inventory.errors import InventoryError
from inventory.wording.phrases import os_reason


def back_up(engine: Engine, file: Path, verify: Duty, *, force: bool = False) -> Contents:
    """Save a database as it is at one moment, whatever writes to it meanwhile.

    ``verify``: raises InventoryError where what a transaction sees is not as it was recorded. ``force``:
    replace a backup that is there.

    Returns:
        What was saved.

    Raises:
        InventoryError: the file is there or can't be written, or what was saved can't be verified; then
            nothing is written, and a backup of before stays.

    """
    _refuse_taken(engine, file, force=force)
    with _written_whole(file) as part:
        if engine.url.get_backend_name() == SQLITE:
            return _sqlite(engine, part, verify)
        return _postgresql(engine, part, verify)


def _sqlite(engine: Engine, part: Path, verify: Duty) -> Contents:
    with reading(engine) as connection:
        saved = contents(connection)
        copy_out(connection, part)
    with opened_file(part) as copy, reading(copy) as connection:
        refuse_damaged(connection, part)
        _refuse_other(saved, contents(connection))
        verify(connection)
    return saved


def _postgresql(engine: Engine, part: Path, verify: Duty) -> Contents:
    """Verified in the snapshot that is saved: a scratch database would ask for a right of its own."""
    with reading(engine) as connection:
        saved = contents(connection)
        verify(connection)
        dump(connection, engine.url, part)
    _refuse_other(saved, rows_in(part))
    return saved


def _refuse_other(saved: Contents, found: Contents) -> None:
    if dict(saved) != dict(found):
        names = [name for name in {*saved, *found} if saved.get(name) != found.get(name)]
        raise InventoryError(
            "the backup holds another number of rows of {table}: it was not kept", table=min(names)
        )


def _refuse_taken(engine: Engine, file: Path, *, force: bool) -> None:
    own = Path(engine.url.database or "") if engine.url.get_backend_name() == SQLITE else None
    if own is not None and file.exists() and own.samefile(file):
        raise InventoryError("{file} is the database itself: choose another name for its backup", file=file)
    if file.exists() and not file.is_file():
        raise InventoryError("{file} is no file: choose another name for the backup", file=file)
    if file.exists() and not force:
        raise InventoryError("{file} exists already: choose another name, or --force replaces it", file=file)


@contextmanager
def _written_whole(file: Path) -> Iterator[Path]:
    """A file to write beside the one that it becomes, once all is well."""
    try:
        with tempfile.TemporaryDirectory(prefix=".capdo-backup-", dir=file.absolute().parent) as folder:
            part = Path(folder) / "backup"
            yield part
            with part.open("rb") as written:
                os.fsync(written.fileno())
            part.replace(file.resolve())
    except OSError as error:
        raise InventoryError(
            "backup {file} cannot be written: {reason}", file=file, reason=os_reason(error)
        ) from None
