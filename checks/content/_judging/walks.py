"""A walk with each page read as each client was shown it, and what the site links to in plain sight."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from checks.content._reading.addresses import host_of
from checks.content._reading.page import Link, Reading
from checks.content._reading.reading import read
from checks.content._words.names import domain_of, is_honest
from checks.facts import Client, Exchange, Facts, NotTested, SiteFacts, SitePage, Visit
from checks.facts.blocking import blocked
from checks.urls import without_www

CHARACTERS_READ = 16_000_000  # of different texts in one walk; a hostile site's pages are all large
WALKS_KEPT = 2
TITLE_PARTS = re.compile(r"\s+[-–—|»·•:]+\s+|\s*[|»]\s*|::")
_CHANGING = re.compile(
    r"""((?:nonce|value|data-nonce|data-token)\s*+=\s*+["'])[A-Za-z0-9+/=_.:-]{8,}+|(<input\b[^<>]{0,600}+>)""",
    re.IGNORECASE,
)
_SAID = ("refresh", "link", "content-type")  # headers that are read as a part of the page
FIRST_ERROR = 400


class View(NamedTuple):
    """One page as one client was shown it. ``left_to``: where an answer sent the client outside the site."""

    page: SitePage
    client: Client
    visit: Visit
    reading: Reading | None
    left_to: str = ""

    @property
    def status(self) -> int:
        """Of the last answer; 0: none."""
        return self.visit.last.status if self.visit.last else 0


class Walk(NamedTuple):
    """``domains``: the site's own. ``seen``: foreign domains that a browser is plainly shown anywhere."""

    host: str
    domains: frozenset[str]
    views: tuple[View, ...]
    names: frozenset[str]  # parts of titles that name the site
    seen: frozenset[str]
    sheets_unread: bool
    is_cut: bool
    left: int  # pages that are known, for which there were no requests

    def is_foreign(self, host: str) -> bool:
        """Neither the site's own nor of a kind that everybody may link to."""
        return bool(host) and domain_of(host) not in self.domains and not is_honest(host)

    def is_own(self, host: str) -> bool:
        """Of the site's registrable domain."""
        return domain_of(host) in self.domains

    def browser_view(self, page: SitePage) -> View | None:
        """What a plain browser is shown there."""
        return next(
            (view for view in self.views if view.page is page and view.client is Client.BROWSER), None
        )

    def topic_title(self, title: str) -> str:
        """A title without the parts that name the site."""
        parts = [part.strip() for part in TITLE_PARTS.split(title) if part.strip()]
        return " - ".join(part for part in parts if part.casefold() not in self.names)


def walk_of(facts: Facts) -> Walk:
    """The walk, every page of it read."""
    return _walk(facts.target.host, facts.require(SiteFacts))


@lru_cache(maxsize=WALKS_KEPT)
def _walk(host: str, site: SiteFacts) -> Walk:
    files = tuple(
        visit.last for visit in site.files if visit.last is not None and visit.last.status < FIRST_ERROR
    )
    reader = _Shared(files)
    views = tuple(view for page in site.pages for view in _views(page, reader))
    own = {without_www(host), *(host_of(view.visit.origin) for view in views)}
    domains = frozenset(domain_of(one) for one in own if one)
    browser = [view.reading for view in views if view.client is Client.BROWSER and view.reading is not None]
    return Walk(
        host=host,
        domains=domains,
        views=views,
        names=_names(browser),
        seen=frozenset(
            domain_of(link.host) for reading in browser for link in reading.links if is_plain(link)
        ),
        sheets_unread=bool(site.unseen),
        is_cut=reader.is_cut or any(view.reading.is_cut for view in views if view.reading),
        left=site.left,
    )


def is_plain(link: Link) -> bool:
    """Whether a link stands in plain sight."""
    return not link.hides and link.origin == "page" and link.element in {"a", "area"}


class _Shared:
    """Reads answers; those that differ by nonces and tokens alone once, and no more than is bearable."""

    def __init__(self, files: tuple[Exchange, ...]) -> None:
        self._files = files
        self._read: dict[tuple[str, int, tuple[str, ...], str], Reading] = {}
        self._left = CHARACTERS_READ
        self.is_cut = False

    def read(self, answer: Exchange) -> Reading | None:
        said = tuple(value for name in _SAID for value in answer.values(name))
        key = (answer.url, answer.status, said, _CHANGING.sub(_unchanging, answer.body))
        if key not in self._read:
            if self._left <= 0:
                self.is_cut = True
                return None
            self._left -= len(answer.body)
            self._read[key] = read(answer, self._files)
        return self._read[key]


def _unchanging(match: re.Match[str]) -> str:
    """Without a token, and without a field that is not shown."""
    if match[1]:
        return match[1]
    return "" if "hidden" in match[0].lower() else match[0]


def _views(page: SitePage, reader: _Shared) -> Iterator[View]:
    for view in page.views:
        visit, answer = view.visit, view.visit.last
        left_to = visit.next_url or "" if visit.end == "left_scope" else ""
        is_page = (
            answer is not None
            and not answer.is_redirect
            and not (blocked(answer) and answer.status >= FIRST_ERROR)
        )
        reading = reader.read(answer) if answer is not None and is_page else None
        yield View(page, view.client, visit, reading, left_to)


def refusal(view: View) -> NotTested | None:
    """Why a client was not shown the page; None when it was."""
    answer = view.visit.last
    if answer is None:
        return view.visit.failure
    return blocked(answer)


def _names(readings: list[Reading]) -> frozenset[str]:
    """Parts of titles that stand in most pages, and so name the site."""
    parts = Counter(
        part.strip().casefold()
        for reading in readings
        for part in set(TITLE_PARTS.split(reading.title))
        if part.strip()
    )
    enough = max(3, len(readings) // 2)
    return frozenset(part for part, count in parts.items() if count >= enough)
