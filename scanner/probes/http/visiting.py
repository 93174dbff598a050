"""A visit: one origin, the redirects that follow, one deadline."""

import asyncio

import httpcore
import httpx

from checks.facts import Exchange, Visit
from checks.facts.visit import End
from scanner.probes.context import ProbeContext
from scanner.probes.http import failures
from scanner.probes.http.network import NoConnectionError
from scanner.probes.http.route import URL_LENGTH, Route, destination, location
from scanner.probes.http.session import Session

MAX_REDIRECTS = 10
VISIT_SECONDS = 15.0


async def visit(session: Session, start: httpx.URL, route: Route, context: ProbeContext) -> Visit:
    """Request a URL and follow its redirects as far as the route permits; never raises for a server."""
    log: list[Exchange] = []
    end: End = "failed"
    next_url = failure = None
    refused = unconnected = False
    opened = session.backend.opened
    due = min(asyncio.get_running_loop().time() + VISIT_SECONDS, context.deadline)
    try:
        async with asyncio.timeout_at(due) as session.backend.clock:
            end, next_url = await _walk(session, start, route, log)
    except failures.EXPECTED as error:
        failure = failures.explain(error)
        refused = isinstance(error, NoConnectionError) and error.refused and not log
        never = isinstance(error, NoConnectionError | httpcore.ConnectTimeout)
        unconnected = never and session.backend.opened == opened
    return Visit(
        origin=str(start.copy_with(raw_path=b"/")),
        address=session.address,
        exchanges=tuple(log),
        end=end,
        next_url=next_url,
        failure=failure,
        refused=refused,
        unconnected=unconnected and not log,
    )


async def _walk(
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
