"""Workers and the database server killed while a run is on: each endpoint has one result all the same.

``make bench-kills-workers`` does so fifty times, the daemon included.
"""

import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress

import pytest
from sqlalchemy import Engine

from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from scanner.queue import taking_back
from scanner.runs import running
from scanner.runs.ongoing.planned_run import PlannedRun
from scanner.runs.reader import ScanReader
from tests.postgresql import PostgreSQL, running_postgresql
from tests.scanner.queue.servers import web_servers

HOSTS, ADDRESSES = 18, 6
LOST, BEAT = 2.0, 0.4  # seconds, instead of half a minute and five
WORKER = (
    "import sys, scanner.queue.taking_back as times; "
    f"times.LOST_AFTER, times.BEAT_EVERY, times.LOOKED_FOR_EVERY = {LOST}, {BEAT}, 1.0; "
    "import capdo; capdo.main()"
)
PATIENCE = 300.0


@pytest.fixture
def server() -> Iterator[PostgreSQL]:
    """One that this test may kill."""
    with running_postgresql() as own:
        yield own


def worker(url: str) -> "subprocess.Popen[bytes]":
    """One that is soon known to be lost."""
    command = [sys.executable, "-c", WORKER, "worker", "--concurrency", "2", "--database", url]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def end(workers: Iterable["subprocess.Popen[bytes]"]) -> None:
    """Kill those that are left."""
    for one in workers:
        one.kill()
        one.wait()


def until_finished(database: Engine, run: PlannedRun) -> None:
    """Carry a run out as a daemon does, whatever becomes of the database."""
    left: PlannedRun | None = run
    while left is not None:
        with suppress(InventoryError):
            running.carry_out(database, left, lambda _: None)
            left = None
            continue
        time.sleep(0.5)
        with suppress(InventoryError):
            left = running.resume(database, run.number)


def wait_for_done(database: Engine, count: int) -> None:
    """Wait until so many endpoints have their result."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(InventoryError):
            if ScanReader(database).runs()[0].done >= count:
                return
        time.sleep(0.1)
    raise AssertionError(f"the run did not come to {count} endpoints")


def wait_for_end(course: threading.Thread, workers: list["subprocess.Popen[bytes]"], url: str) -> None:
    """Wait until the run has ended; a worker that finds no database ends, and its service starts another."""
    end = time.monotonic() + PATIENCE
    while course.is_alive() and time.monotonic() < end:
        alive = [one for one in workers if one.poll() is None]
        workers.extend(worker(url) for _ in range(2 - len(alive)))
        course.join(0.5)


def test_kill_9_loses_and_doubles_nothing(server: PostgreSQL, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two workers one after the other, and the server; an address meets three connections at most."""
    monkeypatch.setattr(taking_back, "LOST_AFTER", LOST)
    url = server.migrated_database()
    database = open_database(url)
    with ExitStack() as held, web_servers(HOSTS, ADDRESSES, delay=0.3) as servers:
        held.callback(database.dispose)
        InventoryStore(database).apply(servers.inventory)
        workers = [worker(url), worker(url)]
        held.callback(end, workers)
        run = running.start(database, servers.settings())
        course = threading.Thread(target=until_finished, args=(database, run))
        course.start()
        for number, done in enumerate((2, 8)):
            wait_for_done(database, done)
            workers[number].kill()
            workers.append(worker(url))
        wait_for_done(database, 12)
        server.kill()
        server.start()
        wait_for_end(course, workers, url)
        (seen,) = [ScanReader(database).observations(run.number)]
        assert ScanReader(database).run(run.number).finished_at is not None
        assert len(seen) == len({one.key for one in seen}) == HOSTS
        assert all(one.tells for one in seen)
        assert max(servers.most.values()) <= 3
