"""How soon an audit that somebody waits for begins while workers are busy with a full run.

``make bench-urgent``, ``make bench-urgent URGENT="40 --seed 7"``: PostgreSQL, two worker processes and a run
of names that answer slowly; at random moments one name is audited through the queue. Prints how soon after
that its look began. Status 1: later than the bar, or the run was over before.
"""

import argparse
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Engine

from benchmarks.kills.jobs import CAPDO
from benchmarks.measuring import environment
from inventory.clock import now
from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from scanner.planning.typed_audits import TypedTarget
from scanner.queue.audits import by_workers
from scanner.runs import running
from scanner.runs.reader import ScanReader
from tests.postgresql import running_postgresql
from tests.scanner.queue.servers import WebServers, web_servers

HOSTS, ADDRESSES, DELAY = 1_500, 250, 1.0  # names, addresses, and seconds that each answer takes
WORKERS, CONCURRENCY = 2, 8
BAR = 2.0  # seconds
PAUSE = 1.5  # seconds between two audits, at most


def main(given: Sequence[str] | None = None) -> int:
    """Audit, measure, tell; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("audits", nargs="?", type=int, default=30)
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))  # noqa: S311 - moments
    options = parser.parse_args(given)
    sys.stdout.write(f"seed {options.seed}\n")
    waited, done = measured(options.audits, random.Random(options.seed))  # noqa: S311 - moments
    sys.stdout.write(
        f"{len(waited)} audits began after {min(waited):.2f} s at least, {statistics.median(waited):.2f} s in"
        f" the middle, {max(waited):.2f} s at most (bar {BAR:.0f} s); the full run had {done} of {HOSTS}"
        " endpoints done at the last one\n"
    )
    return int(max(waited) > BAR or done == HOSTS)


def measured(audits: int, moments: random.Random) -> tuple[list[float], int]:
    """Seconds from the asking for each audit until its look began; endpoints done at the last."""
    with running_postgresql() as server, web_servers(HOSTS, ADDRESSES, delay=DELAY) as servers:
        url = server.new_database()
        database = open_database(url)
        InventoryStore(database).apply(servers.inventory)
        with _workers(url), _full_run(database, servers) as run:
            waited = [_one(url, servers, moments) for _ in range(audits)]
            done = ScanReader(database).run(run).done
        database.dispose()
        return waited, done


def _one(url: str, servers: WebServers, moments: random.Random) -> float:
    time.sleep(moments.uniform(0, PAUSE))
    number = moments.randrange(HOSTS)
    target = TypedTarget(text=f"{servers.host(number)}:{servers.closed_port}", http_port=servers.port)
    asked = datetime.now(UTC)
    (seen,) = by_workers(url, servers.settings(queue=False), [target], [target.planned(url, now())], None)
    return (seen.started_at - asked).total_seconds()


@contextmanager
def _workers(url: str) -> Iterator[None]:
    command = [str(CAPDO), "worker", "--concurrency", str(CONCURRENCY), "--lang", "en", "--database", url]
    started = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())
        for _ in range(WORKERS)
    ]
    try:
        yield
    finally:
        for process in started:
            process.kill()
            process.wait()


@contextmanager
def _full_run(database: Engine, servers: WebServers) -> Iterator[int]:
    """A run on the workers, as soon as some of it is done; it is halted at the end."""
    run = running.start(database, servers.settings())
    threading.Thread(target=lambda: running.carry_out(database, run, lambda _: None), daemon=True).start()
    while not ScanReader(database).run(run.number).done:
        time.sleep(0.2)
    yield run.number


if __name__ == "__main__":
    sys.exit(main())
