"""Which row of a list names its columns: above its first address, below titles."""

from collections.abc import Sequence

from inventory.files.cells.addresses import names_hosts
from inventory.files.lists.fields import field_of
from inventory.files.lists.shapes import shape_of
from inventory.files.reading.answers import FileAnswers
from inventory.files.reading.raw import RawRow
from inventory.files.reading.tables import name_of
from inventory.words import fold

LATEST_HEADER = 60  # rows
FIRST_ADDRESS = 200  # rows, among which one has an address
COMMENT = ("#", "//")
ABOVE = 10  # rows above the first address in which the header may stand


def header_place(rows: Sequence[RawRow], answers: FileAnswers) -> int | None:
    """None for a list whose first row is one of data."""
    first = next((place for place, row in enumerate(rows[:FIRST_ADDRESS]) if _host_places(row)), None)
    candidates = (
        range(min(len(rows), LATEST_HEADER)) if first is None else range(max(0, first - ABOVE), first)
    )
    scores = {place: _known(rows[place], answers) for place in candidates}
    best = max(
        scores, key=lambda place: (scores[place], place if first is not None else -place), default=None
    )
    if best is not None and scores[best] > 0:
        return best
    if first is None:
        return None
    above = _host_places(rows[first])
    return next((place for place in reversed(candidates) if _has_any(rows[place], above)), None)


def _host_places(row: RawRow) -> list[int]:
    return [place for place, cell in enumerate(row.cells) if isinstance(cell, str) and names_hosts(cell)]


def _has_any(row: RawRow, places: Sequence[int]) -> bool:
    named = [name_of(row.cells[place]) for place in places if place < len(row.cells)]
    return any(name and not name.startswith(COMMENT) for name in named)


def _known(row: RawRow, answers: FileAnswers) -> int:
    names = [name for cell in row.cells if (name := name_of(cell))]
    if not names or names[0].startswith(COMMENT):
        return 0
    return sum(field_of(name) is not None or fold(name) in answers.columns for name in names) + bool(
        shape_of(names)
    )
