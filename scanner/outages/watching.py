"""A run that notices when the scanner itself is cut off: what it saw then is not counted, and it stops."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from checks.facts import NotTested, ReachFacts
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from checks.reasons import REASONS
from scanner.engine import Engine
from scanner.observation import Observation
from scanner.outages.recording import OutageLog
from scanner.planning.plan import PlannedEndpoint
from scanner.probes.context import ProbeContext
from scanner.probes.own_network import OwnNetwork

PATIENCE = 60.0  # seconds, all questions of one probe together
# A part that was not seen for one of these may have been missed for a fault of the scanner's own.
SILENCES = frozenset(reason for reason, texts in REASONS.items() if texts.asked_again) | {
    Reason.INCOMPLETE,
    Reason.NO_IPV6_HERE,
}


@dataclass
class Watch:
    """Tells a host's silence from the scanner's own, by a probe after each look that met silence.

    ``outage``: what of the scanner's own is dead; None: nothing was found to be.
    """

    network: OwnNetwork
    log: OutageLog
    outage: str | None = None
    _asking: asyncio.Lock = field(default_factory=asyncio.Lock)
    _proved_at: float = field(default=float("-inf"))  # event-loop time

    async def learn(self, engine: Engine) -> None:
        """Find witnesses, unless there is nobody to be met."""
        if not self.is_cut_off:
            await self.network.learn(_context(engine))

    async def is_blind_after(self, seen: Observation, engine: Engine) -> bool:
        """Whether a look that has just ended met an outage, or one was found before."""
        if is_doubtful(seen):
            ended = asyncio.get_running_loop().time()
            async with self._asking:
                if not self.is_cut_off and self._proved_at < ended:
                    await self.ask(engine)
        return self.is_cut_off

    @property
    def is_cut_off(self) -> bool:
        """Whether an outage was found. A run that met one has ended with it."""
        return self.outage is not None

    async def ask(self, engine: Engine) -> None:
        """Find out whether something of the scanner's own is dead, and keep the record of it."""
        asked = asyncio.get_running_loop().time()
        self.outage = await self.network.failure(_context(engine))
        if self.outage is None:
            self._proved_at = asked
            self.log.end(engine.clock())
        else:
            self.log.begin(engine.clock(), self.outage)


@dataclass(frozen=True, kw_only=True)
class WatchedEngine(Engine):
    """An engine whose looks tell nothing once the scanner is cut off, and touch nobody any more."""

    watch: Watch

    async def look(self, planned: PlannedEndpoint) -> Observation:
        """As every engine; a look that met an outage comes to nothing, for a reason of ours."""
        return self._offline(planned) if self.watch.is_cut_off else await super().look(planned)

    async def weighed(self, seen: Observation, planned: PlannedEndpoint) -> Observation:
        """Nothing, where the scanner was cut off while it looked."""
        if not await self.watch.is_blind_after(seen, self):
            return seen
        return self._offline(planned).model_copy(update={"connections": seen.connections})

    def _offline(self, planned: PlannedEndpoint) -> Observation:
        detail = f"not counted: {self.watch.outage}"[:DETAIL_LENGTH]
        asked = self.asking(planned, self.clock())
        return self.nothing(asked, NotTested(reason=Reason.SCANNER_OFFLINE, detail=detail))


@asynccontextmanager
async def watched(engine: Engine, watch: Watch) -> AsyncIterator[WatchedEngine]:
    """The engine of a run, watched from before its first look on; meanwhile witnesses are found."""
    await watch.ask(engine)
    learning = asyncio.create_task(watch.learn(engine))
    try:
        yield WatchedEngine(**vars(engine), watch=watch)
    finally:
        learning.cancel()
        await asyncio.wait([learning])


def watch_for(endpoints: Sequence[PlannedEndpoint], log: OutageLog) -> Watch:
    """What watches over the looks at these endpoints."""
    return Watch(OwnNetwork(tuple(planned.host for planned in endpoints)), log)


def is_doubtful(seen: Observation) -> bool:
    """Whether something kept silent: a check could not be told for it, or an address is dead."""
    if any(verdict.reason in SILENCES for verdict in seen.verdicts):
        return True
    reached = seen.facts.reach if seen.facts else None
    return isinstance(reached, ReachFacts) and not all(entry.is_open for entry in reached.addresses)


def _context(engine: Engine) -> ProbeContext:
    deadline = asyncio.get_running_loop().time() + PATIENCE
    return ProbeContext(settings=engine.settings, budget=engine.budget, deadline=deadline)
