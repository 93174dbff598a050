"""The options that every package shares: each is defined once, and a day is read in one way."""

from datetime import date
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from capdo import app
from inventory.cli.options import parse_day

HOUSE = Path(__file__).parents[3]
PACKAGES = ("checks", "inventory", "scanner", "reports")
FORM = "inventory/cli/changing/mau08_import.py"  # of a form, --as-of is the day that it describes
REGRADE = "scanner/commands.py"  # what was seen by a day is judged again; else all


@pytest.mark.parametrize(
    ("option", "places"),
    [("--database", ()), ("--lang", ()), ("--as-of", (FORM, REGRADE))],
)
def test_an_option_is_defined_once(option: str, places: tuple[str, ...]) -> None:
    """Elsewhere it is taken from here, so that its help and its default are the same everywhere."""
    files = (file for package in PACKAGES for file in (HOUSE / package).rglob("*.py"))
    defining = {file.relative_to(HOUSE).as_posix() for file in files if f'"{option}"' in file.read_text()}
    assert defining == {"inventory/cli/options.py", *places}


@pytest.mark.parametrize(
    "command",
    [
        "approval record SYSTEM approved --date",
        "approval record SYSTEM label-granted --date 2023-05-31 --until",
        "approval record SYSTEM corrected --date 2023-05-31 --corrected-date",
        "approval status --as-of",
        "approval classify SYSTEM --on",
        "inventory import FILE --as-of",
        "inventory import FILE --in-operation-since",
        "waiver add SYSTEM CHECK --reason REASON --approver NAME --until",
        "waiver list --as-of",
        "targets --as-of",
        "deadlines --as-of",
        "report docx --output FILE --as-of",
    ],
)
def test_what_is_no_day_is_refused_in_the_same_words(command: str) -> None:
    """Before anything is read or opened, and with the option's name."""
    result = CliRunner().invoke(app, [*command.split(), "31/05/2023"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Invalid value for '{command.rsplit(maxsplit=1)[-1]}': '31/05/2023' is not a day" in result.stderr


@pytest.mark.parametrize("text", ["", "yesterday", "2023-02-30", "20230531", "2023-05-31T00:00"])
def test_a_day_is_written_whole(text: str) -> None:
    """As ISO 8601 has it, and of the calendar."""
    assert parse_day("2023-05-31") == date(2023, 5, 31)
    with pytest.raises(typer.BadParameter, match="write it as 2023-05-31"):
        parse_day(text)
