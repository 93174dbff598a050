"""What goes to a terminal. Text from files and databases is shown, never obeyed."""

import json
import re
import sys
import unicodedata
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

WIDTH_OF_A_PIPE = 160  # columns, where no terminal says
NONE = "-"  # no data, as official tables show it
UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # Unicode categories: control, format (direction marks), separators
STEERING = re.compile("[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def inert(value: object) -> Text:
    """A text without markup and without characters that steer a terminal or hide; None becomes a dash."""
    spaced = " ".join(str(NONE if value is None else value).split())
    return Text("".join(letter for letter in spaced if unicodedata.category(letter) not in UNSEEN))


def print_table(title: str, headings: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """A table on standard output; long cells are folded, not cut. Empty headings leave no heading row."""
    names = tuple(headings)
    table = Table(title=inert(title), title_justify="left", header_style="bold", show_header=any(names))
    for heading in names:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(inert(cell) for cell in row))
    width = None if sys.stdout.isatty() else WIDTH_OF_A_PIPE
    Console(file=sys.stdout, width=width, highlight=False).print(table)


def print_json(value: object) -> None:
    """JSON on standard output."""
    sys.stdout.write(json_text(value))


def json_text(value: object) -> str:
    """JSON in readable Vietnamese, with everything that could steer a terminal escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return STEERING.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"
