"""The way so far and onwards, in words, in the terminal and on the page."""

import json
import re
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from selectolax.lexbor import LexborHTMLParser
from typer import Typer
from typer.testing import CliRunner

from checks.model import Language
from inventory.approvals.log import ApprovalLog
from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from inventory.deadlines import deadlines
from inventory.files.sample import sample
from inventory.law.ruleset import rulesets
from inventory.law.working_days import load_calendar
from reports.assembly.building import build_report
from reports.gathering.report import gather
from reports.gathering.targets import gather_targets
from reports.html.page import render_html
from reports.targets.commands import targets
from reports.targets.tables import forecast_table, history_table, work_table
from reports.text.locale import load
from tests.inventory.targets.year import NOW as YEAR_NOW
from tests.inventory.targets.year import recorded_year

NOW = datetime(2026, 6, 1, 3, 5, tzinfo=UTC)
BASELINE = date(2023, 5, 31)
YEAR_END = date(2023, 12, 31)
app = Typer()
app.command()(targets)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The sample inventory with its events."""
    address = f"sqlite:///{tmp_path / 'capdo.db'}"
    illustrative, engine = sample(NOW.date()), open_database(address)
    InventoryStore(engine).apply(illustrative.inventory)
    ApprovalLog(engine, lambda: NOW).append_new(illustrative.events)
    engine.dispose()
    return address


@pytest.fixture
def year(tmp_path: Path) -> str:
    """The scripted year, with a merger in it."""
    address = f"sqlite:///{tmp_path / 'year.db'}"
    engine = open_database(address)
    recorded_year(engine)
    engine.dispose()
    return address


def page(address: str, day: date, language: Language = "vi") -> LexborHTMLParser:
    """The report of a day."""
    return LexborHTMLParser(render_html(build_report(gather(address, "brvt-2023", day, YEAR_NOW)), language))


def words(parsed: LexborHTMLParser, selector: str) -> str:
    """The words of everything that a selector finds."""
    return " ".join(" ".join(node.text() for node in parsed.css(selector)).split())


def test_the_published_baseline_is_unchanged(url: str) -> None:
    """13, 3.2, 72 and 23 per cent at 31/05/2023, whichever way it is read; nothing was scanned by then."""
    short = gather_targets(url, "brvt-2023", BASELINE, NOW, progress=True)
    whole = gather(url, "brvt-2023", BASELINE, NOW)
    assert [one.percent for one in short.indicators] == [12.9, 3.2, 72.0, 23.2, None]
    assert short.indicators == whole.indicators
    assert short.progress is not None
    assert whole.progress is not None
    assert (short.progress.targets, short.progress.work) == (whole.progress.targets, whole.progress.work)
    assert (
        gather_targets(url, "brvt-2023", None, NOW).indicators
        == gather(url, "brvt-2023", None, NOW).indicators
    )


def test_deadlines_are_those_of_the_whole_log(url: str) -> None:
    """One system at a time, or all at once."""
    source = gather(url, "brvt-2023", BASELINE, NOW)
    engine = open_database(url)
    events = ApprovalLog(engine).events()
    engine.dispose()
    assert source.deadlines == deadlines(source.inventory, events, rulesets(), BASELINE, load_calendar())


def test_the_json_gains_what_was_asked_for_and_nothing_else(url: str) -> None:
    """The rows stay; history, pace, forecast and work come by option."""
    base = ["--as-of", "2023-05-31", "--format", "json", "--database", url]
    plain = json.loads(CliRunner().invoke(app, base, catch_exceptions=False).output)
    more = json.loads(
        CliRunner().invoke(app, [*base, "--history", "--forecast", "--work"], catch_exceptions=False).output
    )
    assert set(more[0]) - set(plain[0]) == {"history", "pace", "forecast", "work"}
    assert set(more[1]) - set(plain[1]) == {"history", "pace", "forecast"}
    assert [{key: row[key] for key in old} for row, old in zip(more, plain, strict=True)] == plain
    assert more[0]["history"][-1] == {
        "on": "2023-05-31", "numerator": 4, "denominator": 31, "not_tested": 0, "percent": 12.9
    }  # fmt: skip
    work = [line for agency in more[0]["work"] for line in agency["lines"]]
    assert sorted(line["place"] for line in work) == list(range(1, 22))
    assert {
        line["owner"]["code"]
        for agency in more[0]["work"]
        for line in agency["lines"]
        if line["owner"] != agency["owner"]
    } == set()


TOLD: dict[Language, tuple[str, ...]] = {
    "vi": (
        "Quý III/2023",
        "1,2 hệ thống mỗi quý (+5 trong 4 quý)",
        "khoảng tháng 8/2024 (từ ",
        "Sở B: 2 hệ thống",
        "Đã thẩm định 26 ngày",
    ),
    "en": (
        "Q3 2023",
        "1.2 systems a quarter (+5 in 4 quarters)",
        "about 2024-08 (from ",
        "Sở B: 2 systems",
        "Appraised 26 days ago",
    ),
}


@pytest.mark.parametrize(("language", "told"), TOLD.items())
def test_the_terminal_tells_the_year(year: str, language: Language, told: tuple[str, ...]) -> None:
    """History, pace, forecast and work list of the scripted year; all of it fits 80 columns."""
    source = gather_targets(year, "brvt-2023", YEAR_END, YEAR_NOW, progress=True)
    written = StringIO()
    for table in (history_table, forecast_table, work_table):
        Console(file=written, width=200).print(table(source, load(language)))
    assert [one for one in told if one not in written.getvalue()] == []
    narrow = StringIO()
    for table in (history_table, forecast_table, work_table):
        Console(file=narrow, width=80).print(table(source, load(language)))
    assert all(len(line) <= 80 for line in narrow.getvalue().splitlines())


def test_the_page_tells_trend_forecast_and_work(year: str) -> None:
    """A chart with its target's line for each indicator that has a history, and the list with reasons."""
    parsed = page(year, YEAR_END)
    charts = parsed.css(".chart-trend svg")
    assert len(charts) == 3
    assert all(
        len(chart.css(".in-now circle")) == 5 and len(chart.css(".in-target path")) == 1 for chart in charts
    )
    assert "54,5" in str(charts[0].attributes["aria-label"])
    assert "khoảng tháng 8/2024" in words(parsed, "#trend")
    assert "Chưa thể dự báo: chưa có gì để tính" in words(parsed, "#trend")
    assert (
        words(parsed, "#work .lead")
        == "Để đạt 80%, cần phê duyệt 3 hệ thống sau đây, ưu tiên hồ sơ dễ hoàn thành."
    )
    rows = [[cell.text().strip() for cell in row.css("th, td")] for row in parsed.css("#work .work tbody tr")]
    assert rows[0] == ["1", "Hệ thống C3", "Sở C", "Đã thẩm định 26 ngày: chỉ còn chờ quyết định phê duyệt"]
    assert len(rows) == 3


