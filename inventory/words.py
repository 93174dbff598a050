"""Closed lists of values in the words people type: Vietnamese or English, with or without diacritics."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache

from inventory.faults import FaultKind
from inventory.safe_text import quoted
from inventory.wording.phrases import NOTHING, Phrase, PhrasedError

NOT_ONE_OF = FaultKind(vi="{value} không thuộc danh sách: {accepted}", en="{value} is not one of: {accepted}")
LONGEST_NAME = 60  # characters of what was typed that are compared


class WrongValueError(PhrasedError, ValueError):
    """A cell's value can't be taken; the message says what to write instead."""


@lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """What two spellings of a name have in common: case, blanks, ``_ - *`` and diacritics set aside.

    Dropping the diacritics makes NFC and NFD, "hoà" and "hòa", and typing without accents the same.
    """
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.split(r"[\s_*:-]+", plain)).strip()


def suggestion(typed: str, accepted: Iterable[str]) -> Phrase:
    """``; did you mean …?`` when one accepted name is close, else nothing."""
    meant = closest(typed, accepted)
    return NOTHING if meant is None else Phrase("; did you mean {name!r}?", name=meant)


def closest(typed: str, accepted: Iterable[str]) -> str | None:
    """The accepted name that is close to what was typed; None when none is."""
    by_fold = {fold(name): name for name in accepted}
    close = get_close_matches(fold(typed)[:LONGEST_NAME], by_fold, n=1, cutoff=0.6)
    return str(by_fold[close[0]]) if close else None


@dataclass(frozen=True)
class Word:
    """One value with its official Vietnamese word, the English one, and others that people use."""

    value: str | bool
    vi: str
    en: str
    also: tuple[str, ...] = ()

    def spellings(self) -> tuple[str, ...]:
        """Every way to write it, the value itself among them."""
        return (self.vi, self.en, str(self.value), *self.also)


@dataclass(frozen=True)
class Words:
    """A closed list of values."""

    entries: tuple[Word, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The Vietnamese words, in order."""
        return tuple(word.vi for word in self.entries)

    def read(self, raw: object) -> str | bool:
        """The value that a cell's text means.

        Raises:
            WrongValueError: not a word of the list; the message lists them.

        """
        typed = fold(str(raw))
        for word in self.entries:
            if typed in map(fold, word.spellings()):
                return word.value
        accepted = ", ".join(f"{word.vi} ({word.en})" for word in self.entries)
        raise WrongValueError(NOT_ONE_OF(value=quoted(raw), accepted=accepted))

    def english(self, value: object) -> str:
        """The English word of a value."""
        return next(word.en for word in self.entries if word.value == value)

    def write(self, value: object) -> str:
        """The Vietnamese word of a value."""
        return self._written[value]

    @cached_property
    def _written(self) -> Mapping[object, str]:
        return {word.value: word.vi for word in self.entries}


YES_NO = Words(
    (
        Word(value=True, vi="Có", en="Yes", also=("x", "y", "1", "đúng", "✓")),
        Word(value=False, vi="Không", en="No", also=("n", "k", "0", "sai")),
    )
)
