"""A run from its start to its last endpoint, and the rest of one that was stopped."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress

from sqlalchemy import Engine as Database

from inventory.clock import Clock, now
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from scanner.errors import ScannerError
from scanner.planning.estate import plan
from scanner.planning.plan import plan_endpoints
from scanner.queue.by_whom import Right, right_to
from scanner.room import Room
from scanner.runs.lease import Beat, Lease
from scanner.runs.ongoing.course import Course, Progress
from scanner.runs.ongoing.planned_run import PlannedRun
from scanner.runs.pausing import Pause, Pausing
from scanner.runs.reader import ScanReader
from scanner.runs.run_progress import Run
from scanner.runs.writer import ScanWriter
from scanner.settings import RunSettings, set_in_database
from scanner.vantages.seen_from import chosen_vantage
from scanner.version import SCANNER


def start(database: Database, settings: RunSettings, clock: Clock = now) -> PlannedRun:
    """Record a new run of what the inventory has in operation now.

    Raises:
        ScannerError, ChecksError: as of ``plan``.

    """
    settings = settings.model_copy(update=set_in_database(InventoryStore(database).settings()))
    planned, begun = plan(database, settings, clock), clock()
    keys = [endpoint.key for endpoint in planned.endpoints]
    number = ScanWriter(database, lambda: begun).start(settings, SCANNER, keys)
    return PlannedRun(
        number=number, settings=settings, begun=begun, endpoints=planned.endpoints, undated=planned.undated
    )


def resume(
    database: Database, number: int | None, clock: Clock = now, vantage: str | None = None
) -> PlannedRun:
    """The rest of a run; without a number, of the newest unfinished one of a vantage.

    Permissions are read afresh. ``vantage`` None: the main one.

    Raises:
        ScannerError: no such run, nothing left to do, or a living process carries it out.
        InventoryError: it is no vantage.

    """
    reader = ScanReader(database)
    run = (
        _newest_unfinished(reader, chosen_vantage(database, vantage))
        if number is None
        else reader.run(number)
    )
    holder = Lease(database).holder()
    if holder is not None and holder.run == run.id:
        raise ScannerError("{holder}: there is nothing to resume", holder=holder)
    if run.finished_at is not None:
        raise ScannerError("run {run} is finished: `capdo scan run` starts another", run=run.id)
    pending = reader.pending(run.id)
    planned = plan_endpoints(InventoryStore(database).load(), clock())
    left = [endpoint for endpoint in planned if endpoint.key in pending]
    return PlannedRun(number=run.id, settings=run.settings, begun=run.started_at, endpoints=left)


def _newest_unfinished(reader: ScanReader, vantage: str) -> Run:
    unfinished = [run for run in reader.runs() if run.finished_at is None]
    for run in unfinished:
        if run.settings.vantage == vantage:
            return run
    others = ", ".join(f"{run.id} ({run.settings.vantage})" for run in unfinished)
    if others:
        raise ScannerError(
            "there is no unfinished run to resume from {vantage}; from elsewhere there are: {others}",
            vantage=vantage,
            others=others,
        )
    raise ScannerError("there is no unfinished run to resume")


def carry_out(
    database: Database,
    run: PlannedRun,
    progress: Progress,
    pausing: Pausing | None = None,
    clock: Clock = now,
    beat: Beat = lambda: None,
    *,
    room: Room | None = None,
) -> Pause | None:
    """Scan what is left of a run, committing each endpoint as it is done.

    ``pausing``: told of each wait for permitted hours, after which the run goes on; None: it does not wait.
    ``beat``: called every few seconds from the event loop, so that a run that hangs is silent.
    ``room``: for how many endpoints at once; None: as the run's settings say.

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
        raise ScannerError("{holder}: wait for it, or stop it", holder=holder)
    try:
        course = Course(database, run, progress, clock, room or Room.of(run.settings.at_once))
        return asyncio.run(_kept(right, run.number, course.carry_out(pausing), beat))
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
