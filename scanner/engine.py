"""Endpoints in, observations out: each within its deadline, none waiting for another's silence."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from checks.check import Check
from checks.facts import Facts, NotTested, SiteFacts, TlsFacts
from checks.judging import judge, refuse
from checks.model import Reason, Verdict
from checks.profile import Profile
from inventory.clock import Clock, now
from scanner.limits import DEFAULT_PER_ADDRESS, Budget
from scanner.observation import Observation
from scanner.observe import observe, unseen
from scanner.planning.plan import PlannedEndpoint
from scanner.probes.address_sharing import AddressSharing
from scanner.probes.context import Memory, ProbeContext, ProbeSettings, Recall, no_record
from scanner.probes.picture.tampered import TamperedPage, tampered_page
from scanner.probes.tls.deep.running import JOB as DEEP_JOB
from scanner.probes.visiting import Visits
from scanner.probes.workers.pool import WorkerPool
from scanner.room import Room

WORKERS = 4
CONTENT_FAMILY = "content"
Item = TypeVar("Item")
Done = Callable[[Observation], None]
Asking = Callable[[PlannedEndpoint, datetime], PlannedEndpoint]


@dataclass(frozen=True, kw_only=True)
class Engine:
    """What all endpoints of a run share.

    ``asking``: gives an endpoint as it may be looked at at a moment, asked when each look begins. ``recall``:
    gives what the last clean look at one saw.
    """

    settings: ProbeSettings
    checks: Sequence[Check]
    profile: Profile
    budget: Budget
    workers: WorkerPool
    memory: Memory
    run: int | None = None
    clock: Clock = now
    asking: Asking = PlannedEndpoint.at
    recall: Recall = no_record

    async def scan(self, endpoints: Iterable[PlannedEndpoint], done: Done) -> None:
        """Look at every endpoint; ``done`` is called with each observation as soon as it is complete."""

        async def seen(planned: PlannedEndpoint) -> None:
            done(await self.look(planned))

        await self.each(endpoints, seen)

    async def each(self, items: Iterable[Item], work: Callable[[Item], Awaitable[None]]) -> None:
        """Work that looks at something, for each item, at as many at once as there is room for."""
        room, waiting = self.memory.room, iter(items)

        async def inside(item: Item) -> None:
            try:
                await work(item)
            finally:
                await room.leave()

        async with room.adapting(), asyncio.TaskGroup() as group:
            while True:
                await room.enter()
                try:
                    item = next(waiting)  # not before there is room: an hour may pass until then
                except StopIteration:
                    await room.leave()
                    return
                group.create_task(inside(item))
                await asyncio.sleep(0)  # it is begun before the hours of the next one are considered

    async def look(self, planned: PlannedEndpoint) -> Observation:
        """Probe and judge one endpoint, as far as it is permitted when it is begun."""
        started = self.clock()
        planned = self.asking(planned, started)
        context = self._context(planned)
        facts = await observe(
            planned, self.checks, context, started, lambda: self._refused(planned), self._tampered
        )
        judging = partial(self._observation, planned, facts, started, dict(context.connections))
        # To read the pages of a walk may take seconds, in which the answers of other looks must not wait.
        seen = await asyncio.to_thread(judging) if isinstance(facts.site, SiteFacts) else judging()
        requests = context.requests.total()
        return await self.weighed(seen.model_copy(update={"requests": requests}), planned)

    async def weighed(
        self,
        seen: Observation,
        planned: PlannedEndpoint,  # noqa: ARG002 - an engine that is watched needs it
    ) -> Observation:
        """What a look comes to that has just ended, here or in another process of the run."""
        return seen

    def _refused(self, planned: PlannedEndpoint) -> str | None:
        """Why a look that waited may not go on as it was begun; None: it may."""
        permit = self.asking(planned, self.clock()).permit
        allowed = (check for check in self.checks if planned.permit.allows(check))
        return None if all(map(permit.allows, allowed)) else permit.refusal

    def _tampered(self, facts: Facts) -> TamperedPage | None:
        """The page whose content a check fails, so that a picture of it is evidence."""
        checks = [check for check in self.checks if check.family == CONTENT_FAMILY]
        return tampered_page(judge(facts, checks, self.profile))

    def put_off(self) -> Sequence[PlannedEndpoint]:
        """What was to be scanned and was not, as its permitted hours had ended; each is told once."""
        return ()

    def refusal(self, planned: PlannedEndpoint) -> Observation:
        """What a look comes to that may not be begun: every check says why, and nothing is touched."""
        return self.nothing(planned, NotTested(reason=Reason.NOT_PERMITTED, detail=planned.permit.refusal))

    def nothing(self, planned: PlannedEndpoint, why: NotTested) -> Observation:
        """An endpoint of which nothing was seen: every permitted check says why."""
        at = self.clock()
        return self._observation(planned, unseen(planned, at, why), at, {})

    def _observation(
        self, planned: PlannedEndpoint, facts: Facts, started: datetime, connections: dict[str, int]
    ) -> Observation:
        return Observation(
            run=self.run,
            target=facts.target,
            facts=facts,
            verdicts=self._verdicts(planned, facts),
            connections=connections,
            started_at=started,
            finished_at=self.clock(),
        )

    def _context(self, planned: PlannedEndpoint) -> ProbeContext:
        deadline = asyncio.get_running_loop().time() + self.settings.endpoint_deadline
        limit = planned.permit.per_address
        agent = self.settings.user_agent or planned.permit.user_agent or None
        return ProbeContext(
            settings=replace(self.settings, user_agent=agent),
            budget=self.budget.limited_to(limit),
            workers=self.workers,
            memory=self.memory,
            deadline=deadline,
            recall=self.recall,
        )

    def _verdicts(self, planned: PlannedEndpoint, facts: Facts) -> tuple[Verdict, ...]:
        """What the permitted checks say of these facts, and a refusal from each of the others."""
        allowed: list[Check] = []
        refused: list[Check] = []
        for check in self.checks:
            (allowed if planned.permit.allows(check) else refused).append(check)
        verdicts = judge(facts, allowed, self.profile)
        for check in refused:
            verdicts += refuse([check], planned.permit.why_not(check.permitted_by), self.profile)
        return verdicts


@asynccontextmanager
async def ready_engine(  # noqa: PLR0913 - each has a default but the first three
    settings: ProbeSettings,
    checks: Sequence[Check],
    profile: Profile,
    run: int | None = None,
    *,
    clock: Clock = now,
    per_address: int = DEFAULT_PER_ADDRESS,
    room: Room | None = None,
    locks: AddressSharing | None = None,
) -> AsyncIterator[Engine]:
    """An engine with its own budget and workers; leaving it leaves no process behind.

    ``room``: for how many endpoints at once; None: for as many as it finds out. ``locks``: what is shared
    with other processes that look; None: there are none.
    """
    async with WorkerPool(WORKERS) as workers:
        if settings.depth == "full" and any(TlsFacts in check.needs for check in checks):
            workers.prepare(DEEP_JOB)
        yield Engine(
            settings=settings,
            checks=checks,
            profile=profile,
            budget=Budget(per_address, locks=locks),
            workers=workers,
            memory=Memory(room=room or Room.of(None), visits=Visits(locks)),
            run=run,
            clock=clock,
        )