def test_a_merged_agency_is_told_with_its_successor(year: str) -> None:
    """Sở B has all eight systems, says whose four of them were, and shows both pasts."""
    parsed = page(year, YEAR_END)
    assert [node.attributes["id"] for node in parsed.css(".agency")] == ["a-B", "a-C"]
    told = words(parsed, "#a-B")
    assert "Gồm hệ thống của Sở A (đến 01/07/2023)" in told
    assert "Sở A, trước khi sáp nhập" in told
    assert "Quý II/2023" in words(parsed, "#a-B table:last-of-type tbody th")
    before = page(year, date(2023, 6, 30))
    assert [node.attributes["id"] for node in before.css(".agency")] == ["a-A", "a-B", "a-C"]


def test_links_lead_somewhere_and_ids_are_unique(year: str) -> None:
    """Within the page."""
    parsed = page(year, YEAR_END)
    ids = [node.attributes["id"] for node in parsed.css("[id]")]
    assert len(set(ids)) == len(ids)
    links = {str(node.attributes["href"])[1:] for node in parsed.css("a[href^='#']")}
    assert links <= set(ids)


def test_each_agency_is_told_once(year: str) -> None:
    """A system's details stand in one place; every other mention is a link."""
    written = render_html(build_report(gather(year, "brvt-2023", YEAR_END, YEAR_NOW)))
    assert len(re.findall(r'id="s-C3"', written)) == 1
