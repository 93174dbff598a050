"""The endpoints of a run in their permitted hours: what is left when these end waits for the next ones."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from checks.model import Reason
from inventory.model import ScanPermission
from scanner.engine import Done, Engine
from scanner.observation import Observation
from scanner.planning.asking import PlanOfNow
from scanner.planning.plan import PlannedEndpoint
from scanner.processes.sharing import Looking

ASKED_EVERY = 60.0  # seconds between two questions, while a run waits, whether permissions have changed


@dataclass(frozen=True, kw_only=True)
class Pause:
    """Endpoints whose permission does not hold now, and when the first of them may be looked at.

    ``permissions``: theirs, each once. ``outage``: what of the scanner's own is dead, so that nothing may
    be told of any endpoint; empty: nothing is.
    """

    left: int
    until: datetime
    permissions: tuple[ScanPermission, ...] = ()
    outage: str = ""


Pausing = Callable[[Pause], None]


@dataclass(frozen=True)
class Looks:
    """What looks, what tells the permissions of now, and what becomes of what was seen.

    ``looking``: of this process and, where it is worth it, of another beside it. ``done``: of each look;
    ``postpone``: of each endpoint that waits, why it was not looked at; ``is_stopped``: whether no further
    look is to be begun; ``spread_until``: looks are begun evenly until then; None: as fast as it is gentle.
    """

    looking: Looking
    plan: PlanOfNow
    done: Done
    postpone: Done
    is_stopped: Callable[[], bool] = lambda: False
    spread_until: datetime | None = None

    @property
    def engine(self) -> Engine:
        """That of this process."""
        return self.looking.engine

    async def scan(
        self, open_ones: Iterable[PlannedEndpoint], endpoints: Sequence[PlannedEndpoint]
    ) -> list[PlannedEndpoint]:
        """Look at those of some endpoints that are open; those whose permission ended before a look began."""
        returned: list[PlannedEndpoint] = []
        planned = {one.key: one for one in endpoints}

        def done(seen: Observation) -> None:
            if self._may_be_asked_again(seen, planned[seen.key]):
                returned.append(planned[seen.key])
            else:
                self.done(seen)

        await self.looking.scan(open_ones, len(endpoints), done)
        return returned

    def _may_be_asked_again(self, seen: Observation, planned: PlannedEndpoint) -> bool:
        """Whether nothing was looked at for want of a permission, which there is now or at another hour."""
        if any(verdict.reason is not Reason.NOT_PERMITTED for verdict in seen.verdicts):
            return False
        moment, checks = self.engine.clock(), self.engine.checks
        asked = self.engine.asking(planned, moment)
        may_now = any(asked.permit.allows(check) for check in checks)
        return may_now or asked.opens_at(checks, moment) is not None


@dataclass
class _Closed:
    """Endpoints that may not be looked at now, with the first moment at which one may."""

    endpoints: list[PlannedEndpoint] = field(default_factory=list)
    openings: list[datetime] = field(default_factory=list)

    def pause(self) -> Pause:
        granted = dict.fromkeys(one for planned in self.endpoints for one in planned.permissions)
        return Pause(left=len(self.endpoints), until=min(self.openings), permissions=tuple(granted))


async def look_in_hours(
    looks: Looks, endpoints: Sequence[PlannedEndpoint], pausing: Pausing | None
) -> Pause | None:
    """Look at each endpoint when its permission holds.

    ``pausing``: told of each wait for permitted hours; None: nobody waits.

    Returns:
        What is left where nobody waits for it; None: nothing is.

    """
    left: Sequence[PlannedEndpoint] = await _spread(looks, endpoints)
    while True:
        closed = _Closed()
        while left:
            left = await looks.scan(_open(looks, left, closed), left)
        if not closed.endpoints or looks.is_stopped():
            return None
        await _postpone(looks, closed.endpoints)
        if pausing is None:
            return closed.pause()
        pausing(closed.pause())
        left = await _opened(looks, closed)


async def _spread(looks: Looks, endpoints: Sequence[PlannedEndpoint]) -> Sequence[PlannedEndpoint]:
    """Begin the looks evenly until the end of the spread; what may not be looked at meanwhile is left.

    A turn goes to the first in the row that is open, so that those outside their hours don't waste it.
    """
    clock, left, begun = looks.engine.clock, list(endpoints), 0
    start, end = clock(), looks.spread_until
    while end is not None and left and start <= (now := clock()) < end and not looks.is_stopped():
        turns = int(len(endpoints) * ((now - start) / (end - start))) + 1 - begun
        chosen = _first_open(looks.engine, left, turns)
        returned = await looks.scan(chosen, chosen)
        begun += len(chosen) - len(returned)
        taken = {planned.key for planned in chosen} - {planned.key for planned in returned}
        left = [planned for planned in left if planned.key not in taken]
        next_turn = start + (end - start) * begun / len(endpoints)
        seconds = (min(next_turn, end) - clock()).total_seconds() if chosen else ASKED_EVERY
        await asyncio.sleep(min(max(seconds, 0.0), ASKED_EVERY, max(0.0, (end - clock()).total_seconds())))
    return left


def _first_open(engine: Engine, endpoints: Sequence[PlannedEndpoint], most: int) -> list[PlannedEndpoint]:
    moment = engine.clock()
    is_open = (one for one in endpoints if engine.asking(one, moment).opens_at(engine.checks, moment) is None)
    return list(islice(is_open, most))


def _open(looks: Looks, endpoints: Iterable[PlannedEndpoint], closed: _Closed) -> Iterator[PlannedEndpoint]:
    """Those that may be looked at when their turn comes, or at no hour; the others go to ``closed``."""
    engine = looks.engine
    for planned in endpoints:
        if looks.is_stopped():
            return
        moment = engine.clock()
        asked = engine.asking(planned, moment)
        opening = asked.opens_at(engine.checks, moment)
        if opening is None:
            yield asked
        else:
            closed.endpoints.append(asked)
            closed.openings.append(opening)


async def _postpone(looks: Looks, endpoints: Iterable[PlannedEndpoint]) -> None:
    for planned in endpoints:
        looks.postpone(looks.engine.refusal(planned))
        await asyncio.sleep(0)  # of thousands the run's lease is to be renewed meanwhile


async def _opened(looks: Looks, closed: _Closed) -> Sequence[PlannedEndpoint]:
    """Wait until one may be looked at: at the hour that was told, or as permissions change before it."""
    until, clock = min(closed.openings), looks.engine.clock
    while (seconds := (until - clock()).total_seconds()) > 0:
        await asyncio.sleep(min(seconds, ASKED_EVERY))
        now = clock()
        left = looks.plan.endpoints(closed.endpoints, now)
        openings = [planned.opens_at(looks.engine.checks, now) for planned in left]
        if None in openings:
            return left
        until = min(filter(None, openings))
    return closed.endpoints
