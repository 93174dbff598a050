"""The files probe: at most forty requests a host, one after the other, over one connection."""

from dataclasses import replace

import httpx

from checks.facts import Exchange, FilesFacts, HttpFacts, NotTested, Target, Unseen, Visit
from checks.facts.http import page_or_reason
from checks.model import Reason
from scanner.probes.context import ProbeContext
from scanner.probes.files import start_page
from scanner.probes.files.asking import FileAsker
from scanner.probes.files.table import table
from scanner.probes.files.walking import FilesWalk, wanted_paths
from scanner.probes.http.neighbours import Neighbours
from scanner.probes.http.route import Route, host_of

ELSEWHERE = NotTested(reason=Reason.ELSEWHERE, detail="the page is on another host")
NOT_REFUSED = range(200, 400)  # success, and redirects


async def probe(
    target: Target,
    http: HttpFacts,
    scope: frozenset[str],
    others: tuple[Unseen, ...],
    context: ProbeContext,
) -> FilesFacts | NotTested:
    """Ask the site behind the start page for what nobody links to.

    Args:
        target: the endpoint.
        http: its start page, which tells where the site is, and whether it shows itself to this scanner.
        scope: the hosts that may be visited.
        others: what of the host's other addresses will not be seen by asking this one.
        context: the run's; requests and connections are counted under "files".

    """
    visit, page = _start(http)
    if isinstance(page, NotTested):
        return page
    origin = httpx.URL(page.url).copy_with(raw_path=b"/")
    # A walk has a time of its own, and each of its answers; the endpoint's may be over.
    asker = FileAsker(origin, visit.address, replace(context, deadline=float("inf")))
    route = Route.of(target, scope, Neighbours(context))
    if not await route.leads_to(origin, asker.backend):
        return ELSEWHERE
    walk = FilesWalk(asker)
    try:
        if (blocked := await walk.begin()) is not None:
            return blocked
        await walk.run(wanted_paths(host_of(origin), start_page.directories(page)))
    finally:
        await asker.close()
    return _facts(walk, visit, page, others)


def _start(http: HttpFacts) -> tuple[Visit, Exchange | NotTested]:
    """The first visit that shows the page, or why none does."""
    seen = [(visit, page_or_reason(visit)) for visit in http.page_visits]
    shown = [one for one in seen if isinstance(one[1], Exchange)]
    return (shown or seen)[0]


def _facts(walk: FilesWalk, visit: Visit, page: Exchange, others: tuple[Unseen, ...]) -> FilesFacts:
    login = start_page.panel(page)
    return FilesFacts(
        address=visit.address,
        origin=str(walk.asker.origin),
        table=table().date.isoformat(),
        asked=tuple(walk.asked),
        requests=walk.asker.requests,
        found=(*walk.found, *([login] if login else [])),
        refused=tuple(walk.refused),
        answers_everything=all(one.status in NOT_REFUSED for one in walk.impossible),
        unseen=(*walk.unseen, *others),
    )
