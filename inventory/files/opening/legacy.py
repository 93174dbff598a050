"""Text of the fonts before Unicode: TCVN3 (".VnTime", ABC) and VNI, whose letters look like gibberish.

Both put Vietnamese letters where Windows-1252 has others; a Unicode file that holds them can't be read
as Vietnamese, and guessing would store wrong names. Known by letters that Vietnamese does not have.
"""

import re
from collections.abc import Iterable

_LETTER = r"[^\W\d_]"
_CONSONANT = r"[^\W\d_aeiouyâêôãõýAEIOUYÂÊÔÃÕÝ]"
# TCVN 5712:1993 (VN3): signs within words (th«ng, qu¶n), and Đ and đ as § and ® before a letter. Þ is ị there
# (thÞ); after a vowel it is the tone of ã in Windows-1258 (NguyêÞn), which is read.
TCVN3 = re.compile(
    rf"(?:{_LETTER}[µ¸¶·¹¨»¾¼½©ª«¬÷×­]|[§®]{_LETTER}"
    rf"|(?:{_LETTER}[Ðßþ¡-¥]|{_CONSONANT}Þ)(?=\W|$|{_LETTER}))"
)
# VNI: a vowel, then its mark as a letter of its own (heä, thoáng only by its neighbours); ñ is đ, ö is ư.
VNI = re.compile(
    r"[aeouyöôAEOUYÖÔ][øûïåäëüØÛÏÅÄËÜ]|\b[ñÑ](?=[aeiouyöôAEIOUYÖÔ])|[bcdghklmnprstvxñ]ö", re.IGNORECASE
)
ENOUGH = 3  # words; one alone may be a foreign name
_WORD = re.compile(r"\S+")


def legacy_words(texts: Iterable[str]) -> dict[str, list[str]]:
    """The words in each old encoding, keyed ``TCVN3`` and ``VNI``."""
    words: dict[str, list[str]] = {"TCVN3": [], "VNI": []}
    for text in texts:
        if text.isascii():
            continue
        for word in _WORD.findall(text):
            if TCVN3.search(word):
                words["TCVN3"].append(word)
            elif VNI.search(word):
                words["VNI"].append(word)
    return words


def legacy_encoding(texts: Iterable[str]) -> tuple[str, list[str]] | None:
    """The old encoding of a text and the words that tell it; None when it is not in one."""
    words = legacy_words(texts)
    if sum(map(len, words.values())) < ENOUGH:
        return None
    name = max(words, key=lambda encoding: len(words[encoding]))
    return name, words[name]
