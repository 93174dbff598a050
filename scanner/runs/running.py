"""A run from its start to its last endpoint, and the rest of one that was stopped."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine as Database

from checks.profile import load
from inventory.clock import now
from inventory.database.store import InventoryStore
from inventory.model import Code
from scanner.engine import ready_engine
from scanner.errors import ScannerError
from scanner.observation import Observation
from scanner.planning.plan import PlannedEndpoint, plan_endpoints, select_checks, undated_systems
from scanner.runs import second_look
from scanner.runs.reader import ScanReader
from scanner.runs.writer import ScanWriter
from scanner.settings import RunSettings, probe_settings
from scanner.version import SCANNER

Progress = Callable[[Observation], None]


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
        ScannerError: no such run, or nothing left to do.

    """
    reader = ScanReader(database)
    unfinished = [run for run in reader.runs() if run.finished_at is None]
    if number is None and not unfinished:
        raise ScannerError("there is no unfinished run to resume")
    run = unfinished[0] if number is None else reader.run(number)
    if run.finished_at is not None:
        raise ScannerError(f"run {run.id} is finished: `capdo scan run` starts another")
    pending = reader.pending(run.id)
    planned = plan_endpoints(InventoryStore(database).load(), now())
    left = [endpoint for endpoint in planned if endpoint.key in pending]
    return PlannedRun(number=run.id, settings=run.settings, endpoints=left)


def carry_out(database: Database, run: PlannedRun, progress: Progress) -> None:
    """Scan what is left of a run, committing each endpoint as it is done."""
    asyncio.run(_carry_out(ScanWriter(database), run, progress))


async def _carry_out(writer: ScanWriter, run: PlannedRun, progress: Progress) -> None:
    """The first look at each endpoint is kept at once, so that stopping in the second one loses nothing."""
    planned = {endpoint.key: endpoint for endpoint in run.endpoints}
    unsettled: list[tuple[PlannedEndpoint, Observation]] = []

    def done(observation: Observation) -> None:
        writer.record(observation)
        if second_look.unsettled(observation, checks):
            unsettled.append((planned[observation.key], observation))
        progress(observation)

    settings, profile = run.settings, load(run.settings.profile)
    checks = select_checks(profile, settings.only)
    async with ready_engine(probe_settings(settings), checks, profile, run.number) as engine:
        await engine.scan(run.endpoints, done)
        if settings.second_look is not None:
            await second_look.look_again(engine, unsettled, settings.second_look, writer.replace)
    writer.finish(run.number)
