"""pg_dump's archive of one moment, read back as the script that makes the database anew."""

import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from sqlalchemy import URL, Connection, inspect, text

from inventory.database.backup.contents import Contents
from inventory.errors import InventoryError
from inventory.wording.phrases import Foreign

COPY = re.compile(rb'COPY (?:[^.(]+\.)?"?(\w+)"? \(.*\) FROM stdin;\n')
END_OF_ROWS = b"\\.\n"
META = (b"\\restrict ", b"\\unrestrict ")  # psql's own, since PostgreSQL 15.14; a server knows none
LOCK_TIMEOUT = "30s"
Script = Iterator[tuple[bytes, Iterator[bytes] | None]]  # a statement, and the rows that it copies in


def dump(connection: Connection, url: URL, file: Path) -> None:
    """Write an archive of just what a transaction sees.

    Raises:
        InventoryError: pg_dump is missing, or failed.

    """
    snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
    server = url.set(drivername="postgresql", password=None).render_as_string()
    options = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}")
    with _running("pg_dump", (*options, f"--file={file}", f"--dbname={server}"), url) as output:
        output.read()


def rows_in(file: Path) -> Contents:
    """How many rows of which table an archive holds, all of it read.

    Raises:
        InventoryError: pg_restore is missing, or can't read it.

    """
    counted: Counter[str] = Counter()
    with _script(file) as script:
        for statement, rows in script:
            if rows is not None:
                counted[_table(statement)] += sum(1 for _ in rows)
    return counted


def replace_all(connection: Connection, file: Path) -> None:
    """Make a database anew from an archive within one transaction, in the place of what it holds.

    Raises:
        InventoryError: pg_restore is missing or can't read it, or the server refuses.

    """
    names = inspect(connection).get_table_names()
    quote = connection.dialect.identifier_preparer.quote
    connection.execute(text(f"SET lock_timeout = '{LOCK_TIMEOUT}'"))
    for name in names:  # the script would leave the tables that came after it
        connection.execute(text(f"DROP TABLE IF EXISTS {quote(name)} CASCADE"))
    raw = connection.connection.driver_connection
    if raw is None:
        raise TypeError("a connection that is open is restored into")
    try:
        with _script(file) as script, raw.cursor() as cursor:
            for statement, rows in script:
                _carry_out(cursor, statement, rows)
    except connection.dialect.loaded_dbapi.Error as error:
        raise InventoryError(
            "the server refused the backup: {told}", told=Foreign(str(error).splitlines()[0])
        ) from None
    connection.execute(text("RESET search_path"))


def _carry_out(cursor: Any, statement: bytes, rows: Iterable[bytes] | None) -> None:  # noqa: ANN401 - psycopg's, which is imported where a URL names it
    if rows is None:
        cursor.execute(statement)
        return
    with cursor.copy(statement) as copy:
        for row in rows:
            copy.write(row)


@contextmanager
def _script(file: Path) -> Iterator[Script]:
    options = ("--file=-", "--clean", "--if-exists", "--no-owner", "--no-privileges", str(file))
    with _running("pg_restore", options) as lines:
        yield _statements(lines)


def _statements(lines: Iterable[bytes]) -> Script:
    """Everything up to the next rows as one statement: a server takes several."""
    waiting: list[bytes] = []
    following = iter(lines)
    for line in following:
        if COPY.fullmatch(line):
            yield b"".join(waiting), None
            waiting.clear()
            yield line, _rows(following)
        elif not line.startswith(META):
            waiting.append(line)
    yield b"".join(waiting), None


def _rows(lines: Iterator[bytes]) -> Iterator[bytes]:
    for line in lines:
        if line == END_OF_ROWS:
            return
        yield line


def _table(statement: bytes) -> str:
    match = COPY.fullmatch(statement)
    return match[1].decode() if match else ""


@contextmanager
def _running(program: str, options: Iterable[str], url: URL | None = None) -> Iterator[IO[bytes]]:
    """What a program writes; its password goes through the environment, which other users don't see."""
    found = shutil.which(program)
    if found is None:
        raise InventoryError(
            "PostgreSQL's {program} is not installed: install postgresql-client", program=program
        )
    password = {"PGPASSWORD": str(url.password)} if url is not None and url.password else {}
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(  # noqa: S603 - a program of PostgreSQL's, no shell
            [found, *options], env={**os.environ, **password}, stdout=subprocess.PIPE, stderr=errors
        ) as process,
    ):
        if process.stdout is None:
            raise RuntimeError("a pipe was asked for")
        yield process.stdout
        process.stdout.read()
        if process.wait():
            errors.seek(0)
            told = errors.read().decode(errors="replace").strip() or "it told nothing"
            raise InventoryError(
                "{program} failed: {told}", program=program, told=Foreign(told.splitlines()[0])
            )
