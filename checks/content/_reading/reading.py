"""From an answer to what was read of its page, its scripts' writing included."""

import re
from collections.abc import Iterator
from functools import lru_cache

from checks.content._reading.addresses import absolute, host_of, refreshed_to
from checks.content._reading.metadata import QUOTE_LENGTH
from checks.content._reading.named import are_all_scripts_read, are_all_sheets_seen, effects, files_of, sheets
from checks.content._reading.page import Link, Move, Reading
from checks.content._reading.reader import Reader
from checks.content._scripts.sinks import Effects
from checks.facts import Exchange
from checks.markup import PAGE_LENGTH

ANSWERS_KEPT = 16  # readings; those of a walk are kept with the walk
CONTROLLED = 2_000  # ids
RATINGS, AROUND_RATING = 5, 2_000
_CONTROLLED = re.compile(
    r"""(?:href\s*=\s*["']#|data-(?:bs-)?target\s*=\s*["']#|data-(?:toggle|target|id|modal)\s*=\s*["']#?"""
    r"""|aria-(?:controls|owns|labelledby)\s*=\s*["']|\sfor\s*=\s*["'])([\w-]{1,60})""",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"""["']#?([\w-]{1,60})["']\s*\)\s*(?:\.(?:show|toggle|slideDown|slideToggle|fadeIn|fadeToggle|modal|dialog|classList"""
    r"""|toggleClass|addClass|removeClass|showModal)\b|\.style\.display\s*=\s*["'](?:block|flex|inline|)["']"""
    r"""|\.css\(\s*["']display["']\s*,\s*["'](?:block|flex|inline))""",
    re.IGNORECASE,
)
_RATED = re.compile(r'"name"\s*:\s*"([^"\n]{1,200})"')
_CANONICAL = re.compile(r"<([^>]{1,2000})>[^,]{0,100}rel=\"?canonical")


@lru_cache(maxsize=ANSWERS_KEPT)
def read(answer: Exchange, files: tuple[Exchange, ...] = ()) -> Reading:
    """What a page says. ``files``: the site's own style sheets and scripts."""
    body = answer.body[:PAGE_LENGTH]
    named = files_of(answer.url, body, files)
    done = effects(body, named)
    rules = sheets(body, named, done)
    controlled = frozenset((*_CONTROLLED.findall(body)[:CONTROLLED], *_SHOWN.findall(body)[:CONTROLLED]))
    plain_ground = are_all_sheets_seen(answer.url, body, named)
    reader = Reader(answer.url, rules, controlled, plain_ground=plain_ground)
    reader.read(body)
    headings = tuple(reader.gathered.headings)
    for one in done:
        _write(reader, one)
    gathered = reader.gathered
    return Reading(
        url=answer.url,
        status=answer.status,
        title=gathered.title,
        headings=headings,
        description=gathered.description,
        text=gathered.text,
        hidden_text=gathered.hidden_text,
        buried=gathered.buried,
        links=tuple(gathered.links),
        moves=(*_header_moves(answer), *gathered.moves),
        ratings=_ratings(body),
        overlay=gathered.overlay,
        is_html=looks_like_markup(answer),
        is_cut=len(answer.body) > PAGE_LENGTH
        or answer.body_truncated
        or reader.is_cut
        or not are_all_scripts_read(body),
        steps=reader.work.steps,
    )


def looks_like_markup(answer: Exchange) -> bool:
    """Whether an answer is a page at all."""
    kind = (answer.value("content-type") or "text/html").lower()
    return "html" in kind or "<html" in answer.body[:AROUND_RATING].lower()


def _write(reader: Reader, done: Effects) -> None:
    """What a script writes, read in its turn; where it sends visitors by itself, and where by a click."""
    for written in done.written:
        reader.read(written.markup, "decoded" if written.decoded else "script")
    for sent in done.sent:
        url = absolute(reader.gathered.base, sent.url)
        if sent.automatic:
            reader.gathered.add_move(url, "script", sent.quote, decoded=sent.decoded)
        else:
            origin = "decoded" if sent.decoded else "script"
            clicked = Link(url, host_of(url), "", origin=origin, element="click")  # type: ignore[arg-type]
            reader.gathered.add_link(clicked)


def _header_moves(answer: Exchange) -> Iterator[Move]:
    for content in answer.values("refresh"):
        url = absolute(answer.url, refreshed_to(content)) if refreshed_to(content) else ""
        if host := host_of(url):
            yield Move(url, host, "refresh", f"Refresh: {content[:QUOTE_LENGTH]}")
    for link in answer.values("link"):
        match = _CANONICAL.search(link)
        url = absolute(answer.url, match[1]) if match else ""
        if host := host_of(url):
            yield Move(url, host, "canonical", f"Link: {link[:QUOTE_LENGTH]}")


def _ratings(body: str) -> tuple[str, ...]:
    """The names of what JSON-LD says was rated."""
    place = body.lower().find("aggregaterating")
    if place < 0:
        return ()
    around = body[max(0, place - AROUND_RATING) : place + AROUND_RATING]
    return tuple(_RATED.findall(around)[:RATINGS])
