"""Text as its words are compared: disguises taken off, with and without Vietnamese accents."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# Of Vietnamese: breve, circumflex, horn, and the five tones. Any other mark over a letter is decoration.
_MARKS = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f]"
)
_LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕһԁԛԝвкмнтгпАЕОРСУХІЈЅНВКМТαορνικτυχεηАΒΕΖΗΙΚΜΝΟΡΤΥΧᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
    "aeopcyxijshdqwbkmhtrnAEOPCYXIJSHBKMTaopviktuxenABEZHIKMNOPTYXabcdefghijklmnoprstuvwyz",
)
_WORD = re.compile(r"[^\W_]+")
_LATIN, _ALIEN = (
    re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
    re.compile(r"[\u0370-\u052f\u1d00-\u1d25\u0250-\u02af\ua730-\ua7ff]"),
)
_UNSPACED = re.compile(r"[\u0400-\u04ff\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LEET = str.maketrans("0134578", "oieastb")
SPACED_RUN = 4  # single letters in a row that make one word
LENGTH = 400_000  # characters of a text that are folded


class Word(NamedTuple):
    """One word in lower case as it is written, and without its accents."""

    written: str
    plain: str


def folded(text: str) -> str:
    """The text in lower case without what only disguises it: width, invisible signs, foreign look-alikes."""
    bare = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text[:LENGTH]))
    if bare.isascii():
        return bare.lower()
    if _ALIEN.search(bare):
        bare = _WORD.sub(_without_look_alikes, bare)
    return _without_decoration(bare).lower()


def _without_look_alikes(word: re.Match[str]) -> str:
    """Only in a word of mixed scripts: a wholly Russian or Greek one is what it seems."""
    text = word.group()
    small_capitals = sum("\u1d00" <= letter <= "\u1d25" for letter in text)
    mixed = _ALIEN.search(text) and (_LATIN.search(text) or small_capitals > 1)
    return text.translate(_LOOK_ALIKES) if mixed else text


def _without_decoration(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    kept = (letter for letter in apart if letter in _MARKS or not "\u0300" <= letter <= "\u036f")
    return unicodedata.normalize("NFC", "".join(kept))


@lru_cache(maxsize=8192)
def plain(word: str) -> str:
    """Without any accent, as people write in addresses."""
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(letter for letter in apart if not "\u0300" <= letter <= "\u036f")


def words(text: str) -> list[Word]:
    """The words of a text; letters set apart are one word, and digits in place of letters are letters."""
    return [Word(one, plain(one)) for one in _joined(_WORD.findall(folded(text)))]


def _joined(found: list[str]) -> Iterator[str]:
    run: list[str] = []
    for word in [*found, ""]:
        if len(word) == 1 and word.isalpha():
            run.append(word)
            continue
        yield from ["".join(run)] if len(run) >= SPACED_RUN else run
        run.clear()
        if word:
            yield word


def without_leet(word: str) -> str:
    """``c4sin0`` as casino; a number, and a word without digits, as they are."""
    mixed = len(word) > 2 and not word.isalpha() and not word.isdigit()  # noqa: PLR2004 - a4, b2
    return word.translate(_LEET) if mixed else word


def unspaced(text: str) -> str:
    """The text folded, if any of it is of a script without blanks between words; else empty."""
    return folded(text) if _UNSPACED.search(text) else ""
