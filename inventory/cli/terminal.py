"""What goes to a terminal. Text from files and databases is shown, never obeyed."""

import os
import sys
from collections.abc import Iterable, Sequence
from functools import partial

from rich.console import Console
from rich.table import Table
from rich.text import Text

from inventory.cli.long_table import cells_of, folded, longest_word, print_long
from inventory.safe_text import json_text, visible

LONG = 200  # rows
NONE = "-"  # no data, as official tables show it
USUAL = 80  # characters, as terminals have them
NARROW = 18  # characters a column: in narrower ones, words are torn apart
BETWEEN = " · "  # two fields of a row that is told in lines


def inert(value: object) -> Text:
    """A text on one line without markup, and without what acts unseen; None becomes a dash."""
    return Text(_shown(value))


def _shown(value: object) -> str:
    return visible(str(NONE if value is None else value)).strip()


def print_table(title: str, headings: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """A table on standard output; long cells are folded, not cut. Empty headings leave no heading row.

    Where the columns, or the words in them, need more than there is, a row is told in lines of its own: its
    first two cells, then the others by their headings. So a code or a host is whole, whatever the width.
    """
    names, cells = tuple(headings), [[_shown(cell) for cell in row] for row in rows]
    width = screen_width()
    widths = _widths(names, cells, width)
    if widths is None:
        _print_in_lines(title, names, cells, width)
    elif any(names) and len(cells) > LONG:
        print_long(_console_for, partial(_table, title, names, widths), cells)
    else:
        show_table(_table(title, names, widths, cells))


def _widths(names: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> Sequence[int] | None:
    """How wide each column is, so that no word in it is torn; None: there is no room for that.

    A word that is wider than the screen is folded in any case.
    """
    columns, room = [set(column) for column in zip(names, *cells, strict=True)], width - 3 * len(names) - 1
    widths = [min(max(map(cells_of, column)), max(room, 1)) for column in columns]
    if sum(widths) <= room:
        return widths
    if any(names) and len(names) * NARROW > width:
        return None
    least = [word if word < width else NARROW for word in (max(map(longest_word, one)) for one in columns)]
    if sum(least) > room:
        return None
    while sum(widths) > room:  # what is widest gives way
        _, place = max((taken, place) for place, taken in enumerate(widths) if taken > least[place])
        widths[place] -= 1
    return widths


def _table(title: str, names: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(title=inert(title), title_justify="left", header_style="bold", show_header=any(names))
    for heading, width in zip(names, widths, strict=True):
        table.add_column(heading, overflow="fold", width=width)
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def show_table(table: Table) -> None:
    """A table as wide as the screen; a column that must not wrap is whole even so."""
    _console_for(table).print(table)


def _console_for(table: Table) -> Console:
    console = Console(file=sys.stdout, highlight=False)
    least = table.__rich_measure__(console, console.options.update(max_width=sys.maxsize)).minimum
    return Console(file=sys.stdout, width=max(screen_width(), least), highlight=False)


def print_line(text: str) -> None:
    """One line on standard output."""
    sys.stdout.write(f"{visible(text)}\n")


def print_json(value: object) -> None:
    """JSON on standard output."""
    sys.stdout.write(json_text(value))


def screen_width() -> int:
    """In characters, as ``COLUMNS`` or the terminal says; in a pipe of which nobody says, 80."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    return Console(file=sys.stdout).width if sys.stdout.isatty() else USUAL


def _print_in_lines(title: str, names: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> None:
    lines = [(line, False) for line in folded(visible(title), width)]
    for first, second, *others in rows:
        told = zip(names[2:], others, strict=True)
        fields = BETWEEN.join(f"{name}: {cell}" for name, cell in told if cell not in (NONE, ""))
        head = f"{first} – {second}" if any(names) else f"{first}: {second}"
        lines += [(line, any(names)) for line in folded(head, width)]
        lines += [(f"  {line}", False) for line in folded(fields, width - 2)]
    if sys.stdout.isatty():
        console = Console(file=sys.stdout, width=width, highlight=False)
        for line, is_head in lines:
            console.print(Text(line, "bold" if is_head else ""))
    else:
        sys.stdout.writelines(f"{line}\n" for line, _ in lines)
