"""What the commands of every day cost over a large estate: ``make bench-estate``.

5,000 systems with 50 events each, recorded by the same code as any other event: every life cycle is legal,
and the hash chain holds; every system was scanned 30 times. ``python -m benchmarks.estate FOLDER`` keeps the
database. The bars are seconds on a machine with nothing else to do; where it has, compare the CPU seconds.
"""

import math
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from benchmarks.estate_events import estate, events
from benchmarks.estate_scan import scan
from benchmarks.measuring import Cost, run
from benchmarks.table import table
from inventory.approvals.events import ApprovalEvent, Recorder, Source
from inventory.approvals.log import ApprovalLog
from inventory.approvals.recording import record
from inventory.clock import today
from inventory.database.opening import opened_database
from inventory.database.store import InventoryStore
from inventory.database.transactions import writing

SYSTEMS, EACH = 5_000, 50
AT_ONCE = 500  # systems
MEGABYTE = 1_000_000
TIME_LIMIT = 300.0
CAPDO = Path(sys.executable).with_name("capdo")
HEADS = ("command", "wall s", "bar", "CPU s", "peak MB", "bar", "page MB", "bar", "")
MEMORY_BAR = 500  # MB
STREAMED = 200  # MB, of what is never held whole
PAGE, BOOK = "report.html", "inventory.xlsx"


@dataclass(frozen=True)
class Measured:
    """A command with its bars: in seconds, and MB of memory and of ``page``, the file that it writes."""

    words: tuple[str, ...]
    seconds: float
    memory: int = MEMORY_BAR
    page: str | None = None
    page_bar: int | None = None

    @property
    def name(self) -> str:
        """As it is typed."""
        return " ".join(self.words)


COMMANDS = (
    Measured(("targets",), 1.5),
    Measured(("targets", "--as-of", "2024-03-31"), 4),
    Measured(("targets", "--history", "--forecast", "--work"), 5),
    Measured(("approval", "status"), 2),
    Measured(("deadlines",), 2),
    Measured(("report", "html", "--output", PAGE), 8, page=PAGE, page_bar=12),
    Measured(("inventory", "export", "--output", BOOK, "--force"), 15, STREAMED, BOOK),
    Measured(("approval", "verify"), 10),
)


def main() -> int:
    """Exit status 0 within all bars, 1 above one, 2 when a command did not work."""
    with tempfile.TemporaryDirectory(prefix="capdo-estate-") as temporary:
        folder = Path(*sys.argv[1:2] or [temporary])
        folder.mkdir(parents=True, exist_ok=True)
        database = f"sqlite:///{folder / 'capdo.db'}"
        if not (folder / "capdo.db").exists():
            prepare(database)
            add_scan(database)
        results = [(one, measure(one, database, folder)) for one in COMMANDS]
        rows = [_row(one, cost, folder) for one, cost in results]
    sys.stdout.write(table(HEADS, rows) + "\n")
    if any(cost.status for _, cost in results):
        return 2
    return int(any(row[-1] for row in rows))


def prepare(database: str, systems: int = SYSTEMS, each: int = EACH) -> None:
    """Write the estate, its events up to today, and check their chain."""
    started, inventory, last = time.monotonic(), estate(systems), today()
    with opened_database(database) as engine:
        InventoryStore(engine).apply(inventory)
        for start in range(0, systems, AT_ONCE):
            some = enumerate(inventory.systems[start : start + AT_ONCE], start)
            _record(engine, (one for number, system in some for one in events(system, number, each, last)))
        verified = ApprovalLog(engine).verify()
    if verified.fault is not None:
        raise RuntimeError(f"the log is broken: {verified}")
    sys.stdout.write(f"{systems} systems, {verified.events} events, chain good, ")
    sys.stdout.write(f"written in {time.monotonic() - started:.0f} s\n")


def add_scan(database: str) -> None:
    """Give every system what a scan found, as a report reads it."""
    with opened_database(database) as engine:
        scan(engine, InventoryStore(engine).load().systems)


def _record(engine: Engine, told: Iterable[ApprovalEvent]) -> None:
    moment = datetime.now(UTC)
    with writing(engine) as connection:
        record(connection, told, Recorder(Source.CLI, "benchmark", lambda: moment))


def measure(one: Measured, database: str, folder: Path) -> Cost:
    """The cost of a command, the second time that it is run."""
    command = [str(CAPDO), *one.words, "--database", database]
    run(command, folder, TIME_LIMIT)
    return run(command, folder, TIME_LIMIT)


def _row(one: Measured, cost: Cost, folder: Path) -> list[str]:
    page = (folder / one.page).stat().st_size / MEGABYTE if one.page else None
    memory = cost.memory / MEGABYTE
    above = cost.wall > one.seconds or memory > one.memory or (page or 0) > (one.page_bar or math.inf)
    return [
        one.name,
        f"{cost.wall:.2f}",
        f"{one.seconds}",
        f"{cost.cpu:.2f}",
        f"{memory:.0f}",
        f"{one.memory}",
        "-" if page is None else f"{page:.1f}",
        "-" if one.page_bar is None else f"{one.page_bar}",
        f"status {cost.status}" if cost.status else "ABOVE" if above else "",
    ]


if __name__ == "__main__":
    sys.exit(main())
