"""The program's help in Vietnamese: ``reports/locale/help.vi.toml``, by the English text."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from inventory.wording.language import Language

FILE = "help.vi.toml"


@cache
def translations() -> Mapping[str, str]:
    """The Vietnamese texts by the English ones, a paragraph or a line of the help each."""
    read = tomllib.loads((files("reports") / "locale" / FILE).read_text(encoding="utf-8"))
    return {text["en"]: text["vi"] for text in read["help"]}


def translated(english: str, language: Language) -> str:
    """A text of the help in a language; what has no translation stays English."""
    return translations().get(english, english) if language == "vi" else english
