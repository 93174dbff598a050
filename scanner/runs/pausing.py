"""The endpoints of a run in their permitted hours: what is left when these end waits for the next ones."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from inventory.model import ScanPermission
from scanner.engine import Done, Engine
from scanner.planning.asking import PlanOfNow
from scanner.planning.plan import PlannedEndpoint

ASKED_EVERY = 60.0  # seconds between two questions, while a run waits, whether permissions have changed


@dataclass(frozen=True, kw_only=True)
class Pause:
    """Endpoints whose permission does not hold now, and when the first of them may be looked at.

    ``permissions``: theirs, each once.
    """

    left: int
    until: datetime
    permissions: tuple[ScanPermission, ...] = ()


Pausing = Callable[[Pause], None]


@dataclass(frozen=True)
class Looks:
    """What looks, what tells the permissions of now, and what becomes of what was seen.

    ``done``: of each look; ``postpone``: of each endpoint that waits, why it was not looked at.
    """

    engine: Engine
    plan: PlanOfNow
    done: Done
    postpone: Done


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
    left = endpoints
    while True:
        closed = _Closed()
        await looks.engine.scan(_open(looks.engine, left, closed), looks.done)
        if not closed.endpoints:
            return None
        await _postpone(looks, closed.endpoints)
        if pausing is None:
            return closed.pause()
        pausing(closed.pause())
        left = await _opened(looks, closed)


def _open(engine: Engine, endpoints: Iterable[PlannedEndpoint], closed: _Closed) -> Iterator[PlannedEndpoint]:
    """Those that may be looked at when their turn comes, or at no hour; the others go to ``closed``."""
    for planned in endpoints:
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
