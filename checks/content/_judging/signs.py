"""What makes a link, or a page, an advertisement for what no public body advertises.

Hidden alone is no sign, and neither is one word: a page about gambling is no gambling page.
"""

import re
from functools import lru_cache
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from checks.content._judging.walks import Walk
from checks.content._reading.page import Link, Reading
from checks.content._words.names import Brand, brand_in, brand_of_host, domain_of, is_only_a_brand
from checks.content._words.topics import NOTHING, Topic, topic_of

PATH_LENGTH, BODY_LENGTH = 400, 20_000  # characters looked at
MANY_WORDS = 3  # different strong phrases
LINKS_KEPT = 8192  # the same stand on most pages, and are shown to most clients
CASE_WEIGHT = 4  # of an open link to a lender: a bank's "vay online" is none
CLAIMED_BY_BANKS = frozenset({"loans", "pharmacy"})
# Counters of visitors, seals and the like are hidden honestly.
_COUNTS = re.compile(
    r"count|\bstats?\b|stat\.|analytic|thong-?ke|thống kê|truy cập|track|pixel|metric|monitor"
    r"|seal|uptime|beacon"
)
_BREAKS = re.compile(r"[-_/.+=&?%]+")

SignKind = Literal[
    "bait",
    "hidden_bait",
    "hidden_unknown",
    "written",
    "brands",
    "page",
    "hidden_text",
    "sitemap",
    "comment",
    "file",
]


class Signals(NamedTuple):
    """What a link's words, address and surroundings say."""

    text: Topic
    path: Topic
    around: Topic
    host: Brand
    named: Brand  # a brand in the text

    @property
    def is_reported(self) -> bool:
        """Whether it speaks of the trade as police, courts and newspapers do."""
        if self.text.news or self.path.news:
            return True
        return self.around.reports and not self.text.calls and not self.named and self.host < Brand.CERTAIN

    @property
    def is_strong(self) -> bool:
        """Words or a name that tell enough by themselves."""
        words = self.text.is_bait or self.path.is_bait
        named = self.host is Brand.TRADE or (
            self.host is Brand.CERTAIN
            and bool(self.named or self.text.met or self.text.calls or self.path.met)
        )
        called = self.named is Brand.TRADE and bool(self.text.calls or self.host)
        return (words or named or called) and not self.is_reported

    @property
    def is_host_alone(self) -> bool:
        """Whether nothing but a host's likely brand tells: honest firms bear such names."""
        return not (self.text.met or self.path.met or self.named) and self.host is Brand.LIKELY

    @property
    def is_weak(self) -> bool:
        """Words or a name that tell something of what is hidden besides."""
        told = self.text.met or self.path.met or self.host or self.named
        return bool(told) and not self.text.news and not self.path.news


@lru_cache(maxsize=LINKS_KEPT)
def signals_of(link: Link) -> Signals:
    """What is to be known of a link without its page; what stands around it where itself says something."""
    text, path = topic_of(link.text), path_topic(link.url)
    host, named = brand_of_host(link.host), brand_in(link.text)
    tells = text.met or path.met or host or named
    around = topic_of(link.context) if tells and link.context else NOTHING
    return Signals(text=text, path=path, around=around, host=host, named=named)


def path_topic(url: str) -> Topic:
    """What an address says behind its host, hyphens as blanks."""
    parts = urlsplit(url[: 4 * PATH_LENGTH])
    return topic_of(path_words(f"{parts.path} {parts.query}"))


def path_words(path: str) -> str:
    """A path as words."""
    return _BREAKS.sub(" ", unquote(path[:PATH_LENGTH])).strip()


def offence(link: Link, walk: Walk, page: Topic) -> SignKind | None:
    """What is wrong with a link; None: nothing. ``page``: what its page is about."""
    if not walk.is_foreign(link.host):
        return _own_offence(link, walk)
    signals = signals_of(link)
    if link.origin == "comment":
        return "comment" if signals.is_strong and not page.reports else None
    if any(not hide.interface for hide in link.hides):
        return _hidden_offence(link, signals, walk)
    if link.hides or link.origin in {"script", "decoded"}:
        return _written_offence(link, signals)
    return "bait" if _is_open_bait(signals, page) else None


def _hidden_offence(link: Link, signals: Signals, walk: Walk) -> SignKind | None:
    """Out of sight as nobody hides but who has something to hide."""
    is_seen = domain_of(link.host) in walk.seen
    if signals.is_strong or (signals.is_weak and not (is_seen and signals.is_host_alone)):
        return "hidden_bait"
    if is_seen or link.element == "click" or _COUNTS.search(f"{link.host} {link.text}".lower()):
        return None
    return None if signals.text.news or signals.path.news else "hidden_unknown"


