"""One process at a time scans from a database, so that an address never meets two budgets.

The process that scans renews its lease; one that was killed is recognised at once on its own machine, and by
a lease that is no longer renewed from any other.
"""

import asyncio
import os
import platform
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, Select, select, update

from inventory.clock import Clock, now
from inventory.database.rows import ColumnValues, values
from inventory.database.transactions import reading, writing
from inventory.errors import InventoryError
from inventory.model import Language
from inventory.safe_text import visible
from inventory.wording.phrases import Phrase
from scanner.errors import ScannerError
from scanner.runs.tables import LeaseRow

RENEWED_EVERY = 10.0  # seconds
KEPT = timedelta(seconds=50)  # after the last renewal: whoever comes next goes on within the minute
ASKED_AGAIN = 1.0  # seconds between two tries to get the lease
ROW = LeaseRow.id == 1
Beat = Callable[[], None]
_Asked = Select[str, int, int | None, datetime | None]
_ASKED: _Asked = select(LeaseRow.host, LeaseRow.pid, LeaseRow.run_id, LeaseRow.renewed_at).where(ROW)


@dataclass(frozen=True)
class Holder:
    """A process that scans, and its run once that has begun."""

    host: str
    pid: int
    run: int | None = None

    def __str__(self) -> str:
        return self.to("en")

    def to(self, language: Language) -> str:
        """Who it is and what it does."""
        return Phrase(
            "{run} is being carried out by process {pid} on {host}",
            run=Phrase("a run") if self.run is None else Phrase("run {run}", run=self.run),
            pid=self.pid,
            host=visible(self.host),
        ).to(language)


@dataclass
class Lease:
    """The right to scan from one database, as one process has it or tries to get it."""

    database: Engine
    host: str = field(default_factory=platform.node)
    pid: int = field(default_factory=os.getpid)
    clock: Clock = now

    def holder(self) -> Holder | None:
        """The living process that scans now; None: there is none.

        Raises:
            InventoryError: the database cannot be read.

        """
        with reading(self.database) as connection:
            return self._holder(connection, _ASKED)

    def take(self) -> Holder | None:
        """Take the lease; the other process that has it, if one does.

        Raises:
            InventoryError: the database cannot be written.

        """
        with writing(self.database) as connection:
            holder = self._holder(connection, _ASKED.with_for_update())
            if holder is None or self._is_mine(holder):
                _write(connection, self._mine(run=None))
                return None
            return holder

    def renew(self, run: int) -> None:
        """Keep the lease for a run.

        Raises:
            InventoryError: the database cannot be written.
            ScannerError: another process has taken it, as this one stood still for too long.

        """
        with writing(self.database) as connection:
            row = connection.execute(select(LeaseRow.host, LeaseRow.pid).where(ROW)).one()
            if (row.host, row.pid) != (self.host, self.pid):
                raise ScannerError(
                    "process {pid} on {host} has taken over: this one stood still", pid=row.pid, host=row.host
                )
            _write(connection, self._mine(run))

    def release(self) -> None:
        """Give the lease back.

        Raises:
            InventoryError: the database cannot be written.

        """
        mine = (ROW, LeaseRow.host == self.host, LeaseRow.pid == self.pid)
        freed: ColumnValues = {LeaseRow.run_id: None, LeaseRow.renewed_at: None}
        with writing(self.database) as connection:
            connection.execute(update(LeaseRow).where(*mine).values(values(freed)))

    async def keep(self, run: int, beat: Beat = lambda: None) -> None:
        """Renew the lease for ever. A database that is locked for a while is no reason to stop scanning.

        ``beat``: called each time, to tell that the run is alive.

        Raises:
            ScannerError: another process has taken it.

        """
        while True:
            with suppress(InventoryError):
                await asyncio.to_thread(self.renew, run)
            beat()
            await asyncio.sleep(RENEWED_EVERY)

    def _holder(self, connection: Connection, asked: _Asked) -> Holder | None:
        host, pid, run, renewed_at = connection.execute(asked).one()
        return _living(Holder(host, pid, run), renewed_at, self)

    def _is_mine(self, holder: Holder) -> bool:
        return (holder.host, holder.pid) == (self.host, self.pid)

    def _mine(self, run: int | None) -> ColumnValues:
        return {
            LeaseRow.run_id: run,
            LeaseRow.host: self.host,
            LeaseRow.pid: self.pid,
            LeaseRow.renewed_at: self.clock(),
        }


@contextmanager
def alone(lease: Lease, waiting: Callable[[Holder], None]) -> Iterator[Lease]:
    """Hold the lease, after any other process; ``waiting`` is told once whom it waits for.

    Raises:
        InventoryError: the database cannot be written.

    """
    holder = lease.take()
    if holder is not None:
        waiting(holder)
    while holder is not None:
        time.sleep(ASKED_AGAIN)
        holder = lease.take()
    try:
        yield lease
    finally:
        with suppress(InventoryError):  # it lapses by itself; what went wrong before is the news
            lease.release()


def _living(holder: Holder, renewed_at: datetime | None, asking: Lease) -> Holder | None:
    """The holder, unless it gave the lease back, is known to be dead, or has not renewed it for long."""
    if renewed_at is None or abs(asking.clock() - renewed_at) > KEPT:
        return None
    return None if holder.host == asking.host and not is_running(holder.pid) else holder


def is_running(pid: int) -> bool:
    """Whether this machine has a process of that number, whoever's it is."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _write(connection: Connection, row: ColumnValues) -> None:
    connection.execute(update(LeaseRow).where(ROW).values(values(row)))
