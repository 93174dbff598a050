"""Tables of thousands of rows, which rich lays out too slowly: it makes several objects a line of a cell.

rich still decides everything. It lays out the head and, of each column, the two cells that a column's width
hangs on (the longest, and that with the longest word); by those widths the rows are written as it would.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

Cells = Sequence[str]
ALIKE = 50_000  # texts kept that were measured or folded before; columns hold the same few
# What Vietnamese is written in: its letters, dashes and quotation marks.
_ONE_CELL_EACH = re.compile("[ -~\u00a0-\u00ac\u00ae-\u024f\u1e00-\u1eff\u2010-\u2027]*")


def print_long(
    console_for: Callable[[Table], Console],
    table_of: Callable[[Sequence[Cells]], Table],
    rows: Sequence[Cells],
) -> None:
    """Print a table. ``table_of``: with some of its rows, as rich would print it on its console."""
    deciding = _deciding(rows)
    skeleton = table_of(deciding)
    skeleton.add_section()
    skeleton.add_row()
    console = console_for(skeleton)
    with console.capture() as captured:
        console.print(skeleton)
    *head, between, blank, end = captured.get().splitlines(keepends=True)
    runs = re.findall(f"{re.escape(between[1])}+", between)
    widths = [len(run) - 2 for run in runs]  # a blank on each side
    laid_out = sum(len(_lines(row, widths, blank[0])) for row in deciding)
    body = (line for row in rows for line in _lines(row, widths, blank[0]))
    console.file.writelines((*head[:-laid_out], *body, end))


@lru_cache(maxsize=ALIKE)
def cells_of(text: str) -> int:
    """In cells of the terminal, as rich counts them letter by letter."""
    return len(text) if _ONE_CELL_EACH.fullmatch(text) else cell_len(text)


def _deciding(rows: Sequence[Cells]) -> tuple[Cells, Cells]:
    """The cells of each column by which it gets its width, as two rows."""
    columns = [set(column) for column in zip(*rows, strict=True)]
    longest = [max(column, key=cells_of) for column in columns]
    return longest, [max(column, key=longest_word) for column in columns]


@lru_cache(maxsize=ALIKE)
def longest_word(text: str) -> int:
    """In cells."""
    return max(map(cells_of, text.split()), default=0)


def _lines(row: Cells, widths: Sequence[int], bar: str) -> list[str]:
    folded = [_folded(text, width) for text, width in zip(row, widths, strict=True)]
    blank = [" " * width for width in widths]
    between = f" {bar} "
    return [
        f"{bar} {between.join(part or blank[place] for place, part in enumerate(parts))} {bar}\n"
        for parts in zip_longest(*folded)
    ]


@lru_cache(maxsize=ALIKE)
def _folded(text: str, width: int) -> tuple[str, ...]:
    """A text on as many lines as it needs, each as wide as the column."""
    if cells_of(text) <= width:
        return (text + " " * (width - cells_of(text)),)
    lines = (line.plain for line in Text(text).wrap(_LAYOUT, width, overflow="fold"))
    return tuple(line + " " * (width - cells_of(line)) for line in lines)


def folded(text: str, width: int) -> list[str]:
    """A text on as many lines as it needs; a word that is longer than a line is whole on its own."""
    if not _ONE_CELL_EACH.fullmatch(text):
        return _folded_by_rich(text, width)
    lines = []
    while len(text) > width:
        blank = text.rfind(" ", 0, width + 1)
        blank = text.find(" ", width) if blank < 1 else blank
        if blank < 0:
            break
        lines.append(text[:blank])
        text = text[blank:].lstrip()
    return [*lines, text] if text else lines


def _folded_by_rich(text: str, width: int) -> list[str]:
    return [line.plain.rstrip() for line in Text(text).wrap(_LAYOUT, width, overflow="fold")]


_LAYOUT = Console()  # wrapping asks for one, and uses nothing of it
