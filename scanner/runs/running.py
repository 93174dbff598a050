"""A run from its start to its last endpoint, and the rest of one that was stopped."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine as Database

from checks.profile import load
from inventory.clock import Clock, now
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.model import Code, ScanPermission
from scanner.engine import Done, Engine
from scanner.errors import ScannerError
from scanner.observation import Observation
from scanner.planning.plan import PlannedEndpoint, plan_endpoints, select_checks, undated_systems
from scanner.processes.sharing import Looking, looking
from scanner.room import Room
from scanner.runs import second_look
from scanner.runs.lease import Lease
from scanner.runs.ongoing.batches import recording
from scanner.runs.reader import ScanReader
from scanner.runs.writer import ScanWriter
from scanner.settings import RunSettings, probe_settings
from scanner.version import SCANNER

Progress = Callable[[Observation], None]


@dataclass(frozen=True, kw_only=True)
class Pause:
    """Endpoints whose permission does not hold now, and when the first of them may be looked at.

    ``permissions``: theirs, each once.
    """

    left: int
    until: datetime
    permissions: tuple[ScanPermission, ...] = ()


Pausing = Callable[[Pause], None]


@dataclass(frozen=True, kw_only=True)
class PlannedRun:
    """A recorded run and the endpoints it still has to look at.

    ``undated``: systems with endpoints that are left out, since nobody said when they went into operation.
    """

    number: int
    settings: RunSettings
    endpoints: Sequence[PlannedEndpoint]
    undated: tuple[Code, ...] = ()


def start(database: Database, settings: RunSettings) -> PlannedRun:
    """Record a new run of everything the inventory has in operation now.

    Raises:
        ScannerError: the inventory has no endpoint in operation, or no permission for any of them.
        ChecksError: the profile is unknown.

    """
    probe_settings(settings)
    select_checks(load(settings.profile), settings.only)
    inventory = InventoryStore(database).load()
    endpoints, undated = plan_endpoints(inventory, now()), undated_systems(inventory)
    _refuse_nothing(endpoints, undated)
    number = ScanWriter(database).start(settings, SCANNER, [planned.key for planned in endpoints])
    return PlannedRun(number=number, settings=settings, endpoints=endpoints, undated=undated)


def _refuse_nothing(endpoints: Sequence[PlannedEndpoint], undated: Sequence[Code]) -> None:
    """A run that may not look at anything is not begun: what it lacks is a line of the inventory."""
    if not endpoints:
        dates = f" ({len(undated)} systems have no day of operation: “Vận hành từ ngày”)" if undated else ""
        raise ScannerError(
            f"the inventory has no endpoint in operation{dates}: `capdo inventory import FILE` first"
        )
    if not any(system.permission for endpoint in endpoints for system in endpoint.systems):
        raise ScannerError(
            "no system has a permission to be scanned, so nothing may be touched: fill in the sheet"
            " “Quyền rà quét” (Scan permissions) for each system and `capdo inventory import FILE` again"
        )


def resume(database: Database, number: int | None) -> PlannedRun:
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
    planned = plan_endpoints(InventoryStore(database).load(), now())
    left = [endpoint for endpoint in planned if endpoint.key in pending]
    return PlannedRun(number=run.id, settings=run.settings, endpoints=left)


def carry_out(
    database: Database,
    run: PlannedRun,
    progress: Progress,
    pausing: Pausing | None = None,
    clock: Clock = now,
    room: Room | None = None,
) -> Pause | None:
    """Scan what is left of a run, committing each endpoint as it is done.

    ``pausing``: told of each wait for permitted hours, after which the run goes on; None: it does not wait.
    ``room``: for how many endpoints at once; None: as the run's settings say.

    Returns:
        What is left for the next permitted hours; None: the run is finished.

    Raises:
        InventoryError: the database cannot be written; what was looked at before is kept.
        ScannerError: another process has the right to scan (``scanner.runs.lease``).

    """
    lease = Lease(database)
    if holder := lease.take():
        raise ScannerError(f"{holder}: wait for it, or stop it")
    try:
        chosen = room or Room.of(run.settings.at_once)
        scan = _carry_out(ScanWriter(database), run, progress, pausing, clock, chosen)
        return asyncio.run(_kept(lease, run.number, scan))
    except BaseExceptionGroup as errors:
        raise _only(errors) from None
    finally:
        with suppress(InventoryError):  # it lapses by itself; what went wrong before is the news
            lease.release()


async def _kept(lease: Lease, run: int, scan: Coroutine[None, None, Pause | None]) -> Pause | None:
    """The scan, stopped when the lease is lost."""
    async with asyncio.TaskGroup() as group:
        keeping = group.create_task(lease.keep(run))
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


async def _carry_out(
    writer: ScanWriter,
    run: PlannedRun,
    progress: Progress,
    pausing: Pausing | None,
    clock: Clock,
    room: Room,
) -> Pause | None:
    """The first look at each endpoint is kept at once, so that stopping in the second one loses nothing."""
    planned = {endpoint.key: endpoint for endpoint in run.endpoints}
    unsettled: list[tuple[PlannedEndpoint, Observation]] = []

    def recorded(observation: Observation) -> None:
        if second_look.unsettled(observation, checks):
            unsettled.append((planned[observation.key], observation))
        progress(observation)

    settings = run.settings
    checks = select_checks(load(settings.profile), settings.only)
    async with looking(run.number, settings, run.endpoints, room, clock) as look:
        async with recording(writer, recorded) as done:
            pause = await _look_in_hours(look, run.endpoints, done, pausing)
        if settings.second_look is not None:
            await second_look.look_again(look.engine, unsettled, settings.second_look, writer.replace)
    if pause is None:
        writer.finish(run.number)
    return pause


async def _look_in_hours(
    look: Looking, endpoints: Sequence[PlannedEndpoint], done: Done, pausing: Pausing | None
) -> Pause | None:
    """Each endpoint when its permission holds; what is left where that is not now and nobody waits for it."""
    left = endpoints
    while True:
        closed: list[tuple[datetime, PlannedEndpoint]] = []
        await look.scan(_open(look.engine, left, closed), done)
        if not closed:
            return None
        left = [planned for _, planned in closed]
        granted = dict.fromkeys(permission for planned in left for permission in planned.permissions)
        opening = min(opening for opening, _ in closed)
        pause = Pause(left=len(left), until=opening, permissions=tuple(granted))
        if pausing is None:
            return pause
        pausing(pause)
        await asyncio.sleep(max(0.0, (pause.until - look.engine.clock()).total_seconds()))


def _open(
    engine: Engine, endpoints: Iterable[PlannedEndpoint], closed: list[tuple[datetime, PlannedEndpoint]]
) -> Iterator[PlannedEndpoint]:
    """Those that may be looked at when their turn comes, or at no hour; the others go to ``closed``."""
    for planned in endpoints:
        opening = planned.opens_at(engine.checks, engine.clock())
        if opening is None:
            yield planned
        else:
            closed.append((opening, planned))
