"""What another client is shown of a page beside what a plain browser is: sets compared, never bytes.

Pages change by themselves: counters, tokens, advertisements in turn. What counts is a foreign domain that no page shows to a browser, a move to one, or another topic.
"""

import re
from collections.abc import Iterator

from checks.content._judging.findings import Found, address, of_link, of_move
from checks.content._judging.moves import hijacking_moves
from checks.content._judging.signs import BODY_LENGTH, MANY_WORDS, advertises, offence, signals_of
from checks.content._judging.walks import View, Walk, refusal
from checks.content._reading.page import Link, Reading
from checks.content._words.names import domain_of
from checks.content._words.topics import topic_of
from checks.facts import Client

MANY_DOMAINS = 4  # new ones at once: no banner in turn brings so many
_SCRIPTS = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff]|[\u0e00-\u0e7f]|[\uac00-\ud7af]|[\u0400-\u04ff]|[\u0600-\u06ff]"
)


def differences(walk: Walk) -> Iterator[Found]:
    """Every page, every client but the browser."""
    shown = _shown_to_browsers(walk)
    for view in walk.views:
        browser = walk.browser_view(view.page)
        if view.client is Client.BROWSER or browser is None:
            continue
        yield from _moves(view, browser, walk)
        if view.reading is not None:
            yield from _links(view, shown, walk)
            yield from _topic(view, view.reading, browser, walk)


def _shown_to_browsers(walk: Walk) -> frozenset[str]:
    """Foreign domains that a browser is shown anywhere, hidden ones too."""
    readings = [view.reading for view in walk.views if view.client is Client.BROWSER and view.reading]
    return frozenset(
        domain_of(link.host) for reading in readings for link in (*reading.links, *reading.moves)
    )


def _moves(view: View, browser: View, walk: Walk) -> Iterator[Found]:
    usual = {domain_of(move.host) for move in hijacking_moves(browser, walk)}
    for move in hijacking_moves(view, walk):
        if domain_of(move.host) not in usual:
            yield of_move(view, move)


def _links(view: View, shown: frozenset[str], walk: Walk) -> Iterator[Found]:
    reading = view.reading
    assert reading is not None  # noqa: S101 - the caller looked
    new = [
        link
        for link in reading.links
        if walk.is_foreign(link.host) and link.origin != "comment" and domain_of(link.host) not in shown
    ]
    many = len({domain_of(link.host) for link in new}) >= MANY_DOMAINS and refusal(view) is None
    page = topic_of(walk.topic_title(reading.title))
    for link in new:
        if many or _is_telling(link, walk) or offence(link, walk, page) is not None:
            yield of_link(view, link, "only this client is shown the link", signals_of(link).text.met)


def _is_telling(link: Link, walk: Walk) -> bool:
    """A link that is shown to one client alone tells more than one that is shown to all."""
    return walk.is_foreign(link.host) and signals_of(link).is_weak


def _topic(view: View, reading: Reading, browser: View, walk: Walk) -> Iterator[Found]:
    """Another title, or a text of these trades, where a browser is shown neither."""
    base = browser.reading
    title, usual = walk.topic_title(reading.title), walk.topic_title(base.title) if base else ""
    if (topic := advertises(reading, walk)) is not None and (base is None or advertises(base, walk) is None):
        yield Found(
            address(view),
            view.client,
            "only this client is shown the topic",
            text=reading.title,
            words=topic.met,
        )
        return
    told, before = topic_of(title), topic_of(usual)
    if title != usual and told.met and told.weight > 0 and not before.met and told.is_bait:
        yield Found(
            address(view),
            view.client,
            "only this client is shown the title",
            text=reading.title,
            words=told.met,
        )
    elif (
        _another_script(title, usual)
        and view.status < 400
        and (told.met or browser.status >= 400 or _is_rated(reading))
    ):
        yield Found(
            address(view),
            view.client,
            "only this client is shown a title in another script",
            text=reading.title,
            words=told.met,
        )
    elif words := _only_in(reading, base):
        yield Found(
            address(view), view.client, "only this client is shown the text", text=reading.text, words=words
        )


def _another_script(title: str, usual: str) -> bool:
    return len(_SCRIPTS.findall(title)) >= MANY_WORDS and not _SCRIPTS.search(usual)


def _is_rated(reading: Reading) -> bool:
    return bool(reading.ratings)


def _only_in(reading: Reading, base: Reading | None) -> tuple[str, ...]:
    """Strong words of these trades in all that the client was sent, none of which the browser was."""
    told = topic_of(_all_text(reading))
    if len(told.strong) < MANY_WORDS or len(told.news) > len(told.strong) or base is None:
        return ()
    before = topic_of(_all_text(base))
    new = tuple(word for word in told.strong if word not in before.strong)
    return new if len(new) >= MANY_WORDS else ()


def _all_text(reading: Reading) -> str:
    return (
        f"{reading.title} {reading.description} {reading.text[:BODY_LENGTH]} "
        f"{reading.hidden_text[: BODY_LENGTH // 4]}"
    )
