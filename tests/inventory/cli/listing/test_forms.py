"""Lists in every form: each command that lists takes all of them, and none is obeyed by a spreadsheet."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from capdo import app
from inventory.cli.listing.forms import BOM, csv_text
from inventory.files.cells.guarding import RUN, unguard
from inventory.safe_text import visible

LISTS = {
    "inventory list": "capdo.systems/1",
    "inventory list --organizations": "capdo.organizations/1",
    "approval status": None,
    "approval history IOC": None,
    "approval classify --all": None,
    "approval classify --all --changed-since nd85-2016": None,
    "approval ruleset": None,
    "waiver list": None,
    "settings show": "capdo.settings/1",
    "deadlines": None,
    "targets --plan brvt-2023": None,
    "scan list": "capdo.runs/1",
    "schedule list": "capdo.schedules/1",
    "messages list": "capdo.messages/1",
    "checks list": None,
    "reasons": None,
}  # by command; the schema of its JSON, where it is no bare list of before


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the sample."""
    named = str(tmp_path_factory.mktemp("lists") / "capdo.db")
    assert CliRunner().invoke(app, ["inventory", "import", "--sample", "--database", named]).exit_code == 0
    return named


def printed(command: str, url: str, *more: str) -> str:
    """What a command prints."""
    has_database = not command.startswith(("checks", "reasons", "approval ruleset"))
    at = ["--database", url] if has_database else []
    result = CliRunner().invoke(app, [*command.split(), *more, *at], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout_bytes.decode()  # as they are written: stdout has other ends of lines


@pytest.mark.parametrize("command", LISTS)
def test_every_list_is_written_for_spreadsheets(command: str, url: str) -> None:
    """A heading for every cell, in both languages; lines end as RFC 4180 has it."""
    for language in ("vi", "en"):
        text = printed(command, url, "--format", "csv", "--lang", language)
        assert text.startswith(BOM)
        headings, *rows = csv.reader(io.StringIO(text.removeprefix(BOM), newline=""))
        assert all(headings)
        assert {len(row) for row in rows} <= {len(headings)}
    assert len(text.encode().split(b"\r\n")) == len(rows) + 2


@pytest.mark.parametrize(("command", "schema"), LISTS.items())
def test_every_list_is_written_for_programs(command: str, schema: str | None, url: str) -> None:
    """With its schema; the lists that had JSON before have it as it was."""
    told = json.loads(printed(command, url, "--format", "json"))
    if schema is None:
        assert isinstance(told, dict) == (command == "approval ruleset")
    else:
        assert told["schema"] == schema
        assert isinstance(told[schema.removeprefix("capdo.").removesuffix("/1")], list)


@pytest.mark.parametrize("command", LISTS)
def test_every_list_fits_eighty_columns(command: str, url: str) -> None:
    """In a pipe of which nobody says how wide it is; only what can't be broken is wider."""
    for line in printed(command, url).splitlines():
        assert len(line) <= 80 or command == "checks list"


@given(
    st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])) | st.none(), min_size=2, max_size=2))
)
def test_cells_are_text_and_nothing_else(rows: list[list[str | None]]) -> None:
    """Whatever they hold: read back as they are seen, and never run."""
    text = csv_text(("A", "B"), rows)
    _, *cells = csv.reader(io.StringIO(text.removeprefix(BOM), newline=""))
    assert [[unguard(cell) for cell in row] for row in cells] == [
        [visible(cell or "") for cell in row] for row in rows
    ]
    assert not any(RUN.match(cell) and not cell.startswith("'") for row in cells for cell in row)


@pytest.mark.parametrize(
    ("options", "there", "missing"),
    [
        (("--owner", "sở nội vụ"), {"TTDT-NV", "LUU-TRU"}, {"IOC"}),
        (("--operator", "SO-TTTT", "--level", "3"), {"IOC"}, {"DL-MO", "TTDT-NV"}),
        (("--status", "đang dự thảo"), {"TRO-LY-AO"}, {"IOC"}),
        (("--status", "none"), {"CALLBOT"}, {"IOC", "TRO-LY-AO"}),
        (("--status", "approved", "--portal"), {"DVC"}, {"CALLBOT", "TRO-LY-AO"}),
        (("--host", "tot.brvt.test"), {"IOC"}, {"TTDT-NV"}),
        (("--host", "DUNG-CHUNG"), {"TTDT-NV"}, {"IOC"}),
    ],
)
def test_systems_are_chosen_in_one_way(
    url: str, options: tuple[str, ...], there: set[str], missing: set[str]
) -> None:
    """By every command that lists some: alike, alone or together."""
    told = json.loads(printed("inventory list", url, *options, "--format", "json"))
    listed = {one["code"] for one in told["systems"]}
    assert there <= listed
    assert not missing & listed
    for command in ("approval status", "approval classify --all"):
        told = json.loads(printed(command, url, *options, "--format", "json"))
        assert {one["system"] for one in told} == listed
    due = json.loads(printed("deadlines", url, *options, "--format", "json"))
    assert {one["system"]["code"] for one in due} <= listed


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--status", "mai"), "'mai' is not one of: Chưa có hồ sơ"),
        (
            ("--owner", "SONV"),
            "--owner: there is no organization 'SONV' in the inventory; did you mean",
        ),
        (("--level", "6"), "less than or equal to 5"),
    ],
)
def test_what_cannot_be_chosen_by_is_told(url: str, options: tuple[str, ...], told: str) -> None:
    """With what can."""
    result = CliRunner().invoke(app, ["inventory", "list", *options, "--database", url])
    said = " ".join((result.stderr + str(result.exception)).replace("│", " ").split())
    assert result.exit_code != 0
    assert told in said


def test_a_database_is_named_by_its_file(tmp_path: Path, url: str) -> None:
    """One that ends as such files do; what is no file and no URL is told how to be written."""
    assert CliRunner().invoke(app, ["scan", "list", "--database", f"sqlite:///{url}"]).exit_code == 0
    refused = CliRunner().invoke(app, ["scan", "list", "--database", str(tmp_path / "capdo")])
    assert "write FILE.db, sqlite:///FILE or postgresql://" in str(refused.exception)
