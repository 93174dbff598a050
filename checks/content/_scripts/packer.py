"""The packer ``eval(function(p,a,c,k,e,d)…`` undone: words put back in place of their numbers."""

import re

from checks.content._scripts.literals import DECODED, STRING, value_of

WORDS = 20_000
_W = r"\s*+"
_PACKED = re.compile(
    rf"eval\({_W}function\({_W}p{_W},{_W}a{_W},{_W}c{_W},{_W}k{_W},{_W}e{_W},{_W}[dr]{_W}\).{{20,2000}}?\}}{_W}\({_W}({STRING}){_W},{_W}(\d{{1,2}}){_W},{_W}(\d{{1,5}}){_W},"
    rf"{_W}({STRING})\.split\({_W}[\"'`]\|[\"'`]{_W}\)[^)]{{0,40}}\)\)?+",
    re.DOTALL,
)
_WORD = re.compile(r"\b\w+\b")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def unpacked(text: str) -> str:
    """The script with each packed part replaced by what it runs, its strings marked as decoded."""
    return _PACKED.sub(_unpacked, text) if "eval(" in text else text


def _unpacked(match: re.Match[str]) -> str:
    base, words = int(match[2]), value_of(match[4]).split("|")[:WORDS]
    if not 2 <= base <= len(_DIGITS):  # noqa: PLR2004 - the smallest base
        return match.group()

    def word(found: re.Match[str]) -> str:
        place = _number(found.group(), base)
        return words[place] if place is not None and place < len(words) and words[place] else found.group()

    script = _WORD.sub(word, value_of(match[1]).replace(DECODED, ""))
    return re.sub(STRING, _marked, script)


def _marked(match: re.Match[str]) -> str:
    literal = match.group()
    return f"{literal[0]}{DECODED}{literal[1:]}"


def _number(text: str, base: int) -> int | None:
    value = 0
    for letter in text[:6]:
        digit = _DIGITS.find(letter)
        if not 0 <= digit < base:
            return None
        value = value * base + digit
    return value
