"""Sentences for a person, with places for values: in English where they stand, in Vietnamese by a catalogue.

An error keeps its English text (``str``), for tests and logs; whoever shows it asks for a language. The
catalogue (``inventory/wording/locale``) goes by the English sentence, as gettext's does. Tests name each
sentence without an entry, and each entry without a sentence.
"""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Literal, Protocol, runtime_checkable

Language = Literal["vi", "en"]

CATALOGUES = "locale"  # the folder; a file a package, and one of the libraries whose words are shown


@runtime_checkable
class Worded(Protocol):
    """What can be said in either language: phrases, their errors, and texts."""

    def to(self, language: Language, /) -> str:
        """As it is said in a language."""


class Phrase:
    """A sentence, or a part of one, with its values by name.

    Values may be phrases or texts themselves, days (written as the language has it), several of these (parted
    by commas), or whatever ``str.format`` takes. Without values the sentence stands as it is, braces and all.
    """

    def __init__(self, template: str, /, **values: object) -> None:
        self.template, self.values = template, values

    def to(self, language: Language) -> str:
        """In one language; without a translation in English."""
        if isinstance(self.template, Worded):  # a text that knows its languages itself
            return self.template.to(language)
        template = translations().get(self.template, self.template) if language == "vi" else self.template
        if not self.values:
            return template
        said = {name: _said(value, language) for name, value in self.values.items()}
        return _FORMATTERS[language].vformat(template, (), said)

    def __str__(self) -> str:
        return self.to("en")

    def __bool__(self) -> bool:
        return bool(self.template)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Phrase) and (self.template, self.values) == (other.template, other.values)

    def __hash__(self) -> int:
        return hash(str(self))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self!s})"


class Joined(Phrase):
    """Several phrases or texts, one after another."""

    def __init__(self, parts: Iterable[object], separator: str = ", ") -> None:
        super().__init__(separator)
        self.parts = tuple(parts)

    def to(self, language: Language) -> str:
        """Each in that language."""
        return self.template.join(str(_said(part, language)) for part in self.parts)

    def __bool__(self) -> bool:
        return bool(self.parts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Joined) and (self.template, self.parts) == (other.template, other.parts)

    def __hash__(self) -> int:
        return hash(self.parts)


class Foreign(Phrase):
    """Words of a library or another program, which are English in every language: marked as a quotation."""

    def to(self, language: Language) -> str:
        """As they are, in quotation marks where the sentence around them is Vietnamese."""
        return f"“{self.template}”" if language == "vi" else self.template


NOTHING = Phrase("")


class _Vietnamese(Formatter):
    """Parts thousands by points, and begins decimals with a comma."""

    def format_field(self, value: object, format_spec: str) -> str:
        text: str = super().format_field(value, format_spec)
        return text.translate(POINTS) if format_spec and isinstance(value, int | float) else text


POINTS = str.maketrans({",": ".", ".": ","})
_FORMATTERS: Mapping[str, Formatter] = {"vi": _Vietnamese(), "en": Formatter()}


class PhrasedError(Exception):
    """An error that a person is told: a phrase, or its sentence and values."""

    def __init__(self, template: str | Phrase, /, **values: object) -> None:
        self.phrase = template if isinstance(template, Phrase) else Phrase(template, **values)
        super().__init__(self.phrase if values else template)

    def __str__(self) -> str:
        return self.to("en")

    def to(self, language: Language) -> str:
        """As it is told in a language."""
        return self.phrase.to(language)


def os_reason(error: OSError) -> Phrase:
    """Why the system refused, in its words, which the catalogue knows."""
    return Phrase(error.strerror or type(error).__name__)


@cache
def translations() -> Mapping[str, str]:
    """The Vietnamese sentences by the English ones, of all catalogues."""
    entries = (files("inventory.wording") / CATALOGUES).iterdir()
    return {english: vi for entry in entries for english, vi in read_catalogue(entry.read_text("utf-8"))}


def read_catalogue(text: str) -> list[tuple[str, str]]:
    """The sentences of one catalogue: English, Vietnamese."""
    return [(sentence["en"], sentence["vi"]) for sentence in tomllib.loads(text)["sentence"]]


def _said(value: object, language: Language) -> object:
    if isinstance(value, Worded):
        return value.to(language)
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"{value:%d/%m/%Y}" if language == "vi" else value.isoformat()
    if isinstance(value, list | tuple):
        return ", ".join(str(_said(part, language)) for part in value)
    return value
