"""The engines of a worker: one for each way of looking, all with one budget and one pool of processes."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace

from sqlalchemy import Engine as Database

from checks.profile import load
from checks.registry import all_checks
from inventory.clock import Clock, now
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.wording.phrases import Foreign
from scanner.engine import WORKERS, Engine
from scanner.limits import Budget
from scanner.observation import Observation
from scanner.outages.recording import OutageLog
from scanner.outages.watching import Watch, WatchedEngine, watched
from scanner.planning.asking import PlanOfNow
from scanner.planning.permission import scan_permit
from scanner.planning.plan import EndpointKey, PlannedEndpoint, plan_endpoints, select_checks
from scanner.probes.address_sharing import AddressSharing
from scanner.probes.context import Memory
from scanner.probes.own_network import OwnNetwork
from scanner.probes.visiting import Visits
from scanner.probes.workers.pool import WorkerPool
from scanner.queue.looks import OpenLook
from scanner.scans.last_clean_look import LastCleanLook
from scanner.settings import probe_settings

CUT_OFF = "the scanner itself is cut off: {outage}"
MOST = 8  # ways of looking that are remembered, with what is known of the estate


@dataclass
class RunEngine:
    """The engine of one run or audit. ``plan``: its endpoints, as they were when this worker met it."""

    engine: WatchedEngine
    plan: Mapping[EndpointKey, PlannedEndpoint]
    database_url: str

    async def refuse_cut_off(self) -> None:
        """Raise where nothing can be told.

        Raises:
            InventoryError: this machine's network or resolver is dead; the look waits.

        """
        if self.engine.watch.is_cut_off:
            raise InventoryError(CUT_OFF, outage=Foreign(str(self.engine.watch.outage)))

    async def looked(self, look: OpenLook) -> Observation | None:
        """What is seen; None: no permission holds at this hour.

        Raises:
            InventoryError: as of ``refuse_cut_off``, or the database cannot be read.

        """
        engine, planned = self._with_checks(look), await self._planned(look)
        if look.run is not None:
            moment = engine.clock()
            if engine.asking(planned, moment).opens_at(engine.checks, moment) is not None:
                return None
        seen = await engine.look(planned)
        await self.refuse_cut_off()
        return seen

    async def _planned(self, look: OpenLook) -> PlannedEndpoint:
        """What is to be looked at; what no system in operation has any more may not be."""
        target = look.asked.target
        if target is not None:
            return await asyncio.to_thread(target.planned, self.database_url, self.engine.clock())
        host, https_port, http_port = look.key
        gone = PlannedEndpoint(
            host=host, https_port=https_port, http_port=http_port, permit=scan_permit((), look.asked_at)
        )
        return self.plan.get(look.key, gone)

    def _with_checks(self, look: OpenLook) -> Engine:
        if look.asked.checks is None:
            return self.engine
        return replace(self.engine, checks=tuple(all_checks()[name] for name in look.asked.checks))


@dataclass
class Engines:
    """Those of a worker, by run and way of looking. The oldest one makes room for the ninth."""

    database: Database
    locks: AddressSharing
    pool: WorkerPool
    held: AsyncExitStack
    clock: Clock = now
    _made: dict[tuple[int | None, str], RunEngine] = field(default_factory=dict)
    _making: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self.budget = Budget(locks=self.locks)

    async def of(self, look: OpenLook) -> RunEngine:
        """The engine for a look.

        Raises:
            InventoryError: the database cannot be read.

        """
        key = (look.run, look.asked.settings.model_dump_json())
        async with self._making:
            if key not in self._made:
                self._made[key] = await self._new(look)
                if len(self._made) > MOST:
                    del self._made[next(iter(self._made))]
        return self._made[key]

    async def ask_again(self) -> None:
        """See whether a network that was found dead has come back."""
        for made in list(self._made.values()):
            if made.engine.watch.is_cut_off:
                await made.engine.watch.ask(made.engine)

    async def _new(self, look: OpenLook) -> RunEngine:
        settings, is_run = look.asked.settings, look.run is not None
        profile = load(settings.profile)
        plan = await asyncio.to_thread(self._plan) if is_run else {}
        hosts = [host for host, _, _ in plan] or [look.key[0]]
        engine = Engine(
            settings=replace(probe_settings(settings), fetch_revocation=is_run or settings.depth == "full"),
            checks=select_checks(profile, settings.only, pictures=settings.takes_pictures),
            profile=profile,
            budget=self.budget,
            workers=self.pool,
            memory=Memory(visits=Visits(self.locks)),
            run=look.run,
            clock=self.clock,
            asking=PlanOfNow(InventoryStore(self.database)).endpoint if plan else PlannedEndpoint.at,
            recall=LastCleanLook(self.database, settings.vantage, look.run),
        )
        watch = Watch(OwnNetwork(hosts), OutageLog(self.database, settings.vantage))
        watching = await self.held.enter_async_context(watched(engine, watch))
        return RunEngine(watching, plan, self.database.url.render_as_string(hide_password=False))

    def _plan(self) -> dict[EndpointKey, PlannedEndpoint]:
        inventory = InventoryStore(self.database).load()
        return {one.key: one for one in plan_endpoints(inventory, self.clock())}


@asynccontextmanager
async def engines(database: Database, locks: AddressSharing) -> AsyncIterator[Engines]:
    """The engines of a worker; leaving them leaves no process behind."""
    async with WorkerPool(WORKERS) as pool, AsyncExitStack() as held:
        yield Engines(database, locks, pool, held)
