"""SQLite's online copy: of one moment, while others write, and into a database that others read."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine

from inventory.database.opening import BUSY_TIMEOUT, engine_of
from inventory.errors import InventoryError
from inventory.wording.phrases import Foreign

AT_ONCE = 10_000  # pages


@contextmanager
def opened_file(file: Path) -> Iterator[Engine]:
    """A database by its file, however that is called."""
    engine = engine_of(URL.create("sqlite", database=str(file)))
    try:
        yield engine
    finally:
        engine.dispose()


def copy_out(connection: Connection, file: Path) -> None:
    """Write what a transaction sees into a new file, which then is the whole database: it has no log.

    Raises:
        InventoryError: the file can't be written.

    """
    source = connection.connection.driver_connection
    if not isinstance(source, sqlite3.Connection):
        raise TypeError("a connection to SQLite is copied")
    with _told(file), closing(sqlite3.connect(file)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")


def copy_in(file: Path, target: Path) -> None:
    """Replace all that a database holds in one transaction; whoever reads it goes on reading the old one.

    Raises:
        InventoryError: another process keeps it locked, or it can't be written; then it is as it was.

    """
    with (
        _told(target),
        closing(sqlite3.connect(file)) as source,
        closing(sqlite3.connect(target, timeout=BUSY_TIMEOUT)) as replaced,
    ):
        source.backup(replaced, pages=AT_ONCE, progress=_patience())


def copy_file(file: Path, target: Path) -> None:
    """The database in a file that may lie where nothing can be written, into a new one.

    Raises:
        InventoryError: either can't be.

    """
    log = file.with_name(f"{file.name}-wal")
    unchanging = "" if log.exists() and log.stat().st_size else "&immutable=1"
    address = f"{file.absolute().as_uri()}?mode=ro{unchanging}"
    with (
        _told(file),
        closing(sqlite3.connect(address, uri=True)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)


def refuse_damaged(connection: Connection, file: Path) -> None:
    """Read every page of a database, and follow every key.

    Raises:
        InventoryError: one is not as SQLite left it.

    """
    told = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
    if told != "ok":
        raise InventoryError(
            "{file} is damaged: {told}", file=file, told=Foreign(str(told).strip().splitlines()[-1])
        )
    if (row := connection.exec_driver_sql("PRAGMA foreign_key_check").first()) is not None:
        raise InventoryError(
            "{file} is damaged: a row of {table} names one that is missing in {other}",
            file=file,
            table=row[0],
            other=row[2],
        )


@contextmanager
def _told(file: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise InventoryError("database {file}: {reason}", file=file, reason=Foreign(str(error))) from None


def _patience() -> Callable[[int, int, int], None]:
    """Called between attempts, which would go on for ever while another process has the database locked."""
    give_up = time.monotonic() + BUSY_TIMEOUT

    def attempted(status: int, _left: int, _pages: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > give_up:
            raise sqlite3.OperationalError("database is locked")

    return attempted
