"""What a short text is about: a bait's words, those who call to it, and the words of those who report on it.

Phrases are compared word by word. A written word matches as it is written or without its accents; a phrase
whose unaccented form is ambiguous needs one accent at least. Texts here are titles, links and paths: running
text would match by chance.
"""

import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from checks import data
from checks.content._words.folding import Word, plain, unspaced, without_leet, words

PACKAGE, TABLE = "checks.content._words", "vocabulary"
STRONG, AMBIGUOUS, WEAK, CALL, NEWS = "strong", "ambiguous", "weak", "call", "news"
JOINED_LENGTH = 6  # letters from which a phrase written without blanks is told from chance
ENOUGH, ALMOST = 3, 2  # the weights of a strong phrase and of an ambiguous one
MOST_CALLS = 2  # that add to a weight
WORDS_READ = 60_000  # of one text
TEXTS_KEPT = 4096


class _Phrase(NamedTuple):
    words: tuple[Word, ...]
    kind: str
    topic: str
    needs_accent: bool = False

    @property
    def text(self) -> str:
        return " ".join(word.written for word in self.words)


class Topic(NamedTuple):
    """What was met in a text, each phrase once: of baits, calls to them, and of reports on them."""

    strong: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()  # strong where anything else confirms it
    weak: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    news: tuple[str, ...] = ()
    trades: frozenset[str] = frozenset()

    @property
    def weight(self) -> int:
        """Three for a strong phrase, one for a weak one and for a call beside those; less three for news."""
        bait = ENOUGH * len(self.strong) + ALMOST * len(self.ambiguous) + len(self.weak)
        calls = min(MOST_CALLS, len(self.calls)) if bait else 0
        return bait + calls - ENOUGH * len(self.news)

    @property
    def is_bait(self) -> bool:
        """Whether it advertises: the words of the trade, and not those of a report on it."""
        told = self.strong or self.ambiguous or len(self.calls) > 1 or len(self.weak) > 1
        return self.weight >= ENOUGH and bool(told)

    @property
    def reports(self) -> bool:
        """Whether it tells of crime or harm; other official words stand around anything."""
        return not NEAR.isdisjoint(self.news)

    @property
    def met(self) -> tuple[str, ...]:
        """The bait's phrases."""
        return (*self.strong, *self.ambiguous, *self.weak)


NOTHING = Topic()
_TABLE = tomllib.loads(data.table_text(PACKAGE, TABLE))
NEAR = frozenset(_TABLE["news"]["near"])


def _phrases() -> Iterable[_Phrase]:
    for topic, lists in _TABLE["topics"].items():
        for text in lists["strong"]:
            yield _phrase(text, STRONG, topic)
        for text in lists["ambiguous"]:
            yield _phrase(text, AMBIGUOUS, topic)._replace(needs_accent=True)
        for text in lists["weak"]:
            phrase = _phrase(text, WEAK, topic)
            yield phrase._replace(needs_accent=_is_short(phrase))
    for kind, name in ((CALL, "calls"), (NEWS, "news")):
        for text in _TABLE[name]["phrases"]:
            phrase = _phrase(text, kind, "")
            yield phrase._replace(needs_accent=_is_short(phrase))


def _is_short(phrase: _Phrase) -> bool:
    """One syllable that without its accents may be another: so (số, sở), cam (cấm, cam)."""
    return len(phrase.words) == 1 and phrase.words[0].written != phrase.words[0].plain


def _phrase(text: str, kind: str, topic: str) -> _Phrase:
    return _Phrase(tuple(Word(one, plain(one)) for one in text.split()), kind, topic)


def _by_first_word() -> Mapping[str, list[_Phrase]]:
    index: dict[str, list[_Phrase]] = defaultdict(list)
    for phrase in _phrases():
        index[phrase.words[0].plain].append(phrase)
    return dict(index)


