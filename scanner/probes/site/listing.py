"""robots.txt and the sitemaps, as a browser and as a crawler are shown them."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx

from checks.facts import Client, Exchange, PageView, Part, SitePage, Unseen
from scanner.probes.site.choosing import PageChoice
from scanner.probes.site.seeing import Seeing, lost_files
from scanner.probes.site.sitemaps import entries, is_index, named_in_robots

SITEMAPS = 4  # files, indexes among them
READERS = (Client.CRAWLER,)  # besides a browser
ROBOTS, USUAL = b"/robots.txt", b"/sitemap.xml"
OK = 200


@dataclass
class Listing:
    """What was found; pages that are listed go into the choice, the newest first."""

    seeing: Seeing
    choice: PageChoice
    robots: tuple[PageView, ...] = ()
    sitemaps: list[SitePage] = field(default_factory=list)

    async def read(self, base: httpx.URL) -> None:
        """Ask for robots.txt, then for the sitemaps that it names, else for the usual one, and theirs."""
        robots = await self._file(base.copy_with(raw_path=ROBOTS))
        self.robots = robots.views if robots is not None else ()
        named = [url for view in self.robots for url in self._named(view)]
        waiting = deque(dict.fromkeys(named or [base.copy_with(raw_path=USUAL)]))
        met = set(waiting)
        while waiting and len(self.sitemaps) < SITEMAPS:
            sitemap = await self._file(waiting.popleft())
            if sitemap is None:
                return
            self.sitemaps.append(sitemap)
            below = [url for url in dict.fromkeys(self._take(sitemap)) if url not in met]
            met.update(below)
            waiting.extendleft(reversed(below))

    def unseen(self) -> Iterator[Unseen]:
        """Those that a browser was not shown. Of a long one the beginning is enough: it lists the newest."""
        visits = (views[0].visit for views in (self.robots, *(one.views for one in self.sitemaps)) if views)
        yield from lost_files(visits, Part.SITE_SITEMAP, whole=False)

    async def _file(self, url: httpx.URL) -> SitePage | None:
        return await self.seeing.page(url, "sitemap", READERS, part=Part.SITE_SITEMAP)

    def _named(self, view: PageView) -> Iterator[httpx.URL]:
        if (answer := _answer(view)) is not None:
            urls = (self.choice.within(answer.url, reference) for reference in named_in_robots(answer))
            yield from (url for url in urls if url is not None)

    def _take(self, sitemap: SitePage) -> Iterator[httpx.URL]:
        """Take in what it lists; those that an index lists."""
        for view in sitemap.views:
            if (answer := _answer(view)) is None:
                continue
            listed = entries(answer)
            if is_index(answer):
                urls = (self.choice.within(answer.url, entry.url) for entry in listed[:SITEMAPS])
                yield from (url for url in urls if url is not None)
            else:
                for_others = view.client is not Client.BROWSER
                self.choice.of_sitemap(answer.url, listed, for_others=for_others)


def _answer(view: PageView) -> Exchange | None:
    last = view.visit.last
    return last if last is not None and last.status == OK else None
