"""Who carries out a run of workers: one process, for as long as its session with the database lasts."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, text

from inventory.errors import InventoryError
from scanner.errors import ScannerError
from scanner.queue.address_locks import LOST
from scanner.queue.connecting import conninfo, unreachable
from scanner.runs.lease import RENEWED_EVERY, Beat, Lease

RUNS = 7_100_333  # the class of these advisory locks: any number, as long as it stays the same
ASKED_EVERY = 2.0  # seconds between two questions whether the session lasts


def is_carried_out(connection: Connection) -> bool:
    """Whether any process carries out a run of workers of this database now."""
    held = (
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = :runs AND objsubid = 2"
        " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    return bool(connection.scalar(text(held), {"runs": RUNS}))


@dataclass
class RunRight:
    """The right to carry out one run, as one process has it or tries to get it.

    Whoever looks shares the addresses with all others, so it is no right to scan: any number of runs of
    workers go on at once. Where this process has the lease of scans too, that is renewed meanwhile.
    """

    database: Engine
    run: int
    _session: "psycopg.Connection[Any] | None" = field(default=None, init=False)

    def take(self) -> str | None:
        """Take it; why not, if another process has it.

        Raises:
            InventoryError: the database cannot be reached.

        """
        try:
            session = psycopg.connect(conninfo(self.database.url), autocommit=True)
            row = session.execute("SELECT pg_try_advisory_lock(%s, %s)", (RUNS, self.run)).fetchone()
        except psycopg.Error as error:
            raise unreachable(self.database.url, error) from None
        if row is None or not row[0]:
            session.close()
            return f"run {self.run} is being carried out by another process"
        self._session = session
        return None

    def release(self) -> None:
        """Give it back, as the end of the session does."""
        if self._session is not None:
            self._session.close()
            self._session = None

    async def keep(self, run: int, beat: Beat = lambda: None) -> None:
        """Make sure for ever that it is had. ``beat``: called each time, to tell that the run is alive.

        Raises:
            InventoryError: the session was lost.
            ScannerError: another process has taken the lease of scans that this one had.

        """
        lease = Lease(self.database)
        holder = await asyncio.to_thread(lease.holder)
        has_lease = holder is not None and (holder.host, holder.pid) == (lease.host, lease.pid)
        renewed = float("-inf")
        while True:
            await asyncio.to_thread(self._ask)
            now = asyncio.get_running_loop().time()
            if has_lease and now - renewed >= RENEWED_EVERY:
                await asyncio.to_thread(lease.renew, run)
                renewed = now
            beat()
            await asyncio.sleep(ASKED_EVERY)

    def _ask(self) -> None:
        if self._session is None:
            raise ScannerError(LOST)
        try:
            self._session.execute("SELECT 1")
        except psycopg.Error:
            raise InventoryError(LOST) from None
