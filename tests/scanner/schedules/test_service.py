"""``capdo schedule run`` as processes: two of them, and one that goes on after kill -9."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine as Database

from inventory.clock import now
from inventory.database.store import InventoryStore
from scanner.lab.model import Lab
from scanner.runs.reader import ScanReader
from scanner.schedules.forecast import forecast
from scanner.schedules.store import ScheduleStore
from tests.scanner.runs.test_running import (
    PATIENCE,
    QUICK,
    SILENT,
    estate,
    settings,
    wait_for_observations,
)
from tests.scanner.schedules.playing import NIGHTLY

# A server that says nothing is waited for a moment only: the daemon that finishes the run has it to look at.
CAPDO = """
import capdo
from scanner.probes.http import attempt
attempt.VISIT_SECONDS = 3.0
capdo.main()
"""


@contextmanager
def serving(database: Database, output: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A daemon as a process of its own, which writes its journal to a file."""
    command = [
        sys.executable,
        "-c",
        CAPDO,
        "schedule",
        "run",
        "--lang",
        "en",
        "--database",
        str(database.url),
    ]
    with output.open("ab") as journal, subprocess.Popen(command, stdout=journal, stderr=journal) as process:
        try:
            yield process
        finally:
            process.kill()


def test_after_kill_9_the_next_daemon_goes_on(lab: Lab, database: Database, tmp_path: Path) -> None:
    """Of two daemons one begins the run that was missed; a third finishes it, and looks at nothing twice."""
    InventoryStore(database).apply(estate(lab, *QUICK, SILENT))
    store = ScheduleStore(database, lambda: now() - timedelta(days=3))
    schedule = store.add("nightly", NIGHTLY, settings(lab, "web"))
    reader, journal = ScanReader(database), tmp_path / "journal"
    with serving(database, journal) as first, serving(database, journal) as second:
        wait_for_observations(reader, 1)
        first.kill()
        second.kill()
    seen = {one.key: one.started_at for one in reader.observations(1)}
    with serving(database, journal) as third:
        end = time.monotonic() + PATIENCE
        while "run 1 is finished" not in journal.read_text() and time.monotonic() < end:
            time.sleep(0.1)
        third.send_signal(signal.SIGTERM)
        assert third.wait(PATIENCE) == 130
    (run,) = reader.runs()
    observations = {one.key: one.started_at for one in reader.observations(1)}
    assert run.finished_at is not None
    assert (run.done, len(observations)) == (len(QUICK) + 1, len(QUICK) + 1)
    assert seen.items() <= observations.items()
    assert "run 1 is finished" in journal.read_text()
    coming = forecast(database, schedule)
    assert (coming.endpoints, coming.runs) == (len(QUICK) + 1, 1)
    assert coming.takes is not None
    assert abs(coming.takes - (run.finished_at - run.started_at)) <= timedelta(seconds=1)
