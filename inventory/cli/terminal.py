"""What goes to a terminal. Text from files and databases is shown, never obeyed."""

import os
import sys
from collections.abc import Iterable, Sequence
from functools import partial

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from inventory.cli.long_table import print_long
from inventory.safe_text import json_text, visible

LONG = 200  # rows
NONE = "-"  # no data, as official tables show it
NARROW = 18  # characters a column: in narrower ones, words are torn apart
BETWEEN = " · "  # two fields of a row that is told in lines


def inert(value: object) -> Text:
    """A text on one line without markup, and without what acts unseen; None becomes a dash."""
    return Text(_shown(value))


def _shown(value: object) -> str:
    return visible(str(NONE if value is None else value)).strip()


def print_table(title: str, headings: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """A table on standard output; long cells are folded, not cut. Empty headings leave no heading row.

    In a pipe a row has one line, however long. Where a terminal (or ``COLUMNS``) is too narrow for the
    columns, a row is told in lines of its own: its first two cells, then the others by their headings.
    """
    names, cells = tuple(headings), [[_shown(cell) for cell in row] for row in rows]
    width = _width()
    if any(names) and width is not None and len(names) * NARROW > width:
        _print_in_lines(title, names, cells, width)
    elif any(names) and len(cells) > LONG:
        print_long(_console_for, partial(_table, title, names), cells)
    else:
        show_table(_table(title, names, cells))


def _table(title: str, names: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(title=inert(title), title_justify="left", header_style="bold", show_header=any(names))
    for heading in names:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def show_table(table: Table) -> None:
    """A table as wide as the terminal; in a pipe as wide as its rows are."""
    _console_for(table).print(table)


def _console_for(table: Table) -> Console:
    console, width = Console(file=sys.stdout, highlight=False), _width()
    natural = max(table.__rich_measure__(console, console.options.update(max_width=sys.maxsize)).maximum, 1)
    return Console(file=sys.stdout, width=width or natural, highlight=False)


def print_line(text: str) -> None:
    """One line on standard output."""
    sys.stdout.write(f"{visible(text)}\n")


def print_json(value: object) -> None:
    """JSON on standard output."""
    sys.stdout.write(json_text(value))


def _width() -> int | None:
    """In characters, as ``COLUMNS`` or the terminal says; None: a pipe, of which nobody says."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    return Console(file=sys.stdout).width if sys.stdout.isatty() else None


def _print_in_lines(title: str, names: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> None:
    console = Console(file=sys.stdout, width=width, highlight=False)
    console.print(inert(title))
    for row in rows:
        first, second, *others = row
        console.print(Text.assemble((first, "bold"), " – ", second))
        told = zip(names[2:], others, strict=True)
        fields = [Text.assemble((f"{name}: ", "dim"), cell) for name, cell in told if cell not in (NONE, "")]
        if fields:
            console.print(Padding(Text(BETWEEN).join(fields), (0, 0, 0, 2), expand=False))
