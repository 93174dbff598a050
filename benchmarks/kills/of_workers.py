"""Workers, the daemon and PostgreSQL killed at random while workers carry out a run.

``make bench-kills-workers``, ``make bench-kills-workers KILLS="20 --seed 7"``. What was killed is started
again at once. In the end each endpoint must have one result, the chains must be good, no message may have
come twice, and no job may have stayed with a lost worker for longer than a minute. Status 1: it was not so.
"""

import argparse
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import psycopg
from sqlalchemy import make_url

from benchmarks.kills.jobs import CAPDO
from benchmarks.measuring import environment
from inventory.clock import now
from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from scanner.limits import DEFAULT_PER_ADDRESS
from scanner.queue.connecting import conninfo
from scanner.runs.reader import ScanReader
from scanner.schedules.cron import parsed
from scanner.schedules.store import ScheduleStore
from tests.postgresql import PostgreSQL, running_postgresql
from tests.scanner.messages.estate import reached_by
from tests.scanner.messages.receiving import Mailbox, receiving
from tests.scanner.messages.test_killed import queue as put_messages
from tests.scanner.queue.servers import WebServers, web_servers

ADDRESSES_A_HOST = 5  # hosts of one address
WORKERS, CONCURRENCY = 2, 4
MESSAGES = 20
BACK_WITHIN = 60.0  # seconds
LONGEST_WAIT = 60.0  # seconds until the next kill, however little was done
PATIENCE = 900.0
BAD = (1, 2)  # statuses of `approval verify`; 3 is a log without events
_HELD = "SELECT id, worker_id FROM procrastinate_jobs WHERE status = 'doing'"


@dataclass
class Campaign:
    """What runs, and what was noticed of it. ``held``: the longest that a worker held a job, in seconds."""

    server: PostgreSQL
    url: str
    journal: IO[bytes]
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    killed: Counter[str] = field(default_factory=Counter)
    held: float = 0.0
    is_over: threading.Event = field(default_factory=threading.Event)

    def start(self, name: str) -> None:
        """Start a worker or the daemon."""
        worker = ("worker", "--concurrency", str(CONCURRENCY))
        words = worker if name.startswith("worker") else ("schedule", "run")
        command = [str(CAPDO), *words, "--lang", "en", "--database", self.url]
        self.processes[name] = subprocess.Popen(
            command, stdout=self.journal, stderr=self.journal, env=environment()
        )

    def kill(self, name: str) -> None:
        """Kill it, and start it again."""
        self.killed["worker" if name.startswith("worker") else name] += 1
        if name == "postgresql":
            self.server.kill()
            self.server.start()
            return
        self.processes[name].kill()
        self.processes[name].wait()
        self.start(name)

    def end(self) -> None:
        """Kill what was started."""
        self.is_over.set()
        for process in self.processes.values():
            process.kill()
            process.wait()

    def watch(self) -> None:
        """Notice how long jobs stay with one worker."""
        since: dict[tuple[int, int | None], float] = {}
        while not self.is_over.wait(0.3):
            with suppress(psycopg.Error), psycopg.connect(conninfo(make_url(self.url))) as session:
                held = {(job, worker) for job, worker in session.execute(_HELD).fetchall()}
                since = {one: since.get(one, time.monotonic()) for one in held}
                self.held = max([self.held, *(time.monotonic() - begun for begun in since.values())])


