"""Text for cells and narrow places: never read as a formula by a spreadsheet, cut where it is too long."""

import re

from inventory.safe_text import visible

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CELL_LENGTH = 32_767  # Excel's limit
AMBIGUOUS = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel would read an escape (ECMA-376 part 1, 22.9.2.19)


def shortened(text: str, length: int) -> str:
    """At most so many characters; the cut is shown."""
    return text if len(text) <= length else text[: length - 1] + "…"


def cell(text: str) -> str:
    """Text that no spreadsheet reads as a formula: an apostrophe goes before a character that starts one."""
    safe_text = visible(text)
    guard = "'" if text.startswith(FORMULA_STARTS) or safe_text.lstrip().startswith(FORMULA_STARTS) else ""
    return written(guard + safe_text)


def written(text: str) -> str:
    """Text as it is, for cells that are marked as text: cut to what a cell holds, no escapes read into it."""
    return shortened(AMBIGUOUS.sub("_x005F_", visible(text)), CELL_LENGTH)
