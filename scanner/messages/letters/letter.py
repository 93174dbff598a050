"""A letter before it takes a form: what it says, in one language."""

from dataclasses import dataclass

from inventory.model import Language
from scanner.messages.letters.wording import say


@dataclass(frozen=True)
class Line:
    """One thing that a letter tells. ``detail`` stands below it."""

    text: str
    detail: str = ""


@dataclass(frozen=True)
class LetterSection:
    """Lines under a heading; without lines, the heading says it all."""

    heading: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Letter:
    """``subject`` stands in its header; the rest is the page: paragraphs, sections, paragraphs."""

    subject: str
    opening: tuple[str, ...]
    sections: tuple[LetterSection, ...] = ()
    closing: tuple[str, ...] = ()


def few(lines: list[Line], most: int, language: Language) -> tuple[Line, ...]:
    """As many as a page has room for, and how many more there are."""
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[:most], Line(say("more", language, count=len(lines) - most)))
