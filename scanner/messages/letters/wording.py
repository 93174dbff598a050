"""What messages say, in both languages, from one file of words."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from inventory.model import Language, Text
from inventory.safe_text import visible

LONGEST_VALUE = 300  # characters of one thing that is filled in: a server or a person may have written it


@cache
def words() -> Mapping[str, Text]:
    """Every text by its name, such as ``digest.subject``."""
    text = (files("scanner.messages.letters") / "words.toml").read_text(encoding="utf-8")
    return dict(_texts(tomllib.loads(text), ""))


def say(name: str, language: Language, /, **values: object) -> str:
    """A text with what is filled in, on one line, without what acts unseen, and no longer than is read."""
    shown = {key: clipped(str(value)) for key, value in values.items()}
    return words()[name].to(language).format(**shown)


def clipped(text: str, longest: int = LONGEST_VALUE) -> str:
    """Text on one line, cut where it is too long."""
    line = visible(text[: 4 * longest]).strip()
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _texts(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Text]]:
    for name, value in table.items():
        if set(value) == {"vi", "en"}:
            yield f"{prefix}{name}", Text(**value)
        else:
            yield from _texts(value, f"{prefix}{name}.")
