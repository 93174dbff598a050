"""The walk: start page, robots.txt and sitemaps, a missing path, then pages chosen by kind, as six clients.

What matters most is asked for first, so that a walk that is stopped early has seen it.
"""

import asyncio
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

import httpx

from checks.facts import Client, Part, SiteFacts, SitePage, Target, Visit
from checks.facts.site import MOST_PAGES
from scanner.probes.http.route import DEFAULT_PORTS, host_of
from scanner.probes.site import provoking
from scanner.probes.site.asking import Asker, trouble
from scanner.probes.site.choosing import Candidate, PageChoice
from scanner.probes.site.links import scripts, style_sheets
from scanner.probes.site.listing import Listing
from scanner.probes.site.seeing import Seeing, lost_files

# Requests at most, redirects and repetitions among them: of the 160 of a whole web audit what the looks at
# headers (14) and, where they are asked for, at files (40) leave. The first is 20 pages as six clients,
# robots.txt and 4 sitemaps as two, a missing path as six, 2 errors and 8 files as one; the second has room
# for 13 pages of the 20.
REQUESTS, REQUESTS_BESIDE_FILES = 146, 106
EVERYBODY = tuple(Client)
TELLING = (Client.CRAWLER, Client.PHONE_FROM_GOOGLE)  # who are led elsewhere by a name that only leads back
AT_THE_END = 10  # requests left for errors, style sheets and scripts
FIRST_SHARE = 1 / 2  # of the pages; the rest is chosen by what these show, too
FILES = 4  # style sheets, and as many scripts


@dataclass
class Walk:
    """``failed``: pages that nobody could be shown."""

    target: Target
    seeing: Seeing
    choice: PageChoice
    pages: list[SitePage] = field(default_factory=list)
    failed: list[SitePage] = field(default_factory=list)

    @classmethod
    def of(cls, target: Target, asker: Asker) -> "Walk":
        """One that has not begun."""
        return cls(target, Seeing(asker), PageChoice.of(target.host, asker.route))

    async def facts(self, first: Visit) -> SiteFacts:
        """All of it, from the browser's visit of the start page on."""
        begun, shown = httpx.URL(first.exchanges[0].url), httpx.URL(first.exchanges[-1].url)
        base = shown if host_of(shown) in self.choice.hosts else begun
        listing = Listing(self.seeing, self.choice)
        self._add(await self.seeing.page(begun, "start", EVERYBODY, first=first))
        await asyncio.gather(listing.read(base), self._missing(base), self._www(base))
        await self._chosen()
        await self._errors(base)
        files = await self._files(first)
        return SiteFacts(
            address=first.address,
            pages=tuple(self.pages),
            robots=listing.robots,
            sitemaps=tuple(listing.sitemaps),
            files=files,
            requests=self.seeing.asker.allowance.made,
            left=self._left(),
            unseen=(
                *self.seeing.unseen((*self.pages, *self.failed)),
                *listing.unseen(),
                *lost_files(files, Part.SITE_FILES),
            ),
        )

    def _add(self, page: SitePage | None) -> None:
        """A page that was seen, and where it leads; what only some clients are shown leads farther."""
        if page is None:
            return
        self.pages.append(page)
        self.choice.seen(page.url)
        shown = {view.visit.last.body: view.visit.last for view in page.views if view.visit.last is not None}
        for number, answer in enumerate(shown.values()):
            self.choice.of_page(answer, for_others=number > 0)

    async def _missing(self, base: httpx.URL) -> None:
        url = provoking.missing(base)
        page = await self.seeing.page(url, "missing", EVERYBODY, part=Part.SITE_ERRORS)
        self.pages += [page] if page is not None else []

    async def _www(self, base: httpx.URL) -> None:
        """The same name with www., or without it: by everybody, unless it only leads to the other one."""
        sibling = next((host for host in self.choice.hosts if host != self.target.host), None)
        if sibling is None or host_of(base) == sibling:
            return
        url = httpx.URL(scheme=base.scheme, host=sibling, port=DEFAULT_PORTS[base.scheme], path="/")
        first = await self.seeing.visit(url, Part.SITE_PAGES)
        if first is not None and first.last is not None:
            leads_back = first.exchanges[0].is_redirect and first.end == "answered"
            clients = TELLING if leads_back else EVERYBODY
            self._add(await self.seeing.page(url, "www", clients, first=first))

    async def _chosen(self) -> None:
        """Pages by kind; where one does not answer, another in its stead."""
        share, seen = FIRST_SHARE, len([page for page in self.pages if page.found != "missing"])
        while (wanted := math.ceil(share * min(MOST_PAGES - seen, self._affordable()))) > 0:
            chosen = self.choice.take(wanted)
            pages = [page for page in await asyncio.gather(*map(self._page, chosen)) if page is not None]
            answered = [page for page in pages if trouble(page.views[0].visit) is None]
            self.failed += [page for page in pages if page not in answered]
            for page in answered:
                self._add(page)
            if not chosen or self.seeing.is_stopped(Part.SITE_PAGES):
                return
            share, seen = 1, seen + len(answered)
        self.failed.clear()  # others were seen in their stead

    def _affordable(self) -> int:
        """How many pages as everybody, each at the price of those that were seen."""
        views = [view for page in self.pages if page.found != "missing" for view in page.views]
        asked = sum(max(1, len(view.visit.exchanges)) for view in views)
        price = math.ceil(len(EVERYBODY) * asked / len(views))
        return (self.seeing.asker.allowance.left - AT_THE_END) // price

    def _left(self) -> int:
        """Pages that are known and wanted, for which requests were wanting."""
        seen = len([page for page in self.pages if page.found not in ("missing", "error")])
        return len(self.choice.take(MOST_PAGES - seen)) if seen < MOST_PAGES else 0

    async def _page(self, chosen: Candidate) -> SitePage | None:
        return await self.seeing.page(chosen.url, chosen.found, EVERYBODY)

    async def _errors(self, base: httpx.URL) -> None:
        for url in provoking.errors(base, self.choice.urls):
            page = await self.seeing.page(url, "error", part=Part.SITE_ERRORS)
            self.pages += [page] if page is not None else []

    async def _files(self, first: Visit) -> tuple[Visit, ...]:
        urls = list(self._file_urls(first))
        visits = await asyncio.gather(*(self.seeing.visit(url, Part.SITE_FILES) for url in urls))
        return tuple(visited for visited in visits if visited is not None)

    def _file_urls(self, first: Visit) -> Iterator[httpx.URL]:
        """Style sheets and scripts of the site itself, each once."""
        page = first.exchanges[-1]
        kinds = (
            dict.fromkeys(self.choice.within(page.url, reference) for reference in named(page))
            for named in (style_sheets, scripts)
        )
        yield from chain.from_iterable(
            islice((url for url in urls if url is not None), FILES) for urls in kinds
        )
