"""One attempt at a visit: one origin, the redirects that follow, one deadline."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpcore
import httpx

from checks.facts import Exchange, Visit
from checks.facts.blocking import LIMITING
from checks.facts.visit import End
from checks.model import Reason
from scanner.probes.context import ProbeContext
from scanner.probes.http import failures
from scanner.probes.http.network import NoConnectionError
from scanner.probes.http.route import DEFAULT_PORTS, URL_LENGTH, Route, destination, location
from scanner.probes.http.session import Session

MAX_REDIRECTS = 10
VISIT_SECONDS = 15.0
Following = Callable[[Session, httpx.URL, Route, list[Exchange]], Awaitable[tuple[End, str | None]]]


@dataclass(frozen=True)
class VisitAttempt:
    """``was_cut``: the connection ended without an answer. ``was_refused``: by a port that took others."""

    visit: Visit
    was_cut: bool = False
    was_refused: bool = False

    @property
    def was_limited(self) -> bool:
        """Whether it was answered with a status by which servers limit requests."""
        return self.visit.last is not None and self.visit.last.status in LIMITING

    @property
    def was_turned_away(self) -> bool:
        """Whether a limit may be the cause."""
        return self.was_cut or self.was_refused or self.was_limited


async def attempt(
    session: Session, start: httpx.URL, route: Route, context: ProbeContext, walk: Following | None = None
) -> VisitAttempt:
    """Request a URL and follow its redirects as far as the route permits; never raises for a server.

    ``walk``: what to do in its stead.
    """
    log: list[Exchange] = []
    end: End = "failed"
    next_url = error = None
    opened = session.backend.opened
    due = min(asyncio.get_running_loop().time() + VISIT_SECONDS, context.deadline)
    try:
        async with asyncio.timeout_at(due) as session.backend.clock:
            end, next_url = await (walk or _follow)(session, start, route, log)
    except failures.EXPECTED as raised:
        error = raised
    visited = Visit(
        origin=f"{start.scheme}://{start.netloc.decode('ascii')}/",
        address=session.address,
        exchanges=tuple(log),
        end=end,
        next_url=next_url,
        wants_certificate=session.backend.wants_certificate,
    )
    return VisitAttempt(visited) if error is None else _failed(visited, error, session, start, opened)


def _failed(
    visited: Visit, error: Exception, session: Session, start: httpx.URL, opened: int
) -> VisitAttempt:
    """``opened``: how many connections the session had made before."""
    failure = failures.explain(error, wants_certificate=visited.wants_certificate)
    never = isinstance(error, NoConnectionError | httpcore.ConnectTimeout)
    causes = {
        "failure": failure,
        "refused": isinstance(error, NoConnectionError) and error.refused and not visited.exchanges,
        "unconnected": never and session.backend.opened == opened and not visited.exchanges,
    }
    return VisitAttempt(
        visited.model_copy(update=causes),
        was_cut=failure.reason is Reason.BLOCKED and failures.is_cut(error),
        was_refused=never and session.backend.takes_connections(start.port or DEFAULT_PORTS[start.scheme]),
    )


async def preflight(session: Session, page: httpx.URL, route: Route, context: ProbeContext) -> Visit:
    """Ask once what a page of another origin may read of this one; a redirect is no answer (Fetch, 4.8)."""
    return (await attempt(session, page, route, context, _ask_for_another)).visit


async def _ask_for_another(
    session: Session, url: httpx.URL, route: Route, log: list[Exchange]
) -> tuple[End, str | None]:
    if not await route.leads_to(url, session.backend):  # another session found out where that host is
        return "left_scope", str(url)[:URL_LENGTH]
    await session.preflight(url, log)
    return "answered", None


async def _follow(
    session: Session, url: httpx.URL, route: Route, log: list[Exchange]
) -> tuple[End, str | None]:
    """A URL asked for twice is a loop unless a cookie was set in between, which many gateways do."""
    seen = set()
    for _ in range(MAX_REDIRECTS + 1):
        seen.add((str(url), session.cookies))
        await session.get(url, log)
        reference = location(log[-1])
        if reference is None:
            return "answered", None
        following = destination(url, reference)
        if following is None or not await route.leads_to(following, session.backend):
            return "left_scope", str(following or reference)[:URL_LENGTH]
        if (str(following), session.cookies) in seen:
            return "redirect_loop", str(following)[:URL_LENGTH]
        url = following
    return "too_many_redirects", str(url)[:URL_LENGTH]
