"""The style sheets and scripts that a page names, those of the site itself among them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from checks.content._reading.tokens import attributes_of
from checks.content._scripts.decoding import bounded
from checks.content._scripts.sinks import WORTH_READING, Effects, effects_of
from checks.content._styles.sheets import Sheets
from checks.facts import Exchange
from checks.urls import resolve

NAMED, FILES, SCRIPTS = 80, 12, 100  # references, files and scripts of one page
SCRIPTS_LENGTH = 400_000  # characters of a page's own scripts
SCRIPTS_KEPT = 160  # the same one stands in most pages of a site
SHEETS_KEPT = 8
# Each matches what is never closed as well, to the page's end: tried once, not at every beginning.
_STYLE = re.compile(r"<style(?=[\s>])[^>]*+(?:>|\Z)(.*?)(?:</style|\Z)", re.IGNORECASE | re.DOTALL)
_LINK = re.compile(r"<link\s([^>]++)(?:>|\Z)", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b([^>]*+)(?:>|\Z)", re.IGNORECASE)
_SCRIPT_TEXT = re.compile(r"<script\b([^>]*+)(?:>|\Z)(.*?)(?:</script|\Z)", re.IGNORECASE | re.DOTALL)
_HANDLER = re.compile(
    r"""\son(?:load|error|mouseover|mousemove|scroll|focus|pageshow|unload|beforeunload)\s*=\s*"""
    r"""(?:"([^"]{1,20000})"|'([^']{1,20000})')""",
    re.IGNORECASE,
)
_NOT_CODE = re.compile(r"json|template|html|text/plain|x-handlebars", re.IGNORECASE)


def files_of(base: str, body: str, files: Iterable[Exchange]) -> list[Exchange]:
    """Those of the site's files that the page names, in its order."""
    by_url = {_bare(file.url): file for file in files}
    wanted = [
        *(attributes_of(one).get("href", "") for one in _LINK.findall(body)[:NAMED]),
        *(attributes_of(one).get("src", "") for one in _SCRIPT.findall(body)[:NAMED]),
    ]
    urls = dict.fromkeys(_bare(resolve(base, reference)) for reference in wanted if reference)
    return [by_url[url] for url in urls if url in by_url][:FILES]


def _bare(url: str) -> str:
    """Without scheme and query: a page names a file with a version, or over the other scheme."""
    return url.partition("#")[0].partition("?")[0].partition("://")[2]


def is_sheet(file: Exchange) -> bool:
    """Whether a file is a style sheet, not a script."""
    return "css" in (file.value("content-type") or "").lower() or ".css" in file.url.lower()


def are_all_sheets_seen(base: str, body: str, files: Iterable[Exchange]) -> bool:
    """Whether no style sheet that the page names is unread."""
    seen = {_bare(file.url) for file in files}
    links = (attributes_of(one) for one in _LINK.findall(body)[:NAMED])
    sheets = (one.get("href", "") for one in links if "stylesheet" in one.get("rel", "").lower())
    return all(_bare(resolve(base, href)) in seen for href in sheets)


def are_all_scripts_read(body: str) -> bool:
    """Whether a page has no more in scripts and event handlers than is read."""
    texts = [text for text in _inline(body) if WORTH_READING.search(text)]
    return len(texts) <= SCRIPTS and sum(len(bounded(text)) for text in texts) <= SCRIPTS_LENGTH


def effects(body: str, files: Iterable[Exchange]) -> list[Effects]:
    """What the page's scripts do, its event handlers among them that no click calls."""
    linked = (file.body for file in files if not is_sheet(file))
    told = (_effects(text) for text in (*_read_of(body), *linked))
    return [one for one in told if one != Effects()]


def _read_of(body: str) -> Iterator[str]:
    """Those of the page's own scripts that are read, bounded in number and in length."""
    left = SCRIPTS_LENGTH
    for text in islice(filter(WORTH_READING.search, _inline(body)), SCRIPTS):
        if left > 0:
            yield text
        left -= len(bounded(text))


def _inline(body: str) -> Iterator[str]:
    """The page's own scripts, and its handlers of what happens by itself."""
    for attributes, text in _SCRIPT_TEXT.findall(body):
        if not _NOT_CODE.search(attributes_of(attributes).get("type", "")):
            yield text
    yield from (double or single for double, single in _HANDLER.findall(body))


@lru_cache(maxsize=SCRIPTS_KEPT)
def _effects(text: str) -> Effects:
    return effects_of(text)


def sheets(body: str, files: Iterable[Exchange], done: Sequence[Effects]) -> Sheets:
    """The rules of the page's own sheets, of the site's, and of what scripts write and hide."""
    written = (style for one in done for part in one.written for style in _STYLE.findall(part.markup))
    files_texts = (file.body for file in files if is_sheet(file))
    return _sheets((*_STYLE.findall(body), *files_texts, *(one.css for one in done), *written))


@lru_cache(maxsize=SHEETS_KEPT)
def _sheets(texts: tuple[str, ...]) -> Sheets:
    return Sheets(texts)
