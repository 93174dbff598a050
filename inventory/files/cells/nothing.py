"""What people write in a cell that is to say nothing."""

import re

from inventory.words import fold

_NOTHINGS = {"", "/", "khong", "khong co", "chua", "chua co", "chua ro", "n/a", "na", "…", "...", "."}
_DASHES = {"", "/", "n/a", "…", "...", "(blank)", "(trong)", "null", "none"}


def says_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing: a dash, "Không", "Chưa có"."""
    return plain(text).strip("–—- ") in _NOTHINGS


def is_dash(cell: object) -> bool:
    """Whether a cell holds what stands for a blank in any column: a dash, dots, n/a."""
    return isinstance(cell, str) and plain(cell).strip("–—- ") in _DASHES


def plain(text: str) -> str:
    """Text folded, without what ends a sentence."""
    return re.sub(r"\s+", " ", fold(text)).strip(" .;")
