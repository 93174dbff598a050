"""Making text from scanned servers harmless where autoescaping does not reach: terminals and spreadsheets."""

import unicodedata

# Controls (C0, C1, DEL) drive a terminal; format characters such as bidi overrides make text lie.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def one_line(text: str) -> str:
    """The text without anything that moves a cursor, hides or reorders characters."""
    return "".join(" " if unicodedata.category(char) in _INVISIBLE else char for char in text)


def cell(text: str) -> str:
    """The text as a spreadsheet cell that no program takes for a formula."""
    clean = one_line(text)
    return f"'{clean}" if text.startswith(FORMULA_STARTS) else clean
