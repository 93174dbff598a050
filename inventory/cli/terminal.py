"""What goes to a terminal. Text from files and databases is shown, never obeyed."""

import os
import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from inventory.safe_text import json_text, visible

NONE = "-"  # no data, as official tables show it
NARROW = 18  # characters a column: in narrower ones, words are torn apart
BETWEEN = " · "  # two fields of a row that is told in lines


def inert(value: object) -> Text:
    """A text on one line without markup, and without what acts unseen; None becomes a dash."""
    return Text(visible(str(NONE if value is None else value)).strip())


def print_table(title: str, headings: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """A table on standard output; long cells are folded, not cut. Empty headings leave no heading row.

    In a pipe a row has one line, however long. Where a terminal (or ``COLUMNS``) is too narrow for the
    columns, a row is told in lines of its own: its first two cells, then the others by their headings.
    """
    names, cells = tuple(headings), [[inert(cell) for cell in row] for row in rows]
    width = _width()
    if any(names) and width is not None and len(names) * NARROW > width:
        _print_in_lines(title, names, cells, width)
        return
    table = Table(title=inert(title), title_justify="left", header_style="bold", show_header=any(names))
    for heading in names:
        table.add_column(heading, overflow="fold")
    for row in cells:
        table.add_row(*row)
    show_table(table)


def show_table(table: Table) -> None:
    """A table as wide as the terminal; in a pipe as wide as its rows are."""
    console, width = Console(file=sys.stdout, highlight=False), _width()
    natural = max(table.__rich_measure__(console, console.options.update(max_width=sys.maxsize)).maximum, 1)
    Console(file=sys.stdout, width=width or natural, highlight=False).print(table)


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


def _print_in_lines(title: str, names: Sequence[str], rows: Iterable[Sequence[Text]], width: int) -> None:
    console = Console(file=sys.stdout, width=width, highlight=False)
    console.print(inert(title))
    for row in rows:
        first, second, *others = row
        console.print(Text.assemble((first.plain, "bold"), " – ", second))
        told = zip(names[2:], others, strict=True)
        fields = [
            Text.assemble((f"{name}: ", "dim"), cell) for name, cell in told if cell.plain not in (NONE, "")
        ]
        if fields:
            console.print(Padding(Text(BETWEEN).join(fields), (0, 0, 0, 2), expand=False))
