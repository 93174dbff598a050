"""Endpoints in, observations out: each within its deadline, none waiting for another's silence."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from checks.check import Check
from checks.facts import Facts, NotTested, TlsFacts
from checks.judging import judge, refuse
from checks.model import Reason, Verdict
from checks.profile import Profile
from inventory.clock import Clock, now
from scanner.limits import DEFAULT_PER_ADDRESS, Budget
from scanner.observation import Observation
from scanner.observe import observe, unseen
from scanner.planning.plan import PlannedEndpoint
from scanner.probes.address_sharing import AddressSharing
from scanner.probes.context import Memory, ProbeContext, ProbeSettings
from scanner.probes.tls.deep.running import JOB as DEEP_JOB
from scanner.probes.visiting import Visits
from scanner.probes.workers.pool import WorkerPool

ENDPOINTS_AT_ONCE = 8
WORKERS = 4
Done = Callable[[Observation], None]
Asking = Callable[[PlannedEndpoint, datetime], PlannedEndpoint]


@dataclass(frozen=True, kw_only=True)
class Engine:
    """What all endpoints of a run share.

    ``asking``: gives an endpoint as it may be looked at at a moment, asked when each look begins.
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

    async def scan(self, endpoints: Iterable[PlannedEndpoint], done: Done) -> None:
        """Look at every endpoint; ``done`` is called with each observation as soon as it is complete."""
        waiting = iter(endpoints)
        lanes = (self._lane(waiting, done) for _ in range(ENDPOINTS_AT_ONCE))
        async with asyncio.TaskGroup() as group:
            for lane in lanes:
                group.create_task(lane)

    async def look(self, planned: PlannedEndpoint) -> Observation:
        """Probe and judge one endpoint, as far as it is permitted when it is begun."""
        started = self.clock()
        planned = self.asking(planned, started)
        context = self._context(planned)
        facts = await observe(planned, self.checks, context, started)
        return self._observation(planned, facts, started, dict(context.connections))

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

    async def _lane(self, waiting: Iterable[PlannedEndpoint], done: Done) -> None:
        for planned in waiting:
            done(await self.look(planned))

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
        )

    def _verdicts(self, planned: PlannedEndpoint, facts: Facts) -> tuple[Verdict, ...]:
        """What the permitted checks say of these facts, and a refusal from each of the others."""
        allowed = [check for check in self.checks if planned.permit.allows(check)]
        refused = [check for check in self.checks if not planned.permit.allows(check)]
        why = NotTested(reason=Reason.NOT_PERMITTED, detail=planned.permit.refusal)
        return judge(facts, allowed, self.profile) + refuse(refused, why, self.profile)


@asynccontextmanager
async def ready_engine(
    settings: ProbeSettings,
    checks: Sequence[Check],
    profile: Profile,
    run: int | None = None,
    clock: Clock = now,
    per_address: int = DEFAULT_PER_ADDRESS,
    locks: AddressSharing | None = None,
) -> AsyncIterator[Engine]:
    """An engine with its own budget and workers; leaving it leaves no process behind.

    ``locks``: what is shared with other processes that look; None: there are none.
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
            memory=Memory(visits=Visits(locks)),
            run=run,
            clock=clock,
        )
