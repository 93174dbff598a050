"""The letters of the SSL Labs guide and what holds a grade down."""

from typing import Literal

from checks.model import Frozen, Text

Letter = Literal["A+", "A", "A-", "B", "C", "D", "E", "F", "M", "T"]
LETTERS: tuple[Letter, ...] = ("A+", "A", "A-", "B", "C", "D", "E", "F", "M", "T")  # best first
TRUST: tuple[Letter, ...] = ("M", "T")


class Cap(Frozen):
    """A rule that allows no better letter, and why it applies."""

    letter: Letter
    reason: Text


class Unknown(Frozen):
    """Something a rule asks about that was not tested."""

    what: Text


Ruling = Cap | Unknown


def worst(*letters: Letter) -> Letter:
    """The lowest of some letters."""
    return max(letters, key=LETTERS.index)


def cap(letter: Letter, vi: str, en: str) -> Cap:
    """A cap with its reason in both languages."""
    return Cap(letter=letter, reason=Text(vi=vi, en=en))


def unknown(vi: str, en: str) -> Unknown:
    """What is not known, named in both languages as part of a list."""
    return Unknown(what=Text(vi=vi, en=en))
