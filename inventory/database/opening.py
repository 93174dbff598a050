"""Opens the database: SQLite in one file, or PostgreSQL when the URL says so."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from inventory.database.location import location
from inventory.database.schema import upgrade
from inventory.database.transactions import WRITES, reason, shown
from inventory.errors import InventoryError
from inventory.safe_text import quoted
from inventory.wording.phrases import Phrase, os_reason

HOW_TO_WRITE_IT = Phrase("write FILE.db, sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME")
DRIVERS = {"sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg"}
BUSY_TIMEOUT = 30.0  # seconds a transaction waits for another process's


def open_database(url: str | None = None) -> Engine:
    """The database, at the schema of this version.

    Args:
        url: None takes the default (``inventory.database.location``).

    Raises:
        InventoryError: the URL is wrong, the database cannot be opened or written, or its schema is newer.

    """
    target = parsed(location(url))
    engine = engine_of(target)
    try:
        upgrade(engine)
    except DBAPIError as error:
        engine.dispose()
        raise InventoryError(
            "cannot open database {target}: {reason}", target=shown(target), reason=reason(target, error)
        ) from None
    except InventoryError:
        engine.dispose()
        raise
    return engine


@contextmanager
def opened_database(url: str | None = None) -> Iterator[Engine]:
    """``open_database`` for as long as one command needs it."""
    engine = open_database(url)
    try:
        yield engine
    finally:
        engine.dispose()


def parsed(text: str, *, writable: bool = True) -> URL:
    """The URL of a database that can be opened. ``writable``: its file must let itself be written.

    Raises:
        InventoryError: it is not valid, or its file is not one that can be opened.

    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise InventoryError("the database URL is not valid: {how}", how=HOW_TO_WRITE_IT) from None
    if url.drivername not in DRIVERS:
        raise InventoryError(
            "the database URL names an unknown kind of database: {how}",
            how=HOW_TO_WRITE_IT,
        )
    if url.get_backend_name() == "sqlite":
        _refuse_unusable_file(url, writable=writable)
    return url


def _refuse_unusable_file(url: URL, *, writable: bool) -> None:
    if url.database in (None, "", ":memory:") or url.query:
        raise InventoryError(
            "the database URL must name a file, without options, so that data is kept: sqlite:///FILE"
        )
    file = Path(str(url.database))
    try:
        _refuse_unusable_path(file, writable=writable)
    except OSError as error:  # a name that is too long, or folders that link in a circle
        raise InventoryError(
            "cannot open database {file}: {reason}", file=quoted(file), reason=os_reason(error)
        ) from None


def _refuse_unusable_path(file: Path, *, writable: bool) -> None:
    if not file.parent.is_dir():
        raise InventoryError(
            "cannot open database {file}: the folder {parent} does not exist", file=file, parent=file.parent
        )
    if file.exists() and not (file.is_file() and (os.access(file, os.W_OK) or not writable)):
        raise InventoryError("cannot open database {file}: it is not a file that can be written", file=file)


def engine_of(url: URL) -> Engine:
    """An engine that nothing was asked of yet.

    Raises:
        InventoryError: the driver of such databases is not installed.

    """
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        return create_engine(url, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise InventoryError(
            "PostgreSQL needs the Python package {name}: install it", name=error.name
        ) from None


def _prepare_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: _begin_sqlite does
    connection.execute("PRAGMA foreign_keys = ON")
    _use_write_ahead_log(connection)


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Retry for as long as for any lock: SQLite does not wait when the journal mode is what is locked."""
    give_up = time.monotonic() + BUSY_TIMEOUT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(0.02)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
