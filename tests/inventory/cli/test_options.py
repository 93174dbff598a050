"""The options that every package shares: each is defined once, and a day is read in one way."""

from datetime import date
from pathlib import Path

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from capdo import app
from inventory.cli.options import parse_day
from inventory.database.opening import open_database

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
    own = "inventory/cli/language_option.py" if option == "--lang" else "inventory/cli/options.py"
    assert defining == {own, *places}


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
    result = CliRunner().invoke(app, [*command.split(), "31/02/2023"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Invalid value for '{command.rsplit(maxsplit=1)[-1]}': '31/02/2023' is not a day" in result.stderr


@pytest.mark.parametrize(
    "text",
    [
        *("", "yesterday", "2023-02-30", "20230531", "2023-05-31T00:00", "29/02/2023", "05/31/2023"),
        *("5-2023", "31/05/23", "1-7-26", "31/05-2023", "31/05/20231", "٣١/٠٥/٢٠٢٣", "31/05/0000"),
    ],
)
def test_a_day_is_written_whole(text: str) -> None:
    """With four digits of the year, one separator throughout, and of the calendar."""
    with pytest.raises(typer.BadParameter, match="write it as 31/05/2023 or 2023-05-31"):
        parse_day(text)


@pytest.mark.parametrize("text", ["31/05/2023", "31-05-2023", "31.5.2023", "2023-05-31", " 2023-5-31 "])
def test_a_day_is_read_as_it_is_written(text: str) -> None:
    """As Vietnamese papers write it, the day first, or as ISO 8601 does."""
    assert parse_day(text) == date(2023, 5, 31)


@given(st.dates())
def test_every_day_that_is_shown_can_be_typed(day: date) -> None:
    """In both languages, and with single digits: what is copied from a screen is taken."""
    short = f"{day.day}/{day.month}/{day.year:04}"
    assert parse_day(f"{day:%d/%m}/{day.year:04}") == parse_day(day.isoformat()) == parse_day(short) == day


def test_a_run_or_a_day_is_asked_for_in_either_way(tmp_path: Path) -> None:
    """As an argument too: by its day, the day first; what is neither is told in the same words."""
    url = f"sqlite:///{tmp_path / 'capdo.db'}"
    open_database(url).dispose()
    diff = ["scan", "diff", "--database", url]
    assert CliRunner().invoke(app, [*diff, "31/05/2023", "2023-06-01"]).exit_code == 0
    refused = CliRunner().invoke(app, [*diff, "31/02/2023"])
    assert "'31/02/2023' is no run and no day: write it as 12, as 31/05/2026" in str(refused.exception)
