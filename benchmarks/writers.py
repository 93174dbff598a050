"""What several processes that record at once wait for each other, with SQLite and with PostgreSQL.

``make bench-writers``: each records looks of forty verdicts, one transaction each, to endpoints of its own.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from checks.model import Outcome
from checks.registry import all_checks
from inventory.database.opening import open_database, opened_database
from scanner.runs.writer import ScanWriter
from scanner.settings import RunSettings
from tests.postgresql import running_postgresql
from tests.scanner.runs.standing.looking import Seen, observation, verdict

PROCESSES = (1, 2, 4, 8)
LOOKS = 60  # of each process
VERDICTS = 40


def main(given: Sequence[str] | None = None) -> int:
    """Without arguments all of it; with the URL of a database and a number, one process's share."""
    arguments = sys.argv[1:] if given is None else list(given)
    if arguments:
        sys.stdout.write(" ".join(f"{took * 1000:.1f}" for took in recorded(arguments[0], arguments[1])))
        return 0
    with TemporaryDirectory() as folder, running_postgresql() as server:
        for number in PROCESSES:
            told("SQLite", f"sqlite:///{Path(folder) / f'{number}.db'}", number)
            told("PostgreSQL", server.migrated_database(), number)
    return 0


def told(store: str, url: str, processes: int) -> None:
    """One line: looks a second of all processes together, and how long one of them waited."""
    open_database(url).dispose()
    began = time.monotonic()
    command = [sys.executable, "-m", "benchmarks.writers", url]
    running = [
        subprocess.Popen([*command, str(number)], stdout=subprocess.PIPE, text=True)
        for number in range(processes)
    ]
    took = [float(one) for process in running for one in process.communicate()[0].split()]
    seconds = time.monotonic() - began
    sys.stdout.write(
        f"{store:10} {processes} processes: {len(took) / seconds:5.0f} a second with their start,"
        f" median {statistics.median(took):6.1f} ms, longest {max(took):7.1f} ms\n"
    )
    sys.stdout.flush()


def recorded(url: str, name: str) -> list[float]:
    """How long each look took to record, in seconds."""
    checks = sorted(all_checks())[:VERDICTS]
    took = []
    with opened_database(url) as database:
        writer = ScanWriter(database)
        hosts = [f"h{number}.p{name}.test" for number in range(LOOKS)]
        run = writer.start(RunSettings(), "capdo", [(host, 443, 80) for host in hosts])
        day = (datetime.now(UTC) - datetime(2026, 1, 1, 3, tzinfo=UTC)).days
        for host in hosts:
            verdicts = tuple(verdict(check, Outcome.FAIL, words=f"{host} {check}") for check in checks)
            seen = observation(run, Seen(host, day, verdicts))
            began = time.monotonic()
            writer.record(seen)
            took.append(time.monotonic() - began)
    return took


if __name__ == "__main__":
    sys.exit(main())