def _by_joined_word() -> Mapping[str, _Phrase]:
    joined = {"".join(word.plain for word in phrase.words): phrase for phrase in _phrases()}
    return {
        word: phrase
        for word, phrase in joined.items()
        if phrase.kind == STRONG and len(phrase.words) > 1 and len(word) >= JOINED_LENGTH
    }


_FIRST, _JOINED = _by_first_word(), _by_joined_word()
_UNSPACED = tuple(
    (phrase, lists.get("unspaced_kind", STRONG), topic)
    for topic, lists in _TABLE["topics"].items()
    for phrase in lists["unspaced"]
) + tuple(
    (phrase, kind, "")
    for kind, name in ((CALL, "calls"), (NEWS, "news"))
    for phrase in _TABLE[name]["unspaced"]
)


@lru_cache(maxsize=TEXTS_KEPT)
def topic_of(text: str) -> Topic:
    """What a title, a link's text or a path is about."""
    if not text:
        return NOTHING
    return _topic([*_spaced(words(text)), *_glued(text)])


def _topic(met: Sequence[tuple[str, str, str]]) -> Topic:
    by_kind: dict[str, dict[str, None]] = defaultdict(dict)
    for phrase, kind, _ in met:
        by_kind[kind][phrase] = None
    strong = _longest(by_kind[STRONG])
    return Topic(
        strong=strong,
        ambiguous=tuple(one for one in by_kind[AMBIGUOUS] if not any(_holds(other, one) for other in strong)),
        weak=tuple(one for one in _longest(by_kind[WEAK]) if not any(_holds(other, one) for other in strong)),
        calls=tuple(by_kind[CALL]),
        news=_longest(by_kind[NEWS]),
        trades=frozenset(topic for _, _, topic in met if topic),
    )


def _longest(phrases: Iterable[str]) -> tuple[str, ...]:
    """Without those that are part of another: the same words are counted once."""
    met = tuple(phrases)
    return tuple(one for one in met if not any(other != one and _holds(other, one) for other in met))


def _holds(phrase: str, part: str) -> bool:
    return f" {part} " in f" {phrase} "


def _spaced(found: Sequence[Word]) -> Iterable[tuple[str, str, str]]:
    for start, word in enumerate(found[:WORDS_READ]):
        first = without_leet(word.plain)
        candidates = (
            _FIRST.get(word.plain, [])
            if first == word.plain
            else [*_FIRST.get(word.plain, []), *_FIRST.get(first, [])]
        )
        for phrase in candidates:
            if _stands_at(found, start, phrase):
                yield phrase.text, phrase.kind, phrase.topic
        joined = _JOINED.get(first)
        if joined is not None and (word.written == word.plain or not joined.needs_accent):
            yield joined.text, joined.kind, joined.topic


def _stands_at(found: Sequence[Word], start: int, phrase: _Phrase) -> bool:
    """Each word as it is written, or without accents; of an ambiguous phrase one with its accents."""
    here = found[start : start + len(phrase.words)]
    if len(here) < len(phrase.words):
        return False
    if not all(map(_is_word, here, phrase.words)):
        return False
    return not phrase.needs_accent or any(
        one.written == wanted.written != wanted.plain for one, wanted in zip(here, phrase.words, strict=True)
    )


def _is_word(one: Word, wanted: Word) -> bool:
    if one.written in {wanted.written, wanted.plain}:
        return True
    if not one.plain.isalpha():
        return without_leet(one.plain) == wanted.plain
    return one.plain == wanted.plain and one.written != one.plain and _marks(one) == _marks(wanted)


def _marks(word: Word) -> list[str]:
    """The same for ``hòa`` and ``hoà``: there are two ways to place a tone."""
    return sorted(unicodedata.normalize("NFD", word.written))


def _glued(text: str) -> Iterable[tuple[str, str, str]]:
    if whole := unspaced(text):
        yield from (entry for entry in _UNSPACED if entry[0] in whole)
