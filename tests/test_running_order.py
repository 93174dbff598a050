"""What is begun with is there."""

from pathlib import Path

from tests.running_order import LONGEST

HOUSE = Path(__file__).parents[1]


def test_what_is_begun_with_is_there() -> None:
    """A file that moved or went would be begun late, unnoticed."""
    assert [file for file in LONGEST if not (HOUSE / file).is_file()] == []
