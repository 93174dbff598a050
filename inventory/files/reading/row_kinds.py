"""Which rows below a header hold data; others are sections, totals, numbering, or below the table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from inventory.words import fold

COUNTED = re.compile(r"\d+(?:\.\d+)*[.)]?")
SECTION_NUMBER = re.compile(r"(?:[ivxlc]+|[a-z]|\d+(?:\.\d+)*)[.)]?")
NUMBERING = re.compile(r"\(?\[?(\d{1,2})\]?\)?(?:\s*=.*)?")
TOTAL = re.compile(
    r"(?:tong cong|tong so|cong don|tong|cong|total|sum)(?:\s*[:(\d].*| (?:he thong|httt|cac|toan|theo).*)?"
)
FEWEST_CELLS = 3  # of a row of data: its number, its name and something about it


class RowKind(StrEnum):
    """What a row is that holds no data."""

    SECTION = "section"
    TOTAL = "total"
    HEADER = "column numbers, or the header again"
    BELOW = "below the table"
    SPARE = "numbered, otherwise blank"
    TITLE = "above the header"
    REMARK = "a remark"
    REPEATED = "the same again"
    NO_ADDRESS = "no address on the Internet"


@dataclass(frozen=True)
class LeftOut:
    """A row that is understood to hold no data."""

    sheet: str
    row: int
    kind: RowKind
    text: str


def is_numbering(texts: Sequence[str]) -> bool:
    """Whether a row numbers the columns: (1) (2) (3)."""
    matches = [NUMBERING.fullmatch(text) for text in texts]
    numbers = [int(match[1]) for match in matches if match]
    return len(texts) >= FEWEST_CELLS and len(numbers) == len(texts) and numbers == sorted(set(numbers))


def is_total(texts: Sequence[str], number: str) -> bool:
    """Whether a row's first words are those of a sum; ``number``: what stands in its column of numbers."""
    words = [fold(text) for text in texts if text and not COUNTED.fullmatch(text)]
    return not COUNTED.fullmatch(number) and bool(words) and TOTAL.fullmatch(words[0]) is not None


def is_section(texts: Sequence[str], number: str) -> bool:
    """``I. Khối sở, ngành`` in one cell, or its number in the first and its title in the second."""
    if len(texts) == 1:
        return True
    pair = len(texts) == 2 and SECTION_NUMBER.fullmatch(fold(number)) is not None  # noqa: PLR2004 - number and title
    return pair and texts[0] == number and not COUNTED.fullmatch(number)
