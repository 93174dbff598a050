"""A PostgreSQL server of the tests' own: no port, no password, gone with its folder."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from inventory.database.backup.contents import FROM_THE_START
from inventory.database.opening import open_database

ACCOUNT = "postgres"  # PostgreSQL refuses to run as root
QUICK = ("fsync=off", "full_page_writes=off", "listen_addresses=")
TRIES = 100
PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))  # where Debian keeps those of a server


Rows = list[tuple[Any, ...]]
END_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
SHAPE = (
    "SELECT tablename, '' FROM pg_tables WHERE schemaname = 'public'"
    " UNION SELECT tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
)


def _shape(connection: "psycopg.Connection[Any]") -> Rows:
    """The tables of a database, and which of its triggers are at work."""
    return connection.execute(SHAPE).fetchall()


def _rows(connection: "psycopg.Connection[Any]", table: str) -> Rows:
    return connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table))).fetchall()


def _empty(connection: "psycopg.Connection[Any]", start_rows: Mapping[str, Rows]) -> None:
    """Make a database what it was before anybody wrote to it."""
    connection.execute("SET session_replication_role = replica")  # no trigger, no foreign key
    tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    emptied = [sql.SQL("DELETE FROM {}").format(sql.Identifier(table)) for (table,) in tables]
    connection.execute(sql.SQL("; ").join(emptied))
    used = "SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL"
    for (sequence,) in connection.execute(used).fetchall():
        connection.execute(sql.SQL("ALTER SEQUENCE {} RESTART").format(sql.Identifier(sequence)))
    for table, rows in start_rows.items():
        for row in rows:
            values = sql.SQL(", ").join(sql.Placeholder() * len(row))
            connection.execute(
                sql.SQL("INSERT INTO {} VALUES ({})").format(sql.Identifier(table), values), row
            )


@dataclass
class PostgreSQL:
    """A server that runs; its socket is in ``folder``."""

    folder: Path
    as_account: Mapping[str, Any] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)
    free: list[str] = field(default_factory=list)
    shape: Rows = field(default_factory=list)
    start_rows: Mapping[str, Rows] = field(default_factory=dict)
    kept: dict[str, "psycopg.Connection[Any]"] = field(default_factory=dict)

    def new_database(self, like: str | None = None) -> str:
        """The URL of one more database: empty, or a copy of another, which nobody has open."""
        return self._created(make_url(like).database if like else None)

    def migrated_database(self) -> str:
        """The URL of one more database without content: one that was given back, else a copy."""
        return self.free.pop() if self.free else self._created(make_url(self.template).database)

    def give_back(self, url: str) -> None:
        """Take a database back for the next test; making one and dropping it takes a hundred times as long.

        One whose tables or triggers are others than those that the migrations made is dropped. The connection
        stays: a new one reads the catalogue first, which takes ten times as long as what it is then told.
        """
        if url not in self.kept:
            self.kept[url] = self._in(url)
        connection = self.kept[url]
        connection.execute(END_OTHERS)
        if self.shape == _shape(connection):
            _empty(connection, self.start_rows)
            self.free.append(url)
        else:
            self.kept.pop(url).close()
            self._said(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    @cached_property
    def template(self) -> str:
        """A migrated database to copy from."""
        url = self.new_database()
        open_database(url).dispose()
        with self._in(url) as connection:
            self.shape = _shape(connection)
            self.start_rows = {table: _rows(connection, table) for table in sorted(FROM_THE_START)}
        return url

    def _in(self, url: str) -> "psycopg.Connection[Any]":
        name = make_url(url).database
        return psycopg.connect(host=str(self.folder), user=ACCOUNT, dbname=name, autocommit=True)

    def start(self) -> None:
        """Start it; what was not written when it was killed is recovered."""
        options = " ".join(f"-c {option}" for option in (*QUICK, f"unix_socket_directories={self.folder}"))
        starting = ("start", "-o", options, "-l", str(self.folder / "log"), "-w", "-t", "120")
        for _ in range(TRIES):  # the memory of processes that were just killed may still be theirs
            if self._program("pg_ctl", *starting, check=False):
                return
            time.sleep(0.2)
        raise AssertionError((self.folder / "log").read_text("utf-8"))

    def kill(self) -> None:
        """Kill all its processes, as a machine that fails does: nothing is saved any more."""
        self._leave()
        number = int((self.folder / "data" / "postmaster.pid").read_text("utf-8").splitlines()[0])
        children = Path(f"/proc/{number}/task/{number}/children").read_text("utf-8").split()
        for process in (number, *map(int, children)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def stop(self) -> None:
        """Stop it at once."""
        self._leave()
        self._program("pg_ctl", "stop", "-m", "immediate", check=False)

    def _leave(self) -> None:
        while self.kept:
            self.kept.popitem()[1].close()

    def make(self) -> None:
        """Make its files."""
        self._program("initdb", "-U", ACCOUNT, "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C")

    def _program(self, program: str, *arguments: str, check: bool = True) -> bool:
        data = ("-D", str(self.folder / "data"))
        words = [str(PROGRAMS[-1] / program), *data, *arguments]
        errors = None if check else subprocess.DEVNULL
        done = subprocess.run(words, check=check, stdout=subprocess.DEVNULL, stderr=errors, **self.as_account)
        return done.returncode == 0

    def _created(self, template: str | None = None) -> str:
        name = f"capdo{next(self.numbers)}"
        self._said(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
        return f"postgresql+psycopg://{ACCOUNT}@/{name}?host={self.folder}"

    def _said(self, statement: str) -> None:
        with psycopg.connect(host=str(self.folder), user=ACCOUNT, dbname=ACCOUNT, autocommit=True) as server:
            server.execute(statement.encode())


@contextlib.contextmanager
def running_postgresql() -> Iterator[PostgreSQL]:
    """A new server for as long as it is needed."""
    folder = Path(tempfile.mkdtemp(prefix="capdo-postgresql-"))
    other: dict[str, Any] = {}
    if os.geteuid() == 0:
        shutil.chown(folder, ACCOUNT, ACCOUNT)
        other = {"user": ACCOUNT, "group": ACCOUNT, "extra_groups": []}
    server = PostgreSQL(folder, other)
    try:
        server.make()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
