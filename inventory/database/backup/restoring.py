"""``capdo restore``: a backup is verified before anything is replaced, and then all of it at once."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine

from inventory.clock import Clock, now
from inventory.database.backup.contents import Contents, contents, is_empty
from inventory.database.backup.duties import SQLITE, Duties, kind_of
from inventory.database.backup.postgresql_dump import replace_all
from inventory.database.backup.sqlite_copy import copy_file, copy_in, opened_file, refuse_damaged
from inventory.database.location import location
from inventory.database.opening import opened_database, parsed
from inventory.database.schema import revision, upgrade_within
from inventory.database.transactions import reading, shown, writing
from inventory.errors import InventoryError
from inventory.wording.phrases import NOTHING, Phrase, os_reason

BESIDE = ("", "-wal", "-shm")  # the files of an SQLite database


def restore(
    file: Path, url: str | None, duties: Duties, *, force: bool = False, clock: Clock = now
) -> Contents:
    """Put a backup in the place of a database, all or nothing.

    Args:
        file: what ``capdo backup`` wrote.
        url: the database; None takes the default (``inventory.database.location``).
        duties: what the rooms above know of a database.
        force: also replace one that holds something; one that is damaged is put aside, never deleted.
        clock: names what is put aside.

    Returns:
        What the database holds then.

    Raises:
        InventoryError: the backup is none, damaged, of another kind of database or of a newer version; the
            database is not empty, or somebody works with it. Then it is as it was.

    """
    target, kind = parsed(location(url)), kind_of(file)
    if target.get_backend_name() != kind:
        raise InventoryError(
            "{file} is a backup of {kind}: name such a database with --database", file=file, kind=kind
        )
    if kind == SQLITE:
        return _sqlite(file, target, duties, force=force, clock=clock)
    return _postgresql(file, str(url or location()), duties, force=force)


def _sqlite(file: Path, target: URL, duties: Duties, *, force: bool, clock: Clock) -> Contents:
    path = Path(str(target.database))
    if path.exists() and path.samefile(file):
        raise InventoryError("{file} is the database itself: name another one with --database", file=file)
    damage = _hindrance(path, target, duties, force=force)
    with _staged(file, path, duties) as (stage, found):
        if damage is not None:
            _put_aside(path, clock)
        copy_in(stage, path)
    return found


def _hindrance(path: Path, target: URL, duties: Duties, *, force: bool) -> str | None:
    """Why the database that is there can't even be read, where it is to be replaced all the same."""
    if not path.exists() or path.stat().st_size == 0:
        return None
    try:
        with opened_file(path) as engine, reading(engine) as connection:
            _refuse_full(connection, target, duties, force=force)
    except InventoryError as error:
        if not force or _is_readable(path):
            raise
        return str(error)
    return None


def _is_readable(path: Path) -> bool:
    try:
        with opened_file(path) as engine:
            return revision(engine) is not None
    except InventoryError:
        return False


def _refuse_full(connection: Connection, target: URL, duties: Duties, *, force: bool) -> None:
    found = contents(connection)
    if not force and not is_empty(found):
        systems, runs = found.get("systems", 0), found.get("runs", 0)
        rows = [Phrase("systems: {count}", count=systems)] if systems else []
        rows += [Phrase("runs: {count}", count=runs)] if runs else []
        raise InventoryError(
            "database {target} is not empty{held}: restore into another, or --force replaces all that it "
            "holds",
            target=shown(target),
            held=Phrase(" ({rows})", rows=rows) if rows else NOTHING,
        )
    if found:
        duties.refuse_in_use(connection)


@contextmanager
def _staged(file: Path, target: Path, duties: Duties) -> Iterator[tuple[Path, Contents]]:
    """The backup beside the database, brought to the schema of this version and verified."""
    try:
        with tempfile.TemporaryDirectory(prefix=".capdo-restore-", dir=target.absolute().parent) as folder:
            stage = Path(folder) / "database"
            copy_file(file, stage)
            with opened_file(stage) as engine:
                found = _verified(engine, file, duties)
            yield stage, found
    except OSError as error:
        raise InventoryError(
            "backup {file} cannot be restored: {reason}", file=file, reason=os_reason(error)
        ) from None


def _verified(engine: Engine, file: Path, duties: Duties) -> Contents:
    with reading(engine) as connection:
        refuse_damaged(connection, file)
    if revision(engine) is None:
        raise InventoryError(
            "{file} holds no database of capdo: name a file that `capdo backup` wrote", file=file
        )
    with writing(engine) as connection:
        upgrade_within(connection)
        duties.settle(connection)
    with reading(engine) as connection:
        duties.verify(connection)
        return contents(connection)


def _put_aside(path: Path, clock: Clock) -> None:
    for end in BESIDE:
        part = path.with_name(f"{path.name}{end}")
        if part.exists():
            part.rename(path.with_name(f"{path.name}.damaged-{clock():%Y%m%dT%H%M%S}{end}"))


def _postgresql(file: Path, url: str, duties: Duties, *, force: bool) -> Contents:
    """All in one transaction, which ends only when what it made is verified."""
    with opened_database(url) as engine, writing(engine) as connection:
        _refuse_full(connection, engine.url, duties, force=force)
        replace_all(connection, file)
        upgrade_within(connection)
        duties.settle(connection)
        duties.verify(connection)
        return contents(connection)
