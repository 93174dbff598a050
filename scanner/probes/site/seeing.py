"""One page as several clients, and what could not be seen of it."""

import asyncio
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

import httpx

from checks.facts import Client, NotTested, PageView, Part, SitePage, Unseen, Visit
from checks.facts.blocking import blocked
from checks.facts.extent import DETAIL_LENGTH
from checks.facts.site import Found
from checks.facts.web_extent import lost_body
from checks.model import Reason
from scanner.probes.site.asking import Asker, trouble

UNAUTHORIZED = 401
ERRORS = ("missing", "error")


@dataclass
class Seeing:
    """``crawler_refused``: why nobody is asked as a crawler any more. ``left``: what was not asked for."""

    asker: Asker
    crawler_refused: NotTested | None = None
    left: set[Part] = field(default_factory=set)

    async def page(
        self,
        url: httpx.URL,
        found: Found,
        clients: Collection[Client] = (),
        *,
        part: Part = Part.SITE_PAGES,
        first: Visit | None = None,
    ) -> SitePage | None:
        """A page as a browser and as other clients; None when it was not asked for.

        ``first``: the browser's view, where it is there already.
        """
        first = first or await self.visit(url, part)
        if first is None:
            return None
        others = [client for client in clients if client is not Client.BROWSER]
        views = await asyncio.gather(*(self._view(client, url, first) for client in others))
        shown = (PageView(client=Client.BROWSER, visit=first), *(view for view in views if view is not None))
        return SitePage(url=str(url), found=found, views=shown)

    async def visit(self, url: httpx.URL, part: Part) -> Visit | None:
        """A browser's; None when it was not asked."""
        visited = await self.asker.ask(Client.BROWSER, url)
        if visited is None and self.asker.stopped is not None:
            self.left.add(part)
        return visited

    async def _view(self, client: Client, url: httpx.URL, first: Visit) -> PageView | None:
        if client is Client.CRAWLER and self.crawler_refused is not None:
            return None
        visited = await self.asker.ask(client, url)
        if visited is None:
            self.left.add(Part.SITE_VIEWS)
            return None
        if client is Client.CRAWLER and _refused(first) is None and (why := _refused(visited)) is not None:
            self.crawler_refused = NotTested(reason=Reason.CRAWLER_REFUSED, detail=_told(visited, why))
        return PageView(client=client, visit=visited)

    def is_stopped(self, part: Part) -> bool:
        """Whether nobody asks any more; then this part is not whole."""
        if self.asker.stopped is None:
            return False
        self.left.add(part)
        return True

    def unseen(self, pages: Iterable[SitePage]) -> Iterator[Unseen]:
        """What was not seen whole: of these pages, of what was not asked for, of what crawlers are shown."""
        stopped = self.asker.stopped
        if stopped is not None:
            yield from (
                Unseen(part=part, reason=stopped.reason, detail=stopped.detail) for part in sorted(self.left)
            )
        if (refused := self.crawler_refused) is not None:
            yield Unseen(part=Part.SITE_VIEWS, reason=refused.reason, detail=refused.detail)
        for page in pages:
            yield from _unseen_of(page)


def lost_files(visits: Iterable[Visit], part: Part, *, whole: bool = True) -> Iterator[Unseen]:
    """Files that were not seen. ``whole``: nor those of which only the beginning was read."""
    for visited in visits:
        if (why := trouble(visited) or (_lost_body(visited) if whole else None)) is not None:
            yield Unseen(part=part, reason=why.reason, detail=_told(visited, why))


def _unseen_of(page: SitePage) -> Iterator[Unseen]:
    first, *others = page.views
    part = Part.SITE_ERRORS if page.found in ERRORS else Part.SITE_PAGES
    if (why := trouble(first.visit) or _lost_body(first.visit)) is not None:
        yield Unseen(part=part, reason=why.reason, detail=_told(first.visit, why))
        return
    if _refused(first.visit) is not None:  # what is refused to everybody is not shown to anybody
        return
    for view in others:
        if view.client is not Client.CRAWLER and (why := _refused(view.visit)) is not None:
            yield Unseen(part=Part.SITE_VIEWS, reason=why.reason, detail=_told(view.visit, why, view.client))


def _lost_body(visited: Visit) -> NotTested | None:
    return None if visited.last is None else lost_body(visited.last)


def _refused(visited: Visit) -> NotTested | None:
    """Why a visitor is not shown the page; None when he is."""
    if visited.last is not None and visited.last.status == UNAUTHORIZED:
        return NotTested(reason=Reason.BLOCKED, detail=f"status {UNAUTHORIZED}")
    return trouble(visited) if visited.last is None else blocked(visited.last)


def _told(visited: Visit, why: NotTested, client: Client | None = None) -> str:
    where = visited.last.url if visited.last is not None else visited.origin
    who = f" as {client}" if client is not None else ""
    return f"{where[:DETAIL_LENGTH]}{who}: {why.detail}"[:DETAIL_LENGTH]