def _written_offence(link: Link, signals: Signals) -> SignKind | None:
    """In a menu or a tab, or written by a script, as is done for honest reasons too."""
    if signals.is_strong:
        return "hidden_bait" if link.hides else "written"
    loads = link.element in {"iframe", "script"} or signals.is_weak
    return "written" if link.origin == "decoded" and loads else None


def _is_open_bait(signals: Signals, page: Topic) -> bool:
    """An open link off the site's topic; a word alone is not, in an article on the trade."""
    if not signals.is_strong:
        return False
    if signals.text.trades and signals.text.trades <= CLAIMED_BY_BANKS and signals.host < Brand.CERTAIN:
        return signals.text.weight >= CASE_WEIGHT and bool(signals.text.calls or len(signals.text.strong) > 1)
    beside = signals.text.calls or signals.named or signals.host or signals.path.met
    return bool(beside) or not (page.reports or signals.around.reports)


def _own_offence(link: Link, walk: Walk) -> SignKind | None:
    """A hidden link to a bait on the site itself, or an open one that calls to it."""
    if not walk.is_own(link.host):
        return None
    if not topic_of(link.text).is_bait:
        return None
    signals = signals_of(link)
    if signals.text.news or signals.path.news:
        return None
    if any(not hide.interface for hide in link.hides):
        return "hidden_bait"
    beside = signals.text.calls and (signals.named >= Brand.CERTAIN or signals.path.is_bait)
    return "bait" if beside and signals.text.weight > CASE_WEIGHT else None


def only_brands(links: tuple[Link, ...], walk: Walk) -> list[Link]:
    """Links to at least three domains that bear a brand's name and no other word."""
    named = [
        link
        for link in links
        if walk.is_foreign(link.host)
        and link.origin != "comment"
        and is_only_a_brand(link.text)
        and brand_of_host(link.host)
    ]
    return named if len({domain_of(link.host) for link in named}) >= MANY_WORDS else []


def advertises(reading: Reading, walk: Walk) -> Topic | None:
    """What a page advertises by its title or heading, confirmed by something else on it; None: nothing."""
    if not reading.is_html:
        path = path_topic(reading.url)
        branded = brand_in(path_words(urlsplit(reading.url).path)) >= Brand.CERTAIN
        return path if path.is_bait and (branded or len(path.calls) > 1) else None
    title = topic_of(walk.topic_title(reading.title))
    heading = next((topic for one in reading.headings if (topic := topic_of(one)).is_bait), NOTHING)
    best = title if title.is_bait or not heading.is_bait else heading
    brand = brand_in(walk.topic_title(reading.title))
    branded = is_branded(brand, title)
    if not (best.is_bait or branded) or title.news:
        return None
    return best if _is_confirmed(reading, walk, best, brand, both=title.is_bait and heading.is_bait) else None


def is_branded(brand: Brand, title: Topic) -> bool:
    """Whether a title names a brand and says what to do there."""
    told = title.met or title.calls
    return brand > Brand.NONE and bool(told) and not title.news


def _is_confirmed(reading: Reading, walk: Walk, best: Topic, brand: Brand, *, both: bool) -> bool:
    """Calls, a brand, links or moves to others, ratings, or a text full of it that reports on nothing."""
    if best.met and best.calls and (brand or both or len(best.strong) > 1):
        return True
    foreign = any(map(walk.is_foreign, reading.hosts))
    body = topic_of(reading.text[:BODY_LENGTH])
    reports = len(body.news) > len(body.strong)
    if reports:
        return False
    certain = (
        brand >= Brand.CERTAIN or (brand and body.strong) or (best.met and best.calls) or reading.ratings
    )
    return bool(certain or (foreign and len(body.met) > 1)) or len(body.strong) >= MANY_WORDS


def stuffed(reading: Reading) -> tuple[str, tuple[str, ...]]:
    """A text that nobody is shown, and the words of these trades in it; both empty: there is none.

    Of each hidden element by itself: an honest menu that is hidden as well speaks like an office.
    """
    for text in reading.buried:
        topic = topic_of(text)
        confirmed = len(topic.strong) > 1 or topic.calls or brand_in(text[:PATH_LENGTH])
        if topic.strong and topic.is_bait and confirmed and not topic.news:
            return text, topic.met
    topic = topic_of(reading.hidden_text[:BODY_LENGTH])
    is_full = len(topic.strong) >= MANY_WORDS and not topic.news
    return (reading.hidden_text, topic.strong) if is_full else ("", ())
