"""The options that every package shares: each is defined once, and a day is read in one way."""

from pathlib import Path

import pytest

from inventory.cli.options import parse_day
from inventory.errors import InventoryError

HOUSE = Path(__file__).parents[3]
PACKAGES = ("checks", "inventory", "scanner", "reports")
FORM = "inventory/cli/mau08_import.py"  # of a form, --as-of is the day that it describes


@pytest.mark.parametrize(
    ("option", "places"),
    [("--database", ()), ("--lang", ()), ("--as-of", (FORM,))],
)
def test_an_option_is_defined_once(option: str, places: tuple[str, ...]) -> None:
    """Elsewhere it is taken from here, so that its help and its default are the same everywhere."""
    files = (file for package in PACKAGES for file in (HOUSE / package).rglob("*.py"))
    defining = {file.relative_to(HOUSE).as_posix() for file in files if f'"{option}"' in file.read_text()}
    assert defining == {"inventory/cli/options.py", *places}


@pytest.mark.parametrize("text", ["", "yesterday", "31/05/2023", "2023-02-30", "2023-5-31"])
def test_what_is_no_day_is_refused_by_the_options_name(text: str) -> None:
    """One line that says which option, what was typed and how to write it."""
    with pytest.raises(InventoryError) as refused:
        parse_day("--until", text)
    assert str(refused.value) == f"--until: {text!r} is not a day: write it as 2023-05-31"
