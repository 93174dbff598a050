"""Transactions: one kind that reads, one that may write. Both tell a failing database in one line."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError

from inventory.errors import InventoryError
from inventory.wording.phrases import Foreign

WRITES = "capdo_writes"  # execution option: SQLite takes the write lock when the transaction begins
_SNAPSHOT = {"postgresql": {"isolation_level": "REPEATABLE READ"}}  # SQLite's transactions are that anyway
OUR_FAULT = (DataError, IntegrityError, ProgrammingError)
MAY_NOT = "42501"  # SQLSTATE of PostgreSQL: the account has no right to do this


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view, whatever is written meanwhile; never waits for a writer.

    Raises:
        InventoryError: the database cannot be read.

    """
    with (
        errors_in_one_line(engine.url),
        engine.execution_options(**_SNAPSHOT.get(engine.name, {})).connect() as connection,
    ):
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """All or nothing. On SQLite one writer at a time: what was read inside cannot change meanwhile.

    SQLite lets a transaction that began with a read fail at its first write, without waiting, when another
    process wrote in between; so a transaction that may write begins as a writer. PostgreSQL's writers run
    side by side at its default isolation; keys and triggers guard the data there.

    Raises:
        InventoryError: the database cannot be written, or stayed locked.

    """
    with errors_in_one_line(engine.url), engine.execution_options(**{WRITES: True}).begin() as connection:
        yield connection


@contextmanager
def errors_in_one_line(url: URL) -> Iterator[None]:
    """Turn what a database can suffer (locked, full, gone, read-only, damaged, forbidden) into one line."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error, OUR_FAULT) and getattr(error.orig, "sqlstate", None) != MAY_NOT:
            raise
        raise InventoryError("database {url}: {reason}", url=shown(url), reason=reason(url, error)) from None


def reason(url: URL, error: DBAPIError) -> Foreign:
    """The driver's first line, without any secret of the URL."""
    text = (str(error.orig).strip() or type(error).__name__).splitlines()[0]
    for secret in filter(None, (url.password, *_secret_options(url))):
        text = text.replace(str(secret), "***")
    return Foreign(text)


def shown(url: URL) -> str:
    """The database as it may be shown: a file, or server and name; never user, password or options."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    port = f":{url.port}" if url.port else ""
    return f"{url.get_backend_name()}://{url.host or ''}{port}/{url.database or ''}"


def _secret_options(url: URL) -> list[str]:
    return [str(value) for key, value in url.query.items() if "pass" in key]
