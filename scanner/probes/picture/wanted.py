"""When a page is opened in a browser, which one, and what is kept of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext

from checks.facts import BrowserFacts, Facts, HttpFacts, NotTested, Visit
from checks.facts.bundle import NO_BROWSER
from checks.facts.target import DETAIL_LENGTH
from checks.facts.web_extent import page_visit
from checks.model import Reason
from scanner.look import NO_WEB_SITE, Look
from scanner.probes.context import Memory
from scanner.probes.picture.tampered import TamperedPage

IN_A_BROWSER = ("web", "content")  # families, one of which must be permitted


async def pictured(look: Look, seen: Facts) -> BrowserFacts | NotTested:
    """What a browser shows of the endpoint's page, after everything else was seen of it.

    Of a run's endpoints portals are asked for their accessibility, and pictures are kept of pages that were
    tampered with; of an audit's, all of it.
    """
    wanted, permit = look.context.settings.pictures, look.planned.permit
    if wanted == "none" or not any(map(permit.covers, IN_A_BROWSER)):
        return NO_BROWSER
    tampered = look.tampered(seen)
    keeps = wanted == "all" or tampered is not None
    tries_rules = look.wants(BrowserFacts) and (wanted == "all" or look.target.is_portal is True)
    if not keeps and not tries_rules:
        return NO_BROWSER
    taking = _taken(look, seen, tampered or TamperedPage(), tries_rules=tries_rules)
    found = await look.bounded(taking, in_own_time=True)
    return found.without_picture() if isinstance(found, BrowserFacts) and not keeps else found


async def _taken(
    look: Look, seen: Facts, page: TamperedPage, *, tries_rules: bool
) -> BrowserFacts | NotTested:
    """``page``: the one to open; the endpoint's own, where it is none that may be opened."""
    if look.planned.starttls:
        return NO_WEB_SITE
    if isinstance(seen.http, NotTested):
        return seen.http
    visit = _page(seen.http)
    if visit is None or not visit.exchanges:
        return visit.failure if visit and visit.failure else NotTested(reason=Reason.UNREACHABLE)
    async with _turn(look.context.memory):
        if (refusal := look.refused()) is not None:
            return NotTested(reason=Reason.NOT_PERMITTED, detail=refusal[:DETAIL_LENGTH])
        return await _opened(look, visit, page, tries_rules=tries_rules)


async def _opened(
    look: Look, visit: Visit, page: TamperedPage, *, tries_rules: bool
) -> BrowserFacts | NotTested:
    # Imported here: few looks take pictures, and none waits for the modules of others.
    import httpx  # noqa: PLC0415 - see above

    from scanner.probes.http.neighbours import Neighbours  # noqa: PLC0415 - see above
    from scanner.probes.http.route import Route, destination  # noqa: PLC0415 - see above
    from scanner.probes.picture.request import PictureWish  # noqa: PLC0415 - see above
    from scanner.probes.picture.taking import SECONDS, take  # noqa: PLC0415 - see above

    context = look.in_time(SECONDS).context
    route = Route.of(look.target, look.planned.neighbours, Neighbours(context))
    own = httpx.URL(visit.exchanges[0].url)
    url = destination(own, page.url) or own
    start = str(url if route.permits(url) else own)
    wish = PictureWish(
        url=start, address=visit.address, route=route, accessibility=tries_rules, client=page.client
    )
    return await take(wish, context)


@asynccontextmanager
async def _turn(memory: Memory) -> AsyncIterator[None]:
    """One picture after the other; whoever waits leaves its place to another look meanwhile."""
    async with memory.room.aside() if memory.pictures_at_once.locked() else nullcontext():
        await memory.pictures_at_once.acquire()
    try:
        yield
    finally:
        memory.pictures_at_once.release()


def _page(http: HttpFacts) -> Visit | None:
    """The visit of the first family that shows the page, or should have."""
    visits = (page_visit(https, plain) for https, plain in http.pairs)
    found = [visit for visit in visits if visit is not None]
    return next((visit for visit in found if visit.exchanges), found[0] if found else None)
