"""Makes text inert: what a server or a file says may hold control characters or spreadsheet formulas."""

import json
import re

from pydantic import JsonValue

# C0, DEL and C1; line and paragraph separators; bidirectional overrides (Unicode TR 36, 3.2); surrogates and
# the two non-characters, which neither UTF-8 nor XML 1.0 can carry.
CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
BLANKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CELL_LENGTH = 32_767  # Excel's limit
AMBIGUOUS = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel would read an escape (ECMA-376 part 1, 22.9.2.19)


def visible(text: str) -> str:
    """Text on one line, without characters that are not seen but act on a terminal, a page or a reader."""
    return CONTROLS.sub("", BLANKS.sub(" ", text))


def json_text(document: JsonValue, indent: int = 2) -> str:
    """JSON to be read: letters as they are; what acts unseen, which json leaves alone, is escaped."""
    lines = json.dumps(document, ensure_ascii=False, indent=indent).split("\n")
    return "".join(CONTROLS.sub(_escaped, line) + "\n" for line in lines)


def _escaped(control: re.Match[str]) -> str:
    return f"\\u{ord(control[0]):04x}"


def shortened(text: str, length: int) -> str:
    """At most so many characters; the cut is shown."""
    return text if len(text) <= length else text[: length - 1] + "…"


def cell(text: str) -> str:
    """Text that no spreadsheet reads as a formula: an apostrophe goes before a character that starts one."""
    shown = visible(text)
    guard = "'" if text.startswith(FORMULA_STARTS) or shown.lstrip().startswith(FORMULA_STARTS) else ""
    return written(guard + shown)


def written(text: str) -> str:
    """Text as it is, for cells that are marked as text: cut to what a cell holds, no escapes read into it."""
    return shortened(AMBIGUOUS.sub("_x005F_", visible(text)), CELL_LENGTH)
