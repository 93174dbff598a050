"""A table in plain text."""

from collections.abc import Sequence

GAP = "  "


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as they need: the first to the left, the others, which are figures, to the right."""
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    return "\n".join(_line(row, widths) for row in (heads, ["-" * width for width in widths], *rows))


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(row, widths, strict=True)
    return GAP.join([first[0].ljust(first[1]), *(text.rjust(width) for text, width in others)])
