"""Which pages are asked for: some of each kind, the newest, and never many that are made alike."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

import httpx

from checks.facts import Exchange
from checks.facts.site import Found
from checks.urls import without_www
from scanner.probes.http.route import Route, destination, host_of
from scanner.probes.site.kinds import LinkKind, is_page, kind_of, shape
from scanner.probes.site.links import links
from scanner.probes.site.sitemaps import Entry

ALIKE, ALIKE_AT_MOST = 4, 12  # pages of one shape, and where a site has hardly any of another
LISTED_READ = 2_000  # entries of sitemaps
CANDIDATES = 5_000
# How many of each are asked for before any page just because it is there.
LED, FROM_SITEMAP, FOR_OTHERS = 2, 6, 3
EACH: Mapping[LinkKind, int] = {"bait": 5, "login": 3, "upload": 4, "search": 1}
FOUND: Mapping[LinkKind, Found] = {"login": "login", "upload": "upload", "search": "search"}


@dataclass(frozen=True)
class Candidate:
    """A page that may be asked for. ``source``: whence it is known, before its kind says more."""

    url: httpx.URL
    kind: LinkKind
    source: Found
    likeness: str  # the shape of its address
    leads: bool = False  # the page that names it takes the visitor there
    for_others: bool = False  # it was named to other clients than a browser alone

    @property
    def found(self) -> Found:
        """Why it is asked for."""
        return FOUND.get(self.kind, self.source)


@dataclass
class PageChoice:
    """What is known of a site and what was chosen of it. ``hosts``: those that are the site."""

    hosts: frozenset[str]
    route: Route
    _known: dict[str, Candidate] = field(default_factory=dict)
    _met: set[str] = field(default_factory=set)  # references that mean the same on every page, as in menus
    _taken: set[str] = field(default_factory=set)
    _shapes: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, host: str, route: Route) -> "PageChoice":
        """For a host, with ``www.`` and without it as far as it may be visited."""
        alike = (other for other in route.scope if without_www(other) == without_www(host))
        return cls(frozenset({host, *alike}), route)

    @property
    def urls(self) -> list[str]:
        """Every page that is known."""
        return [str(one.url) for one in self._known.values()]

    def seen(self, url: httpx.URL | str) -> None:
        """A page that need not be asked for any more."""
        self._taken.add(_key(httpx.URL(url)))

    def of_page(self, page: Exchange, *, for_others: bool = False) -> None:
        """Take in where a page leads. ``for_others``: it is not as a browser is shown it."""
        for link in links(page):
            url = None if self._was_met(link.reference) else self.within(page.url, link.reference)
            if url is not None:
                kind, likeness = kind_of(url, link.text), shape(url)
                self._add(Candidate(url, kind, "link", likeness, link.leads, for_others))

    def of_sitemap(self, base: str, listed: Iterable[Entry], *, for_others: bool = False) -> None:
        """Take in what a sitemap lists, in order."""
        for entry in islice(listed, LISTED_READ):
            url = None if self._was_met(entry.url) else self.within(base, entry.url)
            if url is not None:
                self._add(Candidate(url, kind_of(url), "sitemap", shape(url), for_others=for_others))

    def _was_met(self, reference: str) -> bool:
        """Whether a reference that means the same everywhere was read before."""
        if not reference.startswith(("/", "http")) or reference in self._met:
            return reference in self._met
        self._met.add(reference)
        return False

    def within(self, base: str, reference: str) -> httpx.URL | None:
        """A reference as the URL of the site that it is; None when it leads elsewhere."""
        url = destination(httpx.URL(base), reference)
        return url if url and host_of(url) in self.hosts and self.route.permits(url) else None

    def take(self, count: int) -> list[Candidate]:
        """The next pages to ask for, at most so many."""
        return list(islice(self._in_order(), count))

    def _add(self, candidate: Candidate) -> None:
        key = _key(candidate.url)
        if len(self._known) < CANDIDATES and key not in self._taken and is_page(candidate.url):
            self._known.setdefault(key, candidate)

    def _in_order(self) -> Iterator[Candidate]:
        yield from self._some(LED, lambda one: one.leads)
        yield from self._some(FOR_OTHERS, lambda one: one.for_others)
        for kind, most in EACH.items():
            yield from self._of_kind(kind, most)
        yield from self._some(FROM_SITEMAP, lambda one: one.source == "sitemap")
        yield from self._of_kind("news", CANDIDATES)
        yield from self._some(CANDIDATES, lambda _one: True)
        yield from self._some(CANDIDATES, lambda _one: True, ALIKE_AT_MOST)

    def _of_kind(self, kind: LinkKind, most: int) -> Iterator[Candidate]:
        yield from self._some(most, lambda one: one.kind == kind)

    def _some(
        self, most: int, wanted: Callable[[Candidate], bool], alike: int = ALIKE
    ) -> Iterator[Candidate]:
        """So many more of those wanted, in the order in which they became known."""
        matching = [(key, one) for key, one in self._known.items() if wanted(one)]
        yield from islice((one for key, one in matching if self._may_take(key, one, alike)), most)

    def _may_take(self, key: str, candidate: Candidate, alike: int) -> bool:
        if key in self._taken or self._shapes[candidate.likeness] >= alike:
            return False
        self._taken.add(key)
        self._shapes[candidate.likeness] += 1
        return True


def _key(url: httpx.URL) -> str:
    """The same for addresses of one page."""
    return str(url.copy_with(fragment=None)).rstrip("/")
