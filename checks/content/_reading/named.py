"""The style sheets and scripts that a page names, those of the site itself among them."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from checks.content._reading.tokens import attributes_of
from checks.content._scripts.sinks import Effects, effects_of
from checks.content._styles.sheets import Sheets
from checks.facts import Exchange
from checks.urls import resolve

NAMED, FILES, SCRIPTS = 80, 12, 60  # references, files and scripts of one page
SCRIPTS_KEPT = 160  # the same one stands in most pages of a site
SHEETS_KEPT = 8
_STYLE = re.compile(r"<style(?=[\s>])[^>]*+>(.*?)(?:</style|\Z)", re.IGNORECASE | re.DOTALL)
_LINK = re.compile(r"<link\s([^>]{1,2000})>", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b([^>]{0,2000})>", re.IGNORECASE)
_SCRIPT_TEXT = re.compile(r"<script\b([^>]{0,2000})>(.*?)(?:</script|\Z)", re.IGNORECASE | re.DOTALL)
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


def effects(body: str, files: Iterable[Exchange]) -> list[Effects]:
    """What the page's scripts do, its event handlers among them that no click calls."""
    inline = (
        text
        for attributes, text in _SCRIPT_TEXT.findall(body)[:SCRIPTS]
        if not _NOT_CODE.search(attributes_of(attributes).get("type", ""))
    )
    handlers = (double or single for double, single in _HANDLER.findall(body)[:SCRIPTS])
    linked = (file.body for file in files if not is_sheet(file))
    told = (_effects(text) for text in (*inline, *handlers, *linked))
    return [one for one in told if one != Effects()]


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
