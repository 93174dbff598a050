"""A visit: one origin, the redirects that follow, one deadline.

A visit that was turned away is made again, alone and after a pause: a connection that was cut, or a status by
which servers limit requests, may be a limit's doing (``scanner.pace``).
"""

import asyncio
from contextlib import nullcontext

import httpx

from checks.facts import NotTested, Visit
from checks.facts.blocking import TOO_MANY
from checks.model import Reason
from scanner.pace import LONGEST, Pace
from scanner.probes.context import ProbeContext
from scanner.probes.http.attempt import VisitAttempt, attempt
from scanner.probes.http.route import Route
from scanner.probes.http.session import Session

TWICE, MOST_TIMES = 2, 6  # for a visit: to see whether it is cut again, and at a host that limits them
A_STATUS = 4  # times as long a pause after a status: such limits are of requests in a second or a minute


async def visit(session: Session, start: httpx.URL, route: Route, context: ProbeContext) -> Visit:
    """Request a URL and follow its redirects as far as the route permits; never raises for a server."""
    pace, attempts = context.budget.pace(session.address), [await attempt(session, start, route, context)]
    with pace.doubting() if attempts[0].was_turned_away else nullcontext():
        while attempts[-1].was_turned_away and len(attempts) < _most_times(attempts[-1], pace):
            pause = _pause(attempts[-1], len(attempts), context)
            if pause >= context.remaining():
                break
            await asyncio.sleep(pause)
            session.forget_cookies()
            attempts.append(await attempt(session, start, route, context))
    if attempts[-1].was_turned_away:
        return _given_up(max(attempts, key=_length), pace)
    if len(attempts) > 1:
        pace.turned_away(len(attempts) - 1)
        pace.answered()
    return attempts[-1].visit


def _length(latest: VisitAttempt) -> int:
    return len(latest.visit.exchanges)


def _most_times(latest: VisitAttempt, pace: Pace) -> int:
    """How often it is worth asking: sites under maintenance answer 503 for hours, and firewalls cut."""
    says_so = latest.visit.last is not None and latest.visit.last.status == TOO_MANY
    return MOST_TIMES if pace.is_limited or says_so else TWICE


def _pause(latest: VisitAttempt, times: int, context: ProbeContext) -> float:
    """Longer each time, and as the server asks (RFC 9110 section 10.2.3), within bounds."""
    last = latest.visit.last
    asked = last.value("retry-after") if last is not None and latest.was_limited else None
    seconds = float(asked) if asked and asked.isascii() and asked.isdecimal() else 0.0
    least = context.settings.retry_pause * (A_STATUS if latest.was_limited else 1)
    return float(min(max(seconds, least * 2 ** (times - 1)), LONGEST))


def _given_up(best: VisitAttempt, pace: Pace) -> Visit:
    """Where the host limits connections, that is why. A port that has taken others is not closed."""
    visited = best.visit
    if visited.failure is None or not (best.was_cut or best.was_refused):
        return visited
    reason = Reason.RATE_LIMITED if pace.is_limited else Reason.BLOCKED
    failure = NotTested(reason=reason, detail=visited.failure.detail)
    return visited.model_copy(update={"failure": failure, "refused": False, "unconnected": False})
