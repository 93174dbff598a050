"""robots.txt and sitemaps (RFC 9309, sitemaps.org), read for what they list.

By patterns rather than by a parser of XML: what is read of a long one is no whole document, and many are none
to begin with. No entity is ever defined here, so that none can expand.
"""

import html
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from checks.facts import Exchange

ENTRIES_READ = 10_000  # of one file
NAMED_IN_ROBOTS = 20
_ROBOTS = re.compile(r"^[ \t]*+sitemap[ \t]*+:[ \t]*+(\S{1,2000})", re.IGNORECASE | re.MULTILINE)
_ENTRY = re.compile(
    r"<(?:\w{1,20}:)?(loc|lastmod)\s*+>\s*+(?:<!\[CDATA\[)?+([^<>\]]{1,2000}+)", re.IGNORECASE
)
_LINE = re.compile(r"^[ \t]*+(https?://\S{1,2000}+)[ \t\r]*+$", re.MULTILINE)
_INDEX = re.compile(r"<(?:\w{1,20}:)?sitemapindex[\s>]", re.IGNORECASE)


class Entry(NamedTuple):
    """What a sitemap lists. ``changed``: as it says, ISO 8601; "" when it does not."""

    url: str
    changed: str


def named_in_robots(robots: Exchange) -> list[str]:
    """The sitemaps that a robots.txt names."""
    return [found[1] for found in islice(_ROBOTS.finditer(robots.body), NAMED_IN_ROBOTS)]


def is_index(sitemap: Exchange) -> bool:
    """Whether it lists other sitemaps, not pages."""
    return _INDEX.search(sitemap.body) is not None


def is_sitemap(answer: Exchange) -> bool:
    """Whether it is one at all: many servers answer every address with a page."""
    return next(_entries(answer.body), None) is not None


def entries(sitemap: Exchange) -> list[Entry]:
    """What it lists, newest first; what bears no day comes last, in order."""
    listed = list(islice(_entries(sitemap.body), ENTRIES_READ))
    return sorted(listed, key=lambda entry: entry.changed, reverse=True)


def _entries(body: str) -> Iterator[Entry]:
    if "<html" in body[:1000].lower():
        return
    url = ""
    for found in _ENTRY.finditer(body):
        name, value = found[1].lower(), html.unescape(found[2]).strip()
        if name == "loc":
            if url:
                yield Entry(url, "")
            url = value
        elif url:
            yield Entry(url, value)
            url = ""
    if url:
        yield Entry(url, "")
    elif "<" not in body[:1000]:
        yield from (Entry(found[1], "") for found in _LINE.finditer(body))
