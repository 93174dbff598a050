"""What is wrong with a value, as a kind: one sentence in two languages, told once for all its cells."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from inventory.wording.phrases import Phrase, PhrasedError, translations

OPEN = re.compile(r"\{\w+\}")
SHORTENED = "…"  # stands for the values, where a kind is told without them


class CellFault(str):
    """An English sentence that knows its Vietnamese and its kind.

    It is text, so that whoever knows one language may take it as it is.
    """

    kind: "FaultKind"
    values: Mapping[str, str]
    vi: str

    __slots__ = ("kind", "values", "vi")

    def to(self, language: Literal["vi", "en"]) -> str:
        """The sentence in one language."""
        return self.vi if language == "vi" else str(self)


@dataclass(frozen=True)
class FaultKind:
    """Sentences with ``{name}`` where a value stands."""

    vi: str
    en: str

    def __call__(self, **values: object) -> CellFault:
        """The sentence with its values."""
        texts = {name: str(value) for name, value in values.items()}
        fault = CellFault(self.en.format(**texts))
        fault.kind, fault.values, fault.vi = self, texts, self.vi.format(**texts)
        return fault

    def title(self, language: Literal["vi", "en"], common: Mapping[str, str]) -> str:
        """The sentence with the values that a list of those has in common."""
        sentence = self.vi if language == "vi" else self.en
        return OPEN.sub(lambda opening: common.get(opening[0][1:-1], SHORTENED), sentence)


def said(error: Exception) -> str:
    """What an exception was raised with: ``str`` would make plain text of a fault."""
    first = error.args[0] if error.args else ""
    if isinstance(error, PhrasedError) and not isinstance(first, CellFault):
        return fault_of(error.phrase)
    return first if isinstance(first, str) else str(error)


def fault_of(phrase: Phrase) -> CellFault:
    """A sentence of the catalogue, which those who read files tell by its kind."""
    vietnamese = translations().get(phrase.template, phrase.template)
    fault = CellFault(str(phrase))
    fault.kind = FaultKind(vi=vietnamese, en=phrase.template)
    fault.values = {name: str(value) for name, value in phrase.values.items()}
    fault.vi = phrase.to("vi")
    return fault


def in_language(text: str, language: Literal["vi", "en"]) -> str:
    """A sentence in one language; one that is no fault as it is."""
    return text.to(language) if isinstance(text, CellFault) else text
