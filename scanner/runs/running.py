"""A run from its start to its last endpoint, and the rest of one that was stopped."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Engine as Database

from checks.profile import load
from inventory.clock import Clock, now
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.model import Code
from scanner.engine import Engine
from scanner.errors import ScannerError
from scanner.observation import Observation
from scanner.outages.recording import OutageLog
from scanner.outages.watching import watch_for
from scanner.planning.asking import PlanOfNow
from scanner.planning.estate import plan
from scanner.planning.plan import PlannedEndpoint, plan_endpoints, select_checks
from scanner.queue.by_whom import Right, engine_of, right_to
from scanner.runs import second_look
from scanner.runs.lease import Beat, Lease
from scanner.runs.pausing import Looks, Pause, Pausing, look_in_hours
from scanner.runs.reader import ScanReader
from scanner.runs.writer import ScanWriter
from scanner.settings import RunSettings
from scanner.version import SCANNER

Progress = Callable[[Observation], None]


@dataclass(frozen=True, kw_only=True)
class PlannedRun:
    """A recorded run and the endpoints it still has to look at.

    ``undated``: systems with endpoints that are left out, since nobody said when they went into operation.
    """

    number: int
    settings: RunSettings
    begun: datetime
    endpoints: Sequence[PlannedEndpoint]
    undated: tuple[Code, ...] = ()


def start(database: Database, settings: RunSettings, clock: Clock = now) -> PlannedRun:
    """Record a new run of what the inventory has in operation now.

    Raises:
        ScannerError, ChecksError: as of ``plan``.

    """
    planned, begun = plan(database, settings, clock), clock()
    keys = [endpoint.key for endpoint in planned.endpoints]
    number = ScanWriter(database, lambda: begun).start(settings, SCANNER, keys)
    return PlannedRun(
        number=number, settings=settings, begun=begun, endpoints=planned.endpoints, undated=planned.undated
    )


def resume(database: Database, number: int | None, clock: Clock = now) -> PlannedRun:
    """The rest of a run; without a number, of the newest that is not finished. Permissions are read afresh.

    Raises:
        ScannerError: no such run, nothing left to do, or a living process carries it out.

    """
    reader = ScanReader(database)
    unfinished = [run for run in reader.runs() if run.finished_at is None]
    if number is None and not unfinished:
        raise ScannerError("there is no unfinished run to resume")
    run = unfinished[0] if number is None else reader.run(number)
    holder = Lease(database).holder()
    if holder is not None and holder.run == run.id:
        raise ScannerError(f"{holder}: there is nothing to resume")
    if run.finished_at is not None:
        raise ScannerError(f"run {run.id} is finished: `capdo scan run` starts another")
    pending = reader.pending(run.id)
    planned = plan_endpoints(InventoryStore(database).load(), clock())
    left = [endpoint for endpoint in planned if endpoint.key in pending]
    return PlannedRun(number=run.id, settings=run.settings, begun=run.started_at, endpoints=left)


def carry_out(
    database: Database,
    run: PlannedRun,
    progress: Progress,
    pausing: Pausing | None = None,
    clock: Clock = now,
    beat: Beat = lambda: None,
) -> Pause | None:
    """Scan what is left of a run, committing each endpoint as it is done.

    ``pausing``: told of each wait for permitted hours, after which the run goes on; None: it does not wait.
    ``beat``: called every few seconds from the event loop, so that a run that hangs is silent.

    Returns:
        What is left for the next permitted hours, or until the scanner itself reaches the world again; None:
        the run is finished.

    Raises:
        InventoryError: the database cannot be written; what was looked at before is kept.
        ScannerError: another process has the right to scan (``scanner.runs.lease``), or to carry out this
            run of workers (``scanner.queue.right``).

    """
    right = right_to(database, run.number, run.settings)
    if holder := right.take():
        raise ScannerError(f"{holder}: wait for it, or stop it")
    try:
        scan = _Course(database, run, progress, clock).carry_out(pausing)
        return asyncio.run(_kept(right, run.number, scan, beat))
    except BaseExceptionGroup as errors:
        raise _only(errors) from None
    finally:
        with suppress(InventoryError):  # it lapses by itself; what went wrong before is the news
            right.release()


async def _kept(
    right: Right, run: int, scan: Coroutine[None, None, Pause | None], beat: Beat
) -> Pause | None:
    """The scan, stopped when the right to it is lost."""
    async with asyncio.TaskGroup() as group:
        keeping = group.create_task(right.keep(run, beat))
        pause = await scan
        keeping.cancel()
    return pause


def _only(errors: BaseExceptionGroup[BaseException]) -> BaseException:
    """The one error that a group of lanes ended with, where it is one that is told in a line."""
    told = errors.subgroup((InventoryError, ScannerError))
    rest = errors.split((InventoryError, ScannerError))[1]
    first: BaseException | None = told
    while isinstance(first, BaseExceptionGroup):
        first = first.exceptions[0]
    return errors if rest is not None or first is None else first


@dataclass
class _Course:
    """A run while it goes on. Each first look is kept at once, so that stopping loses nothing."""

    database: Database
    run: PlannedRun
    progress: Progress
    clock: Clock
    unsettled: list[Observation] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.watch = watch_for(self.run.endpoints, OutageLog(self.database))
        self.writer = ScanWriter(self.database, self.clock)
        self.plan = PlanOfNow(InventoryStore(self.database))
        self.profile = load(self.run.settings.profile)
        self.checks = select_checks(self.profile, self.run.settings.only)

    async def carry_out(self, pausing: Pausing | None) -> Pause | None:
        """All of it, as ``carry_out`` tells."""
        run, asking = self.run, self.plan.endpoint
        looking = engine_of(self.database, run.number, run.settings, self.watch, asking, self.clock)
        async with looking as engine:
            pause = None if self.watch.is_cut_off else await self._look(engine, pausing)
        pause = self._outage() or pause
        if pause is None:
            self.writer.finish(self.run.number)
        return pause

    async def _look(self, engine: Engine, pausing: Pausing | None) -> Pause | None:
        settings = self.run.settings
        spread = self.run.begun + timedelta(hours=settings.spread_hours) if settings.spread_hours else None
        looks = Looks(
            engine, self.plan, self._done, self.writer.postpone, lambda: self.watch.is_cut_off, spread
        )
        left = self.run.endpoints
        pause = None
        while left:  # what workers came to too late in an hour waits as what was found closed before
            pause = await look_in_hours(looks, left, pausing) or pause
            left = engine.put_off()
        if settings.second_look is not None and not self.watch.is_cut_off:
            planned = {endpoint.key: endpoint for endpoint in self.run.endpoints}
            seen = [(planned[first.key], first) for first in self.unsettled]
            await second_look.look_again(engine, seen, settings.second_look, self._done_again)
        return pause

    def _done(self, observation: Observation) -> None:
        if self.watch.is_cut_off:
            self.writer.postpone(observation)
            return
        self.writer.record(observation)
        if second_look.unsettled(observation, self.checks):
            self.unsettled.append(observation)
        self.progress(observation)

    def _done_again(self, observation: Observation) -> None:
        if not self.watch.is_cut_off:
            self.writer.record(observation)

    def _outage(self) -> Pause | None:
        """What an outage of the scanner left; one after the last first look left nothing."""
        left = len(ScanReader(self.database).pending(self.run.number)) if self.watch.outage else 0
        return Pause(left=left, until=self.clock(), outage=self.watch.outage or "") if left else None
