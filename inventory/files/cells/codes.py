"""NewCodes that people can read and type, made of names: SKHCN, UBND-P1, SKHCN-TTTDT, town-of-addison."""

import re
import unicodedata
from collections.abc import Iterable

from inventory.files.cells.names import has_diacritics
from inventory.model import Code
from inventory.words import fold

LONGEST = 32  # characters, before what makes it unique
LONGEST_ENDING = 16
LONGEST_HOST = 58
LOOSE_ENDS = re.compile(r"(?:-(?:of|the|and|for|in|on|to|a|s|u))+$")  # words that begin what was cut off
MOST = 42  # with the code of a body before it; a code has 64
SMALL_WORDS = {"và", "của", "cho", "các", "tại", "về", "trên"}
LONGEST_ABBREVIATION = 6  # letters
SPELT_OUT = (("uy ban nhan dan", "UBND"), ("hoi dong nhan dan", "HDND"))
WORDS = re.compile(r"[^\W_]+")
NOT_OF_A_CODE = re.compile(r"[^a-z0-9._-]+")


class NewCodes:
    """Gives codes that nobody has yet; ``taken``: those that somebody has."""

    def __init__(self, taken: Iterable[Code]) -> None:
        self._taken = {code.casefold() for code in taken}
        self._next: dict[str, int] = {}

    def add(self, code: Code) -> None:
        """Note a code that a file gives."""
        self._taken.add(code.casefold())

    def of_name(self, name: str, body: str = "", body_name: str = "", ending: str = "") -> Code:
        """A code made of a name: after the code of the body that the thing is of, without the body's name.

        ``ending``: the place that tells it from others of its name.
        """
        code = shortened(_without(name, body_name), body)
        place = "-".join(WORDS.findall(fold(ending)))[:LONGEST_ENDING]
        return self._unique(f"{code}-{place}" if place.isascii() and place else code)

    def of_host(self, host: str) -> Code:
        """A code made of a host name, without its www."""
        text = NOT_OF_A_CODE.sub("-", host.lower().removeprefix("www.")).strip("._-")
        return self._unique(text[:LONGEST_HOST].rstrip("._-") or "x")

    def _unique(self, base: str) -> Code:
        code, number = base, self._next.get(base.casefold(), 2)
        while code.casefold() in self._taken:
            code, number = f"{base}-{number}", number + 1
        self._next[base.casefold()] = number
        self._taken.add(code.casefold())
        return code


def shortened(name: str, body: str = "") -> str:
    """The initials of a Vietnamese name, the words of another."""
    if has_diacritics(name) or _is_abbreviated(name):
        own = _initials(name)
    else:
        own = "-".join(WORDS.findall(fold(name)))
        while len(own) > LONGEST and "-" in own:
            own = LOOSE_ENDS.sub("", own.rpartition("-")[0])
    kept = re.sub(r"[^A-Za-z0-9-]", "", own)[:LONGEST].strip("-") or "x"
    return f"{body[: LONGEST - 4]}-{kept}"[:MOST] if body else kept


def _is_abbreviated(name: str) -> bool:
    words = WORDS.findall(name)
    short = [word for word in words if word.isupper() and 1 < len(word) <= LONGEST_ABBREVIATION]
    return bool(short) and (not name.isupper() or len(words) <= len(short) + 1)


def _initials(name: str) -> str:
    """Abbreviations whole, initials of other words; a number stays with what is before it."""
    parts: list[str] = []
    joined = False  # whether the next initial belongs to the last part
    for word in _words(unicodedata.normalize("NFC", name)):
        folded = fold(word)
        if word.casefold() in SMALL_WORDS and not word.isupper():
            continue
        whole = word.isupper() and len(word) > 1
        text = folded.upper() if whole or word.isdigit() else folded[:1].upper()
        if parts and (word.isdigit() or (joined and not whole)):
            parts[-1] += text
        else:
            parts.append(text)
        joined = not whole
    return "-".join(parts)


def _words(name: str) -> list[str]:
    words = WORDS.findall(name)
    folded = [fold(word) for word in words]
    for spelt, short in SPELT_OUT:
        long = spelt.split()
        for place in range(len(words) - len(long) + 1):
            if folded[place : place + len(long)] == long:
                words[place : place + len(long)] = [short]
                folded[place : place + len(long)] = [short.lower()]
                break
    return words


def _without(name: str, body_name: str) -> str:
    """A name without the name of its body at its end: "Trang thông tin – Sở Nội vụ"."""
    composed, body = unicodedata.normalize("NFC", name), unicodedata.normalize("NFC", body_name)
    if body and composed.casefold().endswith(body.casefold()):
        shorter = composed[: -len(body)].rstrip(" -–—:,(")
        return shorter or composed
    return composed
