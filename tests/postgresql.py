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
from sqlalchemy import make_url

from inventory.database.opening import open_database

ACCOUNT = "postgres"  # PostgreSQL refuses to run as root
QUICK = ("fsync=off", "full_page_writes=off", "listen_addresses=")
TRIES = 100
PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))  # where Debian keeps those of a server


@dataclass
class PostgreSQL:
    """A server that runs; its socket is in ``folder``."""

    folder: Path
    as_account: Mapping[str, Any] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)

    def new_database(self, like: str | None = None) -> str:
        """The URL of one more database: empty, or a copy of another, which nobody has open."""
        return self._created(make_url(like).database if like else None)

    def migrated_database(self) -> str:
        """The URL of one more database without content, copied: that is quicker than to migrate it."""
        return self.new_database(self.template)

    @cached_property
    def template(self) -> str:
        """A migrated database to copy from."""
        url = self.new_database()
        open_database(url).dispose()
        return url

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
        number = int((self.folder / "data" / "postmaster.pid").read_text("utf-8").splitlines()[0])
        children = Path(f"/proc/{number}/task/{number}/children").read_text("utf-8").split()
        for process in (number, *map(int, children)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def stop(self) -> None:
        """Stop it at once."""
        self._program("pg_ctl", "stop", "-m", "immediate", check=False)

    def make(self) -> None:
        """Make its files."""
        self._program("initdb", "-U", ACCOUNT, "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C")

    def _program(self, program: str, *arguments: str, check: bool = True) -> bool:
        data = ("-D", str(self.folder / "data"))
        words = [str(PROGRAMS[-1] / program), *data, *arguments]
        errors = None if check else subprocess.DEVNULL
        done = subprocess.run(words, check=check, stdout=subprocess.DEVNULL, stderr=errors, **self.as_account)
        return done.returncode == 0

    def drop(self, url: str) -> None:
        """Remove a database, whoever is connected to it: each is eight megabytes."""
        self._said(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

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
