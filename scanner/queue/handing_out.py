"""A run's looks handed out to workers: to the run itself they are looks like any other."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from sqlalchemy import Engine as Database

from checks.facts import NotTested
from checks.model import Reason
from scanner.engine import Done
from scanner.errors import ScannerError
from scanner.observation import Observation
from scanner.outages.recording import OutageLog
from scanner.outages.watching import Watch, WatchedEngine
from scanner.planning.plan import EndpointKey, PlannedEndpoint
from scanner.queue.grouping import address_groups
from scanner.queue.looks import AddressGroup, AskedLook, HowAsked, MadeLook, QueuedLooks
from scanner.queue.schema import ensure_queue
from scanner.queue.tables import PUT_OFF, QueuedLookRow
from scanner.queue.taking_back import LOOKED_FOR_EVERY, take_back
from scanner.settings import RunSettings

ASKED_EVERY = 0.25  # seconds between two questions what is through
TAKEN_AT_ONCE = 20  # what a kill in between records once more
FAILED = "the workers failed at it again and again: what they wrote tells why"
NO_SECOND = "no worker looked a second time"
Results = asyncio.Queue[MadeLook | None]  # None: an outage was found


@dataclass
class HandingOut:
    """What a run has asked workers for and waits for. ``put_off``: what they found closed at this hour."""

    database: Database
    watch: Watch
    put_off: list[PlannedEndpoint] = field(default_factory=list)
    _wanted: dict[int, Results] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.looks = QueuedLooks(self.database)
        self.log = OutageLog(self.database)

    async def ask(
        self, how: HowAsked, groups: Sequence[AddressGroup], results: Results
    ) -> Mapping[EndpointKey, int]:
        """Ask for looks, of which each goes to ``results`` when it is through."""
        ids = await asyncio.to_thread(self.looks.ask, how, groups)
        self._wanted |= dict.fromkeys(ids.values(), results)
        return ids

    async def forget(self, ids: Iterable[int]) -> None:
        """Forget looks whose results are recorded, or that nobody wants any more."""
        forgotten = list(ids)
        for look in forgotten:
            self._wanted.pop(look, None)
        await asyncio.to_thread(self.looks.remove, forgotten)

    async def serve(self) -> None:
        """Give results to whoever waits for them, and take lost jobs back, for ever.

        Raises:
            InventoryError: the database is gone.

        """
        loop = asyncio.get_running_loop()
        cared_at = float("-inf")
        while True:
            if loop.time() - cared_at > LOOKED_FOR_EVERY:
                await asyncio.to_thread(take_back, self.database)
                await self._notice_outage()
                cared_at = loop.time()
            if wanted := list(self._wanted):
                for look in await asyncio.to_thread(self.looks.through, wanted):
                    if (results := self._wanted.pop(look.id, None)) is not None:
                        results.put_nowait(look)
            await asyncio.sleep(ASKED_EVERY)

    async def _notice_outage(self) -> None:
        """What the workers found to be dead of the scanner's own ends the run, as if it had found it."""
        newest = next(iter(await asyncio.to_thread(self.log.outages)), None)
        if newest is not None and newest.ended_at is None:
            self.watch.outage = newest.detail
            for results in set(self._wanted.values()):
                results.put_nowait(None)


@dataclass(frozen=True, kw_only=True)
class HandingEngine(WatchedEngine):
    """An engine whose looks are made by workers. ``how``: how they are asked for."""

    handing: HandingOut
    how: HowAsked

    async def scan(self, endpoints: Iterable[PlannedEndpoint], done: Done) -> None:
        """Look at every endpoint; ``done`` is called with each observation as soon as a worker made it."""
        planned = {endpoint.key: endpoint for endpoint in endpoints}
        results: Results = asyncio.Queue()
        groups = await address_groups(self, list(planned.values()))
        ids = await self.handing.ask(self.how, groups, results) if planned else {}
        left = {look: planned[key] for key, look in ids.items()}
        while left and not self.watch.is_cut_off:
            through = await _next_of(results)
            for look in through:
                self._take(left.pop(look.id), look, done)
            await self.handing.forget(look.id for look in through)
        await self.handing.forget(left)

    def put_off(self) -> Sequence[PlannedEndpoint]:
        """What workers found closed at the hour when they came to it."""
        late, self.handing.put_off = self.handing.put_off, []
        return late

    async def look(self, planned: PlannedEndpoint) -> Observation:
        """The second look at one endpoint, with this engine's checks."""
        request = self.how.request.model_copy(update={"checks": tuple(check.id for check in self.checks)})
        how = replace(self.how, request=request, second=True)
        results: Results = asyncio.Queue()
        ids = await self.handing.ask(how, [AddressGroup(keys=[planned.key])], results)
        look = await results.get()
        await self.handing.forget(ids.values())
        return self._nothing_more(planned) if look is None or look.seen is None else look.seen

    def _take(self, planned: PlannedEndpoint, look: MadeLook, done: Done) -> None:
        if look.state == PUT_OFF:
            self.handing.put_off.append(planned)
        else:
            done(look.seen or self._failed(planned))

    def _failed(self, planned: PlannedEndpoint) -> Observation:
        why = NotTested(reason=Reason.INTERNAL_ERROR, detail=FAILED)
        return self.nothing(self.asking(planned, self.clock()), why)

    def _nothing_more(self, planned: PlannedEndpoint) -> Observation:
        """The first look stands as it was."""
        why = NotTested(reason=Reason.NOT_REQUESTED, detail=NO_SECOND)
        return self.nothing(self.asking(planned, self.clock()), why)


async def _next_of(results: Results) -> list[MadeLook]:
    """Those that are through, at least one unless there is an outage."""
    first = await results.get()
    found = [] if first is None else [first]
    while len(found) < TAKEN_AT_ONCE and not results.empty():
        if (following := results.get_nowait()) is not None:
            found.append(following)
    return found


@asynccontextmanager
async def handing_out(
    database: Database, engine: WatchedEngine, settings: RunSettings
) -> AsyncIterator[HandingEngine]:
    """The engine of a run that workers carry out.

    Raises:
        InventoryError: the database is gone (in an ExceptionGroup).
        ScannerError: the engine looks outside any run.

    """
    if engine.run is None:
        raise ScannerError("only a run is handed out to workers")
    await asyncio.to_thread(ensure_queue, database)
    handing = HandingOut(database, engine.watch)
    await asyncio.to_thread(handing.looks.remove_of, engine.run, QueuedLookRow.second.is_(True))
    how = HowAsked(
        request=AskedLook(settings=settings),
        run=engine.run,
        vantage=settings.vantage,
        urgent=bool(settings.systems),
    )
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(handing.serve())
        yield HandingEngine(**vars(engine), handing=handing, how=how)
        serving.cancel()
    if not handing.put_off:
        await asyncio.to_thread(handing.looks.remove_of, engine.run)
