"""Where a page leads, read roughly and in linear time: it only decides what is asked for next."""

import html
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from checks.facts import Exchange
from checks.markup import meta_contents

LINKS_READ = 1_500  # of one page
REFRESH_IN = 50_000  # characters of a page in which a refresh is looked for
_SPACE = r"[\t\n\f\r ]"
_LINK = re.compile(
    rf"<(?P<tag>a|form|i?frame){_SPACE}(?P<attributes>[^<>]{{0,2000}})>"
    r"(?P<text>[^<]{0,200}(?:<(?!/?(?:a|form)\b)[^<>]{0,300}>[^<]{0,200}){0,4})",
    re.IGNORECASE,
)
_FILE = re.compile(rf"<(?P<tag>link|script){_SPACE}(?P<attributes>[^<>]{{0,2000}})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    rf"""(?:^|[\s"'/])(?P<name>href|src|action|method|rel){_SPACE}*={_SPACE}*"""
    r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+))""",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^>]*>?")
_REFRESH = re.compile(r"""^[\d.\s]*+[;,]?+\s*+(?:url\s*+=)?+\s*+["']?+([^"']+)""", re.IGNORECASE)


class Link(NamedTuple):
    """A reference as it stands in a page, and the words on it. ``leads``: the visitor is taken there."""

    reference: str
    text: str = ""
    leads: bool = False


def links(page: Exchange) -> Iterator[Link]:
    """Refreshes and frames, which show more of the page itself, then links and forms that ask, in order."""
    refreshes = (*page.values("refresh"), *_metas(page.body))
    yield from (Link(found[1], leads=True) for one in refreshes if (found := _REFRESH.match(one)))
    framed, others = [], []
    for found in islice(_LINK.finditer(page.body), LINKS_READ):
        tag, attributes = found["tag"].lower(), _attributes(found["attributes"])
        if tag.endswith("frame"):
            framed.append(Link(attributes.get("src", ""), leads=True))
        elif tag == "a":
            others.append(Link(attributes.get("href", ""), _words(found["text"])))
        elif attributes.get("method", "get").lower() == "get":
            others.append(Link(attributes.get("action", ""), _words(found["text"])))
    yield from (link for link in (*framed, *others) if link.reference)


def style_sheets(page: Exchange) -> Iterator[str]:
    """Those that a page names, in order."""
    for tag, attributes in _files(page):
        if tag == "link" and "stylesheet" in attributes.get("rel", "").lower():
            yield attributes.get("href", "")


def scripts(page: Exchange) -> Iterator[str]:
    """Those that a page names, in order."""
    yield from (
        attributes["src"] for tag, attributes in _files(page) if tag == "script" and "src" in attributes
    )


def _files(page: Exchange) -> Iterator[tuple[str, dict[str, str]]]:
    for found in islice(_FILE.finditer(page.body), LINKS_READ):
        yield found["tag"].lower(), _attributes(found["attributes"])


def _metas(body: str) -> tuple[str, ...]:
    return meta_contents(body[:REFRESH_IN], "http-equiv", "refresh", everywhere=True)


def _attributes(text: str) -> dict[str, str]:
    """Those asked for, the first of each name."""
    found: dict[str, str] = {}
    for one in _ATTRIBUTE.finditer(text):
        value = one["double"] or one["single"] or one["bare"] or ""
        found.setdefault(one["name"].lower(), html.unescape(value).strip())
    return found


def _words(markup: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())
