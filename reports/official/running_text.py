"""The name of a body that was given in capitals, as letterheads have it, in a sentence."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

# Decree 30/2020, annex II: capitals begin a kind of body and each thing that it is for; all of a place.
KINDS = {
    kind.casefold(): kind
    for kind in (
        "Ủy ban nhân dân",
        "Hội đồng nhân dân",
        "Ban Chỉ đạo",
        "Chi cục",
        "Công an",
        "Trung tâm",
        "Văn phòng",
        "Ban",
        "Bộ",
        "Cục",
        "HĐND",
        "Phòng",
        "Sở",
        "UBND",
    )
}
PLACES = ("thành phố", "thị trấn", "thị xã", "đặc khu", "tỉnh", "huyện", "quận", "phường", "xã")
AND = "và"
DASHES = ("-", "–")  # Bà Rịa – Vũng Tàu is one place
_WHOLE = (*KINDS, *PLACES, AND)
_SOCIETY = r"xã hội"  # no commune
_PART = re.compile("|".join([_SOCIETY, *(rf"{part}(?!\w)" for part in _WHOLE), r"\w+", r"\s+", r"[^\w\s]+"]))
_VOWEL = re.compile("[aeiouy]")


def in_sentence(name: str, bodies: Iterable[str] = ()) -> str:
    """A name all in capitals as sentences write it: as that body's own, else by the rules of spelling.

    Names that are not in capitals, and single words, which may be abbreviations, stay as they are.
    """
    plain = unicodedata.normalize("NFC", name)
    if not plain.isupper() or len(plain.split()) == 1:
        return name
    folded = plain.casefold()
    spelled = "".join(_spelled(folded))
    return next((body for body in bodies if body.casefold() == folded), spelled[:1].upper() + spelled[1:])


def _spelled(name: str) -> Iterator[str]:
    begins, is_place = True, False  # what follows: the first syllable of a phrase; the syllables of a place
    for part in (found[0] for found in _PART.finditer(name)):
        if part.isspace():
            yield part
        elif part in KINDS:
            begins, is_place = True, False
            yield KINDS[part]
        elif part in PLACES or part == AND or not part[0].isalnum():
            yield part
            begins, is_place = part not in PLACES, part in PLACES or (is_place and part in DASHES)
        else:
            yield _word(part, is_capital=begins or is_place)
            begins = False


def _word(word: str, *, is_capital: bool) -> str:
    """An abbreviation has no vowel."""
    letters = unicodedata.normalize("NFD", word)
    if not _VOWEL.search(letters):
        return word.upper()
    return word[:1].upper() + word[1:] if is_capital else word
