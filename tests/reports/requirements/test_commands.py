"""``capdo assessment status`` as a list for spreadsheets."""

import csv
import io
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from inventory.cli.assessment.commands import assessment_app
from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from inventory.model import Inventory, Organization, System
from reports.requirements.commands import status


@pytest.fixture(autouse=True)
def estate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that answered one requirement."""
    office = Organization(code="VP", name="Văn phòng")
    system = System(code="IOC", name="Trung tâm", owner="VP", proposed_level=3)
    url = f"sqlite:///{tmp_path / 'capdo.db'}"
    InventoryStore(open_database(url)).apply(Inventory(organizations=(office,), systems=(system,)))
    monkeypatch.setenv("CAPDO_DATABASE_URL", url)
    assert CliRunner().invoke(assessment_app, ["record", "IOC", "7.2.3.4", "met"]).exit_code == 0


def rows(*arguments: str) -> list[list[str]]:
    """The list as CSV, headings first."""
    app = typer.Typer()
    app.command()(status)
    result = CliRunner().invoke(app, [*arguments, "--format", "csv"])
    assert result.exit_code == 0, result.output
    return list(csv.reader(io.StringIO(result.stdout_bytes.decode("utf-8-sig"), newline="")))


def test_systems_and_their_answers_are_told_for_spreadsheets() -> None:
    """All systems a row each; of one system a row for each requirement of its level."""
    (headings, ioc) = rows()
    assert len(headings) == len(ioc) == 5
    assert ioc[0] == "IOC – Trung tâm"
    assert ioc[2].startswith("1/44")
    _, *answers = rows("IOC")
    assert len(answers) > 40
    assert [one[1].split(" (")[0] for one in answers if one[0].startswith("7.2.3.4 ")] == ["Đáp ứng"]
