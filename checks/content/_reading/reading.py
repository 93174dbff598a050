"""From an answer to what was read of its page, its scripts' writing included."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from checks.content._reading.page import Link, Move, Origin, Reading
from checks.content._reading.reader import Reader, host_of, refreshed_to
from checks.content._reading.sheets import Sheets
from checks.content._reading.tokens import attributes_of, is_cut
from checks.content._scripts.sinks import Effects, effects_of
from checks.facts import Exchange
from checks.markup import PAGE_LENGTH
from checks.urls import resolve

ANSWERS_KEPT = 160  # readings: those of one site's walk
SCRIPTS = 60  # of one page
FILES = 12  # style sheets and scripts of the site that one page names
_STYLE = re.compile(r"<style(?=[\s>])[^>]*+>(.*?)(?:</style|\Z)", re.IGNORECASE | re.DOTALL)
_LINK = re.compile(r"<link\s([^>]{1,2000})>", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b([^>]{0,2000})>", re.IGNORECASE)
_SCRIPT_TEXT = re.compile(r"<script\b([^>]{0,2000})>(.*?)(?:</script|\Z)", re.IGNORECASE | re.DOTALL)
_HANDLER = re.compile(r"""\son(?:load|error|mouseover|mousemove|scroll|focus|pageshow|unload|beforeunload)\s*=\s*(?:"([^"]{1,20000})"|'([^']{1,20000})')""", re.IGNORECASE)
_CONTROLLED = re.compile(r"""(?:href\s*=\s*["']#|data-(?:bs-)?target\s*=\s*["']#|data-(?:toggle|target|id|modal)\s*=\s*["']#?|aria-(?:controls|owns|labelledby)\s*=\s*["']|\sfor\s*=\s*["'])([\w-]{1,60})""", re.IGNORECASE)
_RATED = re.compile(r'"name"\s*:\s*"([^"\n]{1,200})"')
_NOT_CODE = re.compile(r"json|template|html|text/plain|x-handlebars", re.IGNORECASE)


@lru_cache(maxsize=ANSWERS_KEPT)
def read(answer: Exchange, files: tuple[Exchange, ...] = ()) -> Reading:
    """What a page says. ``files``: the site's own style sheets and scripts."""
    body = answer.body[:PAGE_LENGTH]
    named = _named(answer.url, body, files)
    effects = [(one, "script") for one in _scripts(body, named)]
    css = [*_STYLE.findall(body), *(file.body for file in named if _is_sheet(file)), *(one.css for one, _ in effects)]
    css += [style for one, _ in effects for written in one.written for style in _STYLE.findall(written.markup)]
    reader = Reader(answer.url, sheets_of(tuple(css)), frozenset(_CONTROLLED.findall(body)[:2000]), plain_ground=_all_sheets_seen(body, answer.url, named))
    reader.read(body)
    heads = len(reader.headings), reader.title
    for effect, _ in effects:
        _write(reader, effect, answer.url)
    return Reading(
        url=answer.url,
        status=answer.status,
        title=reader.title,
        headings=tuple(reader.headings[: heads[0]]),
        description=reader.description,
        text=reader.text,
        hidden_text=reader.hidden_text,
        links=tuple(reader.links),
        moves=(*_header_moves(answer), *reader.moves),
        ratings=_ratings(body),
        overlay=reader.overlay,
        is_html=looks_like_markup(answer),
        is_cut=is_cut(answer.body) or answer.body_truncated,
    )


def looks_like_markup(answer: Exchange) -> bool:
    """Whether an answer is a page at all."""
    kind = (answer.value("content-type") or "text/html").lower()
    return "html" in kind or "<html" in answer.body[:2000].lower()


def _named(base: str, body: str, files: Iterable[Exchange]) -> list[Exchange]:
    """Those of the site's files that the page names, in its order."""
    by_url = {_bare(file.url): file for file in files}
    wanted = [*(attributes_of(one).get("href", "") for one in _LINK.findall(body)[:80]), *(attributes_of(one).get("src", "") for one in _SCRIPT.findall(body)[:80])]
    urls = dict.fromkeys(_bare(resolve(base, reference)) for reference in wanted if reference)
    return [by_url[url] for url in urls if url in by_url][:FILES]


def _bare(url: str) -> str:
    """Without scheme and query: a page names a file with a version, or over the other scheme."""
    return url.partition("#")[0].partition("?")[0].partition("://")[2]


def _is_sheet(file: Exchange) -> bool:
    return "css" in (file.value("content-type") or "").lower() or ".css" in file.url.lower()


def _all_sheets_seen(body: str, base: str, named: Iterable[Exchange]) -> bool:
    seen = {_bare(file.url) for file in named}
    links = (attributes_of(one) for one in _LINK.findall(body)[:80])
    return all(_bare(resolve(base, one.get("href", ""))) in seen for one in links if "stylesheet" in one.get("rel", "").lower())


def _scripts(body: str, named: Iterable[Exchange]) -> list[Effects]:
    inline = [text for attributes, text in _SCRIPT_TEXT.findall(body)[:SCRIPTS] if not _NOT_CODE.search(attributes_of(attributes).get("type", ""))]
    handlers = [double or single for double, single in _HANDLER.findall(body)[:SCRIPTS]]
    linked = [file.body for file in named if not _is_sheet(file)]
    return [effects for text in (*inline, *handlers, *linked) if (effects := script_effects(text)) != Effects()]


@lru_cache(maxsize=8)
def sheets_of(texts: tuple[str, ...]) -> Sheets:
    """The rules of style sheets; the pages of a site share them."""
    return Sheets(texts)


@lru_cache(maxsize=ANSWERS_KEPT)
def script_effects(text: str) -> Effects:
    """What one script does; the same one stands in most pages of a site."""
    return effects_of(text)


def _write(reader: Reader, effects: Effects, base: str) -> None:
    for written in effects.written:
        origin: Origin = "decoded" if written.decoded else "script"
        reader.read(written.markup, origin)
    for sent in effects.sent:
        url = resolve(base, sent.url)
        if not (host := host_of(url)):
            continue
        if sent.automatic:
            reader.moves.append(Move(url, host, "script", sent.quote, sent.decoded))
        else:
            reader.links.append(Link(url, host, "", context=sent.quote, origin="decoded" if sent.decoded else "script", element="click"))


def _header_moves(answer: Exchange) -> list[Move]:
    moves = []
    for content in answer.values("refresh"):
        url = resolve(answer.url, refreshed_to(content)) if refreshed_to(content) else ""
        if host := host_of(url):
            moves.append(Move(url, host, "refresh", f"Refresh: {content[:120]}"))
    for link in answer.values("link"):
        if (match := re.search(r"<([^>]{1,2000})>[^,]{0,100}rel=\"?canonical", link)) and (host := host_of(resolve(answer.url, match[1]))):
            moves.append(Move(resolve(answer.url, match[1]), host, "canonical", f"Link: {link[:120]}"))
    return moves


def _ratings(body: str) -> tuple[str, ...]:
    lowered = body.lower()
    if "aggregaterating" not in lowered:
        return ()
    start = max(0, lowered.index("aggregaterating") - 2000)
    return tuple(_RATED.findall(body[start : start + 4000])[:5])
