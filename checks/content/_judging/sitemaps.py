"""What robots.txt and the sitemaps list: baits that no menu leads to, or pages of somebody else."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import unescape
from typing import NamedTuple
from urllib.parse import urlsplit

from checks.content._judging.signs import path_topic, path_words
from checks.content._judging.walks import FIRST_ERROR, Walk
from checks.content._reading.addresses import host_of
from checks.content._words.names import Brand, brand_in, brand_of_host
from checks.facts import Client, SiteFacts

ENTRIES = 20_000
FILES_KEPT = 8
ENOUGH = 3  # addresses that tell of an injected sitemap: one or two may be news
MANY_FOREIGN = 5
SHOWN = 3
_ENTRY = re.compile(r"<(?:\w{1,20}:)?loc\s*+>\s*+(?:<!\[CDATA\[)?+\s*+([^<>\]\s]{1,2000}+)", re.IGNORECASE)
_ROBOTS = re.compile(r"^[ \t]*+(?:sitemap|host)[ \t]*+:[ \t]*+(\S{1,2000})", re.IGNORECASE | re.MULTILINE)
_LINE = re.compile(r"^(https?://\S{1,2000}+)\s*+$", re.MULTILINE)


class Listed(NamedTuple):
    """What one file lists to one client that it should not."""

    file: str
    client: Client
    baits: tuple[str, ...]
    foreign: tuple[str, ...]


def listed(site: SiteFacts, walk: Walk) -> Iterator[Listed]:
    """The files that list enough of it. An address whose page was seen and is in order is none."""
    cleared = {
        _key(view.page.url)
        for view in walk.views
        if view.client is Client.BROWSER and view.reading and view.reading.status < FIRST_ERROR
    }
    files = [(view, view.visit.last) for page in site.sitemaps for view in page.views]
    for view, answer in (*files, *((view, view.visit.last) for view in site.robots)):
        if answer is None or answer.is_redirect or answer.status >= FIRST_ERROR:
            continue
        urls = _listing(answer.body)
        baits = tuple(
            url
            for url, told in urls.items()
            if told and not walk.is_foreign(host_of(url)) and _key(url) not in cleared
        )
        foreign = tuple(url for url in urls if walk.is_foreign(host_of(url)))
        branded = [url for url in foreign if brand_of_host(host_of(url)) >= Brand.CERTAIN or is_bait(url)]
        if len(baits) >= ENOUGH or branded or len(foreign) >= MANY_FOREIGN:
            yield Listed(
                answer.url,
                view.client,
                baits if len(baits) >= ENOUGH else (),
                foreign if branded or len(foreign) >= MANY_FOREIGN else (),
            )


@lru_cache(maxsize=FILES_KEPT)
def _listing(body: str) -> Mapping[str, bool]:
    """The addresses of a file, and whether each is a bait: clients are shown the same, and two checks ask."""
    return {url: is_bait(url) for url in dict.fromkeys(_urls(body))}


def _urls(body: str) -> Iterator[str]:
    pattern = _ENTRY if "<" in body[:2000] else _LINE
    for count, match in enumerate((*_ROBOTS.finditer(body[:100_000]), *pattern.finditer(body))):
        if count >= ENTRIES:
            return
        yield unescape(match[1])


def is_bait(url: str) -> bool:
    """Whether an address tells of these trades by itself, and not of the fight against them."""
    topic = path_topic(url)
    if topic.news:
        return False
    branded = brand_in(path_words(urlsplit(url).path)) >= Brand.CERTAIN
    return topic.is_bait or (branded and bool(topic.met or topic.calls))


def _key(url: str) -> str:
    return url.rstrip("/").partition("://")[2]
