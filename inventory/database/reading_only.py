"""Opens a database for a command that only reads: one that is there, also where nothing can be written.

On read-only media, and without the right to write, SQLite can't keep the files it needs beside a database in
WAL mode. Then the file is read as one that nobody changes; where part of it is still in its log, or its
schema is older, from a copy in a temporary folder.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine

from inventory.database.location import location
from inventory.database.opening import open_database, opened_database, parsed
from inventory.database.schema import newest, revision
from inventory.errors import InventoryError
from inventory.wording.phrases import Phrase

NAME_IT = Phrase(
    "name the right one with --database or CAPDO_DATABASE_URL; capdo inventory import makes a new one"
)


def open_existing(url: str | None = None) -> Engine:
    """``open_database`` for a command that only changes what is there: nothing is created.

    Raises:
        InventoryError: there is no such database; see ``opening.open_database``.

    """
    if is_absent(url):
        _refuse_absent(Path(str(parsed(location(url)).database)))
    return open_database(url)


def is_absent(url: str | None = None) -> bool:
    """Whether there is no such file yet, so that the first import would make it; never of a server.

    Raises:
        InventoryError: the URL cannot be understood.

    """
    target = parsed(location(url), writable=False)
    return target.get_backend_name() == "sqlite" and not Path(str(target.database)).exists()


@contextmanager
def opened_for_trial(url: str | None = None) -> Iterator[Engine]:
    """The database for a command that undoes what it does: one that is not there is made elsewhere, and goes.

    Raises:
        InventoryError: see ``opening.open_database``.

    """
    if not is_absent(url):
        with opened_database(url) as engine:
            yield engine
        return
    parsed(location(url))  # refused as it would be without the trial
    with (
        tempfile.TemporaryDirectory(prefix="capdo-") as folder,
        opened_database(f"sqlite:///{Path(folder) / 'trial.db'}") as engine,
    ):
        yield engine


@contextmanager
def opened_for_reading(url: str | None = None) -> Iterator[Engine]:
    """The database, for as long as one command reads it; nothing is created.

    Raises:
        InventoryError: there is no such database, or it cannot be read; see ``opening.open_database``.

    """
    target = parsed(location(url), writable=False)
    if target.get_backend_name() != "sqlite":
        with opened_database(url) as engine:
            yield engine
        return
    file = Path(str(target.database))
    _refuse_absent(file)
    if is_writable(file):
        looked_at = create_engine(target)
        try:
            _refuse_foreign(looked_at, file)
        finally:
            looked_at.dispose()
        with opened_database(url) as engine:
            yield engine
    else:
        with _unwritable(target, file) as engine:
            yield engine


def is_writable(file: Path) -> bool:
    """Whether SQLite can keep what it needs beside the file."""
    return os.access(file, os.W_OK) and os.access(file.absolute().parent, os.W_OK)


def _refuse_absent(file: Path) -> None:
    if not file.exists():
        raise InventoryError("there is no database {file}: {how}", file=file, how=NAME_IT)
    if file.is_file() and file.stat().st_size == 0:
        raise InventoryError("the file {file} is empty, which no database is: {how}", file=file, how=NAME_IT)


def _refuse_foreign(engine: Engine, file: Path) -> None:
    if revision(engine) is None:
        raise InventoryError("the file {file} holds no database of capdo: {how}", file=file, how=NAME_IT)


@contextmanager
def _unwritable(target: URL, file: Path) -> Iterator[Engine]:
    log = file.with_name(f"{file.name}-wal")
    engine = _as_it_lies(target, file)
    try:
        _refuse_foreign(engine, file)
        whole = not (log.exists() and log.stat().st_size)
        if whole and revision(engine) == newest():
            yield engine
            return
    finally:
        engine.dispose()
    with tempfile.TemporaryDirectory(prefix="capdo-") as folder:
        for part in (file, log):
            if part.exists():
                shutil.copyfile(part, Path(folder) / part.name)
        with opened_database(f"sqlite:///{Path(folder) / file.name}") as copy:
            yield copy


def _as_it_lies(target: URL, file: Path) -> Engine:
    address = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    return create_engine(target, creator=lambda: sqlite3.connect(address, uri=True, check_same_thread=False))
