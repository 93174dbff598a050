"""The language that a database names for its users: one look at one row, before the command opens it."""

import sqlite3
from pathlib import Path

from sqlalchemy import URL, NullPool, create_engine, select
from sqlalchemy.exc import SQLAlchemyError

from inventory.database.location import location
from inventory.database.opening import parsed
from inventory.database.reading_only import is_writable
from inventory.database.tables import SettingRow
from inventory.errors import InventoryError
from inventory.setting_keys import SettingKey

PATIENCE = 3  # seconds for a server: the command itself waits longer, and tells what is wrong
STORED = select(SettingRow.value).where(SettingRow.key == SettingKey.LANGUAGE.value)


def stored_language(url: str | None) -> str | None:
    """The value of the setting ``language``; None: it is not set, or there is nothing that can be read.

    What is wrong with the database is for the command to tell.
    """
    try:
        target = parsed(location(url), writable=False)
        return _of_file(Path(str(target.database))) if target.get_backend_name() == "sqlite" else _of(target)
    except (InventoryError, SQLAlchemyError, sqlite3.Error, ModuleNotFoundError):
        return None


def _of_file(file: Path) -> str | None:
    """Past SQLAlchemy, which takes longer to make its engine than SQLite to answer."""
    if not file.is_file() or not file.stat().st_size:
        return None
    unchanging = "" if is_writable(file) else "?mode=ro&immutable=1"
    connection = sqlite3.connect(f"{file.absolute().as_uri()}{unchanging}", uri=True, timeout=PATIENCE)
    try:
        found = connection.execute("SELECT value FROM settings WHERE key = ?", (SettingKey.LANGUAGE.value,))
        return next((str(value) for (value,) in found), None)
    finally:
        connection.close()


def _of(target: URL) -> str | None:
    engine = create_engine(target, poolclass=NullPool, connect_args={"connect_timeout": PATIENCE})
    with engine.connect() as connection:
        return connection.scalar(STORED)