def main(given: Sequence[str] | None = None) -> int:
    """Kill, look, tell; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", nargs="?", type=int, default=50)
    parser.add_argument("--hosts", type=int, default=300)
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))  # noqa: S311 - moments
    options = parser.parse_args(given)
    moments = random.Random(options.seed)  # noqa: S311 - moments
    sys.stdout.write(f"seed {options.seed}\n")
    faults = carried_out(options.hosts, options.kills, moments, pause=1.0)
    sys.stdout.write("".join(f"FAULT: {fault}\n" for fault in faults) or "good\n")
    return int(bool(faults))


def carried_out(hosts: int, kills: int, moments: random.Random, *, pause: float) -> list[str]:
    """All of it; what was not as it must be. ``pause``: seconds before a kill, at most."""
    with (
        TemporaryDirectory() as folder,
        running_postgresql() as server,
        receiving() as mails,
        web_servers(hosts, max(1, hosts // ADDRESSES_A_HOST), delay=0.3) as servers,
        (Path(folder) / "journal").open("ab+") as journal,
        prepared(server, servers, mails, journal) as campaign,
    ):
        began = time.monotonic()
        for number in range(kills):  # all over the run, whatever time it takes to come up again
            _wait_for(campaign.url, number * hosts // (kills + 1))
            time.sleep(moments.uniform(0, pause))
            campaign.kill(moments.choice([*campaign.processes, "postgresql"]))
        told = ", ".join(f"{count} of {name}" for name, count in campaign.killed.items())
        sys.stdout.write(f"kills: {told}; {_done(campaign.url)} of {hosts} endpoints done then\n")
        sys.stdout.flush()
        _finished(campaign)
        sys.stdout.write(
            f"finished after {time.monotonic() - began:.0f} s; a job stayed with one worker for"
            f" {campaign.held:.0f} s at most; {max(servers.most.values())} connections to an address at most;"
            f" {sum(servers.met.values())} connections for {hosts} endpoints\n"
        )
        return list(_faults(campaign, hosts, servers, mails))


@contextmanager
def prepared(
    server: PostgreSQL, servers: WebServers, mails: Mailbox, journal: IO[bytes]
) -> Iterator[Campaign]:
    """A database with the estate, a schedule that is due and messages; workers and a daemon at work."""
    campaign = Campaign(server, server.migrated_database(), journal)
    opened = open_database(campaign.url)
    InventoryStore(opened).apply(servers.inventory)
    reached_by(opened, mails)
    put_messages(opened, MESSAGES)
    earlier = ScheduleStore(opened, lambda: now() - timedelta(days=2))
    earlier.add("nightly", parsed("0 2 * * *", "UTC", now()), servers.settings())
    opened.dispose()
    watching = threading.Thread(target=campaign.watch)
    watching.start()
    with ExitStack() as held:
        held.callback(watching.join)
        held.callback(campaign.end)
        for name in ("daemon", *(f"worker {number}" for number in range(WORKERS))):
            campaign.start(name)
        yield campaign


def _done(url: str) -> int:
    with suppress(psycopg.Error), psycopg.connect(conninfo(make_url(url))) as session:
        row = session.execute("SELECT count(*) FROM run_endpoints WHERE state = 'done'").fetchone()
        return row[0] if row else 0
    return 0


def _wait_for(url: str, count: int) -> None:
    """Wait until so many endpoints have their result; or for long enough."""
    end = time.monotonic() + LONGEST_WAIT
    while _done(url) < count and time.monotonic() < end:
        time.sleep(0.2)


def _unsent(url: str) -> int:
    with psycopg.connect(conninfo(make_url(url))) as session:
        row = session.execute("SELECT count(*) FROM outbox WHERE sent_at IS NULL").fetchone()
        return row[0] if row else 0


def _finished(campaign: Campaign) -> None:
    opened = open_database(campaign.url)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        runs = ScanReader(opened).runs()
        if runs and all(run.finished_at for run in runs):
            break
        time.sleep(0.5)
    opened.dispose()
    while _unsent(campaign.url) and time.monotonic() < end:
        time.sleep(0.5)


def _faults(campaign: Campaign, hosts: int, servers: WebServers, mails: Mailbox) -> Iterator[str]:
    yield from _wrong_results(campaign.url, hosts)
    if campaign.held > BACK_WITHIN:
        yield f"a job stayed with a lost worker for {campaign.held:.0f} s"
    if max(servers.most.values()) > DEFAULT_PER_ADDRESS:
        yield f"{max(servers.most.values())} connections to an address at once"
    sent = Counter((to, str(mail["Message-ID"]), str(mail["Subject"])) for to, mail in _mails(mails))
    if twice := [told for told, count in sent.items() if count > 1]:
        yield f"{len(twice)} messages came twice: {twice}"
    if len(sent) < MESSAGES:
        yield f"{MESSAGES - len(sent)} messages were lost"
    yield from _told(campaign)


def _mails(mails: Mailbox) -> Iterator[tuple[str, EmailMessage]]:
    return zip(mails.recipients, mails.mails, strict=True)


def _wrong_results(url: str, hosts: int) -> Iterator[str]:
    opened = open_database(url)
    reader = ScanReader(opened)
    runs = reader.runs()
    seen = [one for run in runs for one in reader.observations(run.id)]
    opened.dispose()
    if len(runs) != 1 or runs[0].finished_at is None:
        yield f"{len(runs)} runs, of which some are not finished"
    if len(seen) != hosts or len({one.key for one in seen}) != hosts:
        yield f"{len(seen)} results of {len({one.key for one in seen})} endpoints"
    if blind := sum(not one.tells for one in seen):
        yield f"{blind} results that tell nothing"


def _told(campaign: Campaign) -> Iterator[str]:
    log = (campaign.server.folder / "log").read_text("utf-8", "replace")
    if deadlocks := log.count("deadlock detected"):
        yield f"{deadlocks} deadlocks"
    campaign.journal.seek(0)
    journal = campaign.journal.read()
    if b"Traceback" in journal:
        at = journal.index(b"Traceback")
        yield f"{journal.count(b'Traceback')} tracebacks: {journal[at : at + 4000].decode(errors='replace')}"
    verify = [str(CAPDO), "approval", "verify", "--all", "--database", campaign.url]
    if subprocess.run(verify, capture_output=True, check=False, env=environment()).returncode in BAD:
        yield "the chains are not good"


if __name__ == "__main__":
    sys.exit(main())
