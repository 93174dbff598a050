"""One file added to the indicators, and every output has it: no list elsewhere knows its name."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser
from typer import Typer
from typer.testing import CliRunner

from checks.model import Language
from inventory.approvals.events import ApprovalEvent
from inventory.database.opening import open_database
from inventory.targets.indicator import Counted
from inventory.targets.registry import all_indicators
from reports.assembly.building import build_report
from reports.gathering.report import gather
from reports.html.page import render_html
from reports.sentences.phrases import unit
from reports.targets.commands import targets
from reports.text.locale import load
from tests.inventory.targets.adding import added
from tests.inventory.targets.year import NOW, K, recorded_year

LAST = date(2023, 12, 31)
# One owner's in each quarter, the last one on the last day but one; B4 is gone by the end of the year.
REGULATED = {
    "A1": date(2023, 1, 10),
    "B1": date(2023, 3, 31),
    "C1": date(2023, 5, 2),
    "B4": date(2023, 7, 3),
    "B2": date(2023, 8, 1),
    "C2": date(2023, 12, 30),
}
PLAN = """
decision = "1/QĐ"
decided_on = 2023-01-02
title = {vi = "Kế hoạch", en = "Plan"}
issuer = {vi = "Tỉnh", en = "Province"}
[[targets]]
row = 1
key = "regulated"
title = {vi = "Tỷ lệ hệ thống có quy chế", en = "Share of systems with a regulation"}
target = 80
deadline = 2024-06-30
verified = true
"""
app = Typer()
app.command()(targets)


@pytest.fixture
def plan(tmp_path: Path) -> Iterator[Path]:
    """A plan that asks for the new indicator alone."""
    file = tmp_path / "plan.toml"
    file.write_text(PLAN, encoding="utf-8")
    folder = tmp_path / "indicators"
    folder.mkdir()
    with added(folder):
        yield file


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The scripted year, with the regulations of some systems."""
    address = f"sqlite:///{tmp_path / 'capdo.db'}"
    engine = open_database(address)
    log = recorded_year(engine)
    log.append_new(
        ApprovalEvent(system=code, kind=K.REGULATION_ISSUED, on=on) for code, on in REGULATED.items()
    )
    engine.dispose()
    return address


def told(plan: Path, url: str) -> dict[str, Any]:
    """The only row, as ``capdo targets`` tells it in JSON."""
    asked = ["--plan", str(plan), "--as-of", LAST.isoformat(), "--database", url, "--format", "json"]
    done = CliRunner().invoke(app, [*asked, "--history", "--forecast"], catch_exceptions=False)
    (row,) = json.loads(done.output)
    return dict(row)


def test_it_has_a_value(plan: Path, url: str) -> None:
    """Five of the eleven in operation; 80 % are nine, and whom to take next is told."""
    row = told(plan, url)
    assert (row["numerator"], row["denominator"], row["percent"], row["missing"]) == (5, 11, 45.5, 4)
    assert row["next_up"] == ["A2", "A3", "A4", "B3"]


def test_it_has_a_history(plan: Path, url: str) -> None:
    """By quarter, though no other indicator reads such events."""
    history = {
        point["on"]: (point["numerator"], point["denominator"]) for point in told(plan, url)["history"]
    }
    assert list(history.items())[-5:] == [
        ("2022-12-31", (0, 11)),
        ("2023-03-31", (2, 11)),
        ("2023-06-30", (3, 12)),
        ("2023-09-30", (5, 12)),
        ("2023-12-31", (5, 11)),
    ]


def test_it_has_a_pace_and_a_forecast(plan: Path, url: str) -> None:
    """Five in 365 days, four more: 292 days."""
    row = told(plan, url)
    assert (row["pace"]["gained"], row["pace"]["since"]) == (5, "2022-12-31")
    assert row["forecast"]["expected"] == "2024-10-18"


@pytest.mark.parametrize(
    ("language", "heading", "missing"),
    [("vi", "Có quy chế", "hệ thống"), ("en", "Has a regulation", "systems")],
)
def test_it_has_a_breakdown_by_agency(
    plan: Path, url: str, language: Language, heading: str, missing: str
) -> None:
    """In the report of each owner, under its own title, and its unit is that of systems."""
    report = build_report(gather(url, str(plan), LAST, NOW))
    (body,) = [page for page in report.agency_pages if page.organization.code == "B"]
    shares = {point.on: point.shares["regulated"] for point in body.history}
    assert {day.isoformat(): (one.reached, one.of) for day, one in shares.items()} == {
        "2022-12-31": (0, 4),
        "2023-03-31": (1, 4),
        "2023-06-30": (1, 4),
        "2023-09-30": (4, 8),  # A's are B's since July
        "2023-12-31": (3, 7),
    }
    page = LexborHTMLParser(render_html(report, language))
    assert heading in [node.text() for node in page.css("#a-B table.history th")]
    assert [node.text() for node in page.css(".t-missing")] == [
        f"{load(language).t('targets.missing')} 4 {missing}"
    ]


def test_it_is_shown_on_a_terminal(plan: Path, url: str) -> None:
    """The table, and the pace in words."""
    asked = ["--plan", str(plan), "--as-of", LAST.isoformat(), "--database", url, "--forecast"]
    output = CliRunner().invoke(app, asked, catch_exceptions=False, env={"COLUMNS": "160"}).output
    assert "Tỷ lệ hệ thống có quy chế" in output
    assert "45,5" in output
    assert "hệ thống" in output


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_unit_has_its_words(language: Language) -> None:
    """Of each indicator and of each kind of thing counted; and no words are left of one that is gone."""
    strings = load(language).strings
    named = {key.removeprefix("noun.") for key in strings if key.startswith("noun.")}
    counted = {key.split(".")[1] for key in strings if key.startswith("unit.")}
    kinds = {kind.value for kind in Counted}
    assert {unit(key) for key in all_indicators()} | kinds <= named
    assert named == counted
    assert named - kinds <= set(all_indicators())
