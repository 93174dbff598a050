"""A PostgreSQL server of the tests' own: no port, no password, gone with its folder."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

ACCOUNT = "postgres"  # PostgreSQL refuses to run as root
QUICK = ("fsync=off", "full_page_writes=off", "listen_addresses=")
PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))  # where Debian keeps those of a server


@dataclass
class PostgreSQL:
    """A server that runs; its socket is in ``folder``."""

    folder: Path
    numbers: Iterator[int] = field(default_factory=count)

    def new_database(self, like: str | None = None) -> str:
        """The URL of one more database: empty, or a copy of another, which nobody has open."""
        name = f"capdo{next(self.numbers)}"
        model = ["--template", str(make_url(like).database)] if like else []
        subprocess.run(["createdb", "--host", self.folder, "--username", ACCOUNT, *model, name], check=True)
        return f"postgresql+psycopg://{ACCOUNT}@/{name}?host={self.folder}"


@contextlib.contextmanager
def running_postgresql() -> Iterator[PostgreSQL]:
    """A new server for as long as it is needed."""
    folder, programs = Path(tempfile.mkdtemp(prefix="capdo-postgresql-")), PROGRAMS[-1]
    other: dict[str, Any] = {}
    if os.geteuid() == 0:
        shutil.chown(folder, ACCOUNT, ACCOUNT)
        other = {"user": ACCOUNT, "group": ACCOUNT, "extra_groups": []}
    data = str(folder / "data")
    options = " ".join(f"-c {option}" for option in (*QUICK, f"unix_socket_directories={folder}"))
    making = ("initdb", "-D", data, "-U", ACCOUNT, "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C")
    starting = ("pg_ctl", "start", "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "-t", "120")
    try:
        for program, *arguments in (making, starting):
            subprocess.run([programs / program, *arguments], check=True, stdout=subprocess.DEVNULL, **other)
        yield PostgreSQL(folder)
    finally:
        stopping = (programs / "pg_ctl", "stop", "-D", data, "-m", "immediate")
        subprocess.run(stopping, check=False, stdout=subprocess.DEVNULL, **other)
        shutil.rmtree(folder, ignore_errors=True)
