"""How large the database grows by an endpoint and year, and what the retention leaves: ``make bench-size``.

The lab's 30 real servers are scanned once, with every check and in full depth. Then a year of such looks, a
week apart, is recorded by the code of any run, and thinned once all of it is older than the retention. Sizes
are those of a file without free pages.
"""

import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from benchmarks.estate_scan import looked
from benchmarks.table import table
from inventory.database.opening import opened_database
from scanner.keeping.thinning import Thinned, thin
from scanner.observation import Observation
from scanner.runs.writer import ScanWriter
from scanner.settings import RunSettings
from scanner.version import SCANNER

KILOBYTE, WEEK = 1_000, timedelta(days=7)
WEEKS = 52
MONTHS = 1  # the retention
LATER = timedelta(days=70)  # after which every look is older
HEADS = ("recorded", "kB a look", "MB an endpoint and year, weekly", "daily")
Row = list[str]


def main() -> int:
    """Print the table."""
    seen = looked()
    with tempfile.TemporaryDirectory(prefix="capdo-size-") as name:
        folder = Path(name)
        with opened_database(f"sqlite:///{folder / 'capdo.db'}") as engine:
            empty = size(folder)
            record(engine, seen)
            whole = size(folder) - empty
            thinned = sum(thin(engine, MONTHS, lambda: datetime.now(UTC) + LATER), Thinned())
            left = size(folder) - empty
    looks = len(seen) * WEEKS
    kept = looks - thinned.looks
    rows = [
        row("as recorded", whole / looks),
        row(f"thinned, {kept} of {looks} looks with facts", left / looks),
    ]
    sys.stdout.write(table(HEADS, rows) + "\n")
    return 0


def record(engine: Engine, seen: Sequence[Observation]) -> None:
    """A run a week, each of which saw every server."""
    writer, last = ScanWriter(engine), datetime.now(UTC)
    for ago in reversed(range(WEEKS)):
        run = writer.start(RunSettings(), SCANNER, [one.key for one in seen])
        for one in seen:
            at = last - ago * WEEK
            writer.record(one.model_copy(update={"run": run, "started_at": at, "finished_at": at}))
        writer.finish(run)


def size(folder: Path) -> int:
    """The bytes of the database, without what was freed in it."""
    copy = folder / "copy.db"
    with closing(sqlite3.connect(folder / "capdo.db")) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    found = copy.stat().st_size
    copy.unlink()
    return found


def row(name: str, look: float) -> Row:
    """What a look of so many bytes comes to in a year."""
    return [name, f"{look / KILOBYTE:.1f}", *(f"{look * looks / KILOBYTE**2:.1f}" for looks in (52, 365))]


if __name__ == "__main__":
    sys.exit(main())
