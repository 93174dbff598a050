"""Carries out what schedules have due, one run after another: one process at a time scans from a database."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from sqlalchemy import Engine as Database

from checks.errors import ChecksError
from inventory.clock import Clock, day_of, end_of, now
from inventory.database.transactions import reading
from inventory.errors import InventoryError
from inventory.wording.phrases import NOTHING, Phrase
from scanner.errors import ScannerError, phrase_of
from scanner.runs import running
from scanner.runs.lease import Beat, Holder, Lease
from scanner.runs.ongoing.planned_run import PlannedRun
from scanner.runs.pausing import Pause
from scanner.runs.writer import ScanWriter
from scanner.schedules import claiming
from scanner.schedules.claiming import DueRun
from scanner.schedules.confirming import Confirmations
from scanner.schedules.schedule import Schedule
from scanner.schedules.store import ended_since

ASKED_EVERY = 5.0  # seconds between two looks for what is due
AFTER_FAILURE = 20.0  # seconds until what the database or the network kept from being done is tried again


@dataclass(frozen=True, kw_only=True)
class Happening:
    """Something to tell: a run of a schedule has begun or ended, or why it could not.

    ``schedule`` None: a run that looks again before alarms. ``pause``: what it left, and why. ``fault``: why
    it could not begin. ``ended``: neither: it is finished.
    """

    schedule: Schedule | None
    run: PlannedRun | None = None
    ended: bool = False
    pause: Pause | None = None
    fault: Phrase = NOTHING


def _nothing() -> None:
    """Nobody waits for it."""


@dataclass
class Daemon:
    """What carries out schedules. One call does all that is due; ``serve`` calls for ever.

    Attributes:
        database: where the schedules, the inventory and the runs are.
        tell: what is told of what happens.
        busy: told who scans, where another process does.
        failed: told why a call of ``serve`` came to nothing.
        send: called after each run and after each call: whoever must be told of what was found is, here.
        thin: called when the first of a day's runs has ended: what is older than the retention goes, here.
        beat: called every few seconds, for as long as this lives.
        clock: the time by which schedules are due and permissions hold.

    """

    database: Database
    tell: Callable[[Happening], None]
    busy: Callable[[Holder], None] = lambda _: None
    failed: Callable[[Exception], None] = lambda _: None
    send: Callable[[], None] = _nothing
    thin: Callable[[], None] = _nothing
    beat: Beat = _nothing
    clock: Clock = now
    _cut_off: set[int] = field(default_factory=set)  # runs of which an outage was told

    def __post_init__(self) -> None:
        """What alarms wait for is asked of the same database by the same clock."""
        self._confirmations = Confirmations(self.database, self.clock)

    def serve(self) -> None:
        """Call for ever, whatever becomes of the database and of the network."""
        while True:
            self.beat()
            try:
                self.call()
            except (InventoryError, ScannerError) as error:  # a database that is gone may come back
                self.failed(error)
                time.sleep(AFTER_FAILURE)
            time.sleep(AFTER_FAILURE if self._cut_off else ASKED_EVERY)

    def call(self) -> bool:
        """Do what is due. What is being done by another process, or cannot be done now, stays due.

        Returns:
            Whether all that was due could be done as far as permitted hours let it.

        Raises:
            InventoryError: the database cannot be read or written.

        """
        done: set[int] = set()
        well = True
        while claiming.due_runs(self.database, self.clock(), done):
            did = self._alone(partial(self._do_next, done))
            if did is None:
                break
            well &= did
            self.send()
        self.send()
        return self._confirm() and well

    def _alone(self, do: Callable[[], bool]) -> bool | None:
        """Do something that no other process does meanwhile; None: another one scans."""
        lease = Lease(self.database)
        if (holder := lease.take()) is not None:
            self.busy(holder)
            return None
        try:
            return do()
        finally:
            lease.release()

    def _do_next(self, done: set[int]) -> bool:
        """Asked again under the lease: another process may have done it, and none does it now."""
        for due in claiming.due_runs(self.database, self.clock(), done)[:1]:
            done.add(due.schedule.id)
            return self._carry_out(due)
        return True

    def _carry_out(self, due: DueRun) -> bool:
        try:
            run = self._run(due)
        except (ScannerError, ChecksError) as error:
            claiming.refuse(self.database, due.schedule, phrase_of(error), self.clock())
            self.tell(Happening(schedule=due.schedule, fault=phrase_of(error)))
            return False
        return run is None or self._scan(due.schedule, run)

    def _run(self, due: DueRun) -> PlannedRun | None:
        if due.unfinished:
            return running.resume(self.database, due.last, self.clock)
        return claiming.begin(self.database, due, self.clock)

    def _confirm(self) -> bool:
        """Look again at what alarms wait for, and send those that this confirms."""
        try:
            due = self._confirmations.are_due()
        except ScannerError:  # half a setting of messages, which whoever sends them tells
            return True
        did = self._alone(lambda: all(self._scan(None, run) for run in self._second_looks())) if due else None
        if did is not None:
            self.send()
        return did is not False

    def _second_looks(self) -> Iterator[PlannedRun]:
        try:
            yield from self._confirmations.runs()
        except (ScannerError, ChecksError) as error:
            self.tell(Happening(schedule=None, fault=phrase_of(error)))

    def _scan(self, schedule: Schedule | None, run: PlannedRun) -> bool:
        if run.number not in self._cut_off:
            self.tell(Happening(schedule=schedule, run=run))
        pause = running.carry_out(self.database, run, lambda _: None, None, self.clock, self.beat)
        if pause is not None and pause.outage:
            if run.number not in self._cut_off:
                self.tell(Happening(schedule=schedule, run=run, ended=True, pause=pause))
            self._cut_off.add(run.number)
            return False
        self._cut_off.discard(run.number)
        if schedule is not None:
            claiming.settle(self.database, schedule, pause, self.clock())
        if pause is not None:  # only now, so that nobody who is killed in between loses what waits
            ScanWriter(self.database, self.clock).finish(run.number)
        self.tell(Happening(schedule=schedule, run=run, ended=True, pause=pause))
        if schedule is not None and self._is_first_of_day():
            self.thin()
        return True

    def _is_first_of_day(self) -> bool:
        """Whether no other run of a schedule has ended on this day: a thinning that failed waits a day."""
        with reading(self.database) as connection:
            return ended_since(connection, end_of(day_of(self.clock()) - timedelta(days=1))) == 1
