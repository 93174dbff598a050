"""What goes to a terminal. Text from files and databases is shown, never obeyed."""

import sys
from collections.abc import Iterable, Sequence
from functools import partial

from rich.console import Console
from rich.table import Table
from rich.text import Text

from inventory.cli.long_table import print_long
from inventory.safe_text import json_text, visible

LONG = 200  # rows
WIDTH_OF_A_PIPE = 160  # columns, where no terminal says
NONE = "-"  # no data, as official tables show it


def inert(value: object) -> Text:
    """A text on one line without markup, and without what acts unseen; None becomes a dash."""
    return Text(_shown(value))


def _shown(value: object) -> str:
    return visible(str(NONE if value is None else value)).strip()


def print_table(title: str, headings: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """A table on standard output; long cells are folded, not cut. Empty headings leave no heading row."""
    names = tuple(headings)
    cells = [[_shown(cell) for cell in row] for row in rows]
    width = None if sys.stdout.isatty() else WIDTH_OF_A_PIPE
    console = Console(file=sys.stdout, width=width, highlight=False)
    if len(cells) > LONG and any(names):
        print_long(console, partial(_table, title, names), cells)
    else:
        console.print(_table(title, names, cells))


def _table(title: str, names: Sequence[str], rows: Iterable[Iterable[str]]) -> Table:
    table = Table(title=inert(title), title_justify="left", header_style="bold", show_header=any(names))
    for heading in names:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def print_line(text: str) -> None:
    """One line on standard output."""
    sys.stdout.write(f"{visible(text)}\n")


def print_json(value: object) -> None:
    """JSON on standard output."""
    sys.stdout.write(json_text(value))
