"""The site probe: the start page, and where it answers a walk from there."""

import asyncio
from dataclasses import replace

from checks.facts import Client, NotTested, PageView, Part, SiteFacts, SitePage, Target, Unseen, Visit
from checks.facts.web_extent import lost_page
from checks.model import Reason
from scanner.probes.context import ProbeContext
from scanner.probes.http import failures
from scanner.probes.http.allowance import Allowance
from scanner.probes.http.neighbours import Neighbours
from scanner.probes.http.route import Route, page
from scanner.probes.site.asking import Asker
from scanner.probes.site.walk import REQUESTS, Walk

SECONDS = 80.0  # of a walk
PARTS = (Part.SITE_PAGES, Part.SITE_VIEWS, Part.SITE_SITEMAP, Part.SITE_FILES, Part.SITE_ERRORS)


async def probe(
    target: Target, address: str, scope: frozenset[str], context: ProbeContext, *, requests: int = REQUESTS
) -> SiteFacts | NotTested:
    """Walk through a site at one address, in the walk's own time. ``scope``: host names that may be visited.

    ``requests``: how many there may be at most.
    ``NotTested`` when the start page did not answer at all.
    """
    own_time = replace(context, deadline=asyncio.get_running_loop().time() + SECONDS)
    route = Route.of(target, scope, Neighbours(own_time))
    asker = Asker(address, route, own_time, Allowance(requests))
    async with asker.open():
        first = await _first_visit(target, asker)
        if isinstance(first, NotTested):
            return first
        lost = lost_page(first)
        if lost is None or lost.reason is Reason.ELSEWHERE:  # where it leads is shown to each client
            return await Walk.of(target, asker).facts(first)
        return _nothing_but(first, lost, asker)


async def _first_visit(target: Target, asker: Asker) -> Visit | NotTested:
    """The start page over https; over plain HTTP where nothing answers there."""
    visits: list[Visit] = []
    for scheme in ("https", "http"):
        visited = await asker.ask(Client.BROWSER, page(target, scheme))
        if visited is not None and visited.last is not None:
            return visited
        visits += [visited] if visited is not None else []
    return failures.most_telling(visits) if visits else asker.stopped or NotTested(reason=Reason.TIMEOUT)


def _nothing_but(first: Visit, why: NotTested, asker: Asker) -> SiteFacts:
    """A start page behind which nothing was seen."""
    view = PageView(client=Client.BROWSER, visit=first)
    start = SitePage(url=first.exchanges[0].url, found="start", views=(view,))
    unseen = tuple(Unseen(part=part, reason=why.reason, detail=why.detail) for part in PARTS)
    return SiteFacts(address=first.address, pages=(start,), requests=asker.allowance.made, unseen=unseen)
