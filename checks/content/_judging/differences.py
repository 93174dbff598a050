"""What another client is shown of a page beside what a plain browser is: sets compared, never bytes.

Pages change by themselves: counters, tokens, advertisements in turn. What counts is a foreign domain that no
page shows to a browser, a move to one, or another topic.
"""

import re
from collections.abc import Iterator

from checks.content._judging.findings import Finding, address, of_link, of_move
from checks.content._judging.moves import CLAIMS, hijacking_moves, is_kin
from checks.content._judging.signs import BODY_LENGTH, MANY_WORDS, advertises, is_branded, offence, signals_of
from checks.content._judging.walks import FIRST_ERROR, View, Walk, refusal
from checks.content._reading.page import Link, Move, Reading
from checks.content._words.names import brand_in, domain_of
from checks.content._words.topics import Topic, topic_of
from checks.facts import Client

MANY_DOMAINS = 4  # new ones at once: no banner in turn brings so many
_SCRIPTS = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff]|[\u0e00-\u0e7f]|[\uac00-\ud7af]|[\u0400-\u04ff]|[\u0600-\u06ff]"
)


def differences(walk: Walk) -> Iterator[Finding]:
    """Every page, every client but the browser."""
    shown = _shown_to_browsers(walk)
    for view in walk.views:
        browser = walk.browser_view(view.page)
        if view.client is Client.BROWSER or browser is None:
            continue
        yield from _moves(view, browser, walk)
        if view.reading is not None and view.reading is not browser.reading:
            yield from _links(view, shown, walk)
            yield from _topic(view, view.reading, browser, walk)


def _shown_to_browsers(walk: Walk) -> frozenset[str]:
    """Foreign domains that a browser is shown anywhere, hidden ones too."""
    readings = [view.reading for view in walk.views if view.client is Client.BROWSER and view.reading]
    return frozenset(domain_of(host) for reading in readings for host in reading.hosts)


def _moves(view: View, browser: View, walk: Walk) -> Iterator[Finding]:
    usual = {domain_of(move.host) for move in hijacking_moves(browser, walk)}
    shown = {domain_of(host) for host in browser.reading.hosts} if browser.reading else set()
    claims = view.reading.moves if view.reading else ()
    new = (move for move in claims if move.way in CLAIMS and _is_claim_away(move, shown, walk))
    for move in dict.fromkeys((*hijacking_moves(view, walk), *new)):
        if domain_of(move.host) not in usual:
            yield of_move(view, move)


def _is_claim_away(move: Move, shown: set[str], walk: Walk) -> bool:
    """Whether it gives the page to somebody whom a browser is told nothing of."""
    return walk.is_foreign(move.host) and domain_of(move.host) not in shown and not is_kin(move.host, walk)


def _links(view: View, shown: frozenset[str], walk: Walk) -> Iterator[Finding]:
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
            yield of_link(view, link, "only_link", signals_of(link).text.met)


def _is_telling(link: Link, walk: Walk) -> bool:
    """A link that is shown to one client alone tells more than one that is shown to all."""
    return walk.is_foreign(link.host) and signals_of(link).is_weak


def _topic(view: View, reading: Reading, browser: View, walk: Walk) -> Iterator[Finding]:
    """Another title, or a text of these trades, where a browser is shown neither."""
    base = browser.reading
    title, usual = walk.topic_title(reading.title), walk.topic_title(base.title) if base else ""
    if (topic := advertises(reading, walk)) is not None and (base is None or advertises(base, walk) is None):
        yield Finding(
            address(view),
            view.client,
            "only_topic",
            text=reading.title,
            words=topic.met,
        )
        return
    told, before = topic_of(title), topic_of(usual)
    sign, words = "", told.met
    named = is_branded(brand_in(title), told) and not brand_in(usual)
    if title != usual and (told.is_bait or named) and not before.met:
        sign = "only_title"
    elif _another_script(title, usual) and view.status < FIRST_ERROR and _sells(reading, browser, told):
        sign = "only_script"
    elif words := _only_in(reading, base):
        sign = "only_text"
    if sign:
        text = reading.text if sign == "only_text" else reading.title
        yield Finding(address(view), view.client, sign, text=text, words=words)


def _sells(reading: Reading, browser: View, told: Topic) -> bool:
    """A page in another language is no offence: one that sells, is rated, or that nobody else is shown."""
    return bool(told.met or reading.ratings or browser.status >= FIRST_ERROR)


def _another_script(title: str, usual: str) -> bool:
    return len(_SCRIPTS.findall(title)) >= MANY_WORDS and not _SCRIPTS.search(usual)


def _only_in(reading: Reading, base: Reading | None) -> tuple[str, ...]:
    """Strong words of these trades in all that the client was sent, none of which the browser was."""
    told = topic_of(_all_text(reading))
    if len(told.strong) < MANY_WORDS or base is None:
        return ()
    before = topic_of(_all_text(base))
    new = tuple(word for word in told.strong if word not in before.strong)
    reports = len(set(told.news) - set(before.news))
    return new if len(new) >= MANY_WORDS and 2 * reports <= len(new) else ()


def _all_text(reading: Reading) -> str:
    return (
        f"{reading.title} {reading.description} {reading.text[:BODY_LENGTH]} "
        f"{reading.hidden_text[: BODY_LENGTH // 4]}"
    )
