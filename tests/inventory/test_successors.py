"""Who answers for what an ended body had, and on which day."""

from datetime import date

import pytest

from inventory.model import Code, Organization
from inventory.successors import Successors

MERGED, AGAIN = date(2023, 7, 1), date(2025, 3, 1)
BODIES = (
    Organization(code="OLD", name="a", valid_to=MERGED, merged_into="NEW"),
    Organization(code="ALSO", name="b", valid_to=MERGED),  # named by its successor only
    Organization(
        code="NEW", name="c", valid_from=MERGED, valid_to=AGAIN, predecessors=("ALSO",), merged_into="LAST"
    ),
    Organization(code="LAST", name="d"),
    Organization(code="SPLIT", name="e", valid_to=MERGED),
    Organization(code="HALF-1", name="f", predecessors=("SPLIT",)),
    Organization(code="HALF-2", name="g", predecessors=("SPLIT",)),
    Organization(code="RING-1", name="h", valid_to=MERGED, merged_into="RING-2"),
    Organization(code="RING-2", name="i", valid_to=MERGED, merged_into="RING-1"),
)
FOUND = Successors(BODIES)


@pytest.mark.parametrize(
    ("code", "day", "owner"),
    [
        ("OLD", date(2023, 6, 30), "OLD"),  # its last day
        ("OLD", MERGED, "NEW"),
        ("OLD", AGAIN, "LAST"),  # through both mergers
        ("ALSO", MERGED, "NEW"),
        ("SPLIT", MERGED, "SPLIT"),  # nobody can tell which half
        ("LAST", AGAIN, "LAST"),
        ("UNKNOWN", AGAIN, "UNKNOWN"),
    ],
)
def test_the_owner_on_a_day(code: Code, day: date, owner: Code) -> None:
    """The body itself while it exists, then whoever took over."""
    assert FOUND.on(code, day) == owner


def test_a_circle_ends() -> None:
    """The import refuses one; a database that holds one all the same is read."""
    assert FOUND.on("RING-1", MERGED) in {"RING-1", "RING-2"}


def test_predecessors_are_told_once_they_ended() -> None:
    """On the day of the merger, and no earlier; through several mergers."""
    assert FOUND.predecessors("NEW", date(2023, 6, 30)) == ()
    assert FOUND.predecessors("NEW", MERGED) == ("ALSO", "OLD")
    assert FOUND.predecessors("LAST", AGAIN) == ("ALSO", "NEW", "OLD")
