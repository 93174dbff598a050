"""One day has one figure: whichever output tells it, on the day itself and in the history of later days."""

import json
import re
from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from rich.console import Console
from selectolax.lexbor import LexborHTMLParser

from inventory.settings.letterhead import Letterhead
from inventory.targets.plan import load_plan
from reports.assembly.building import build_report
from reports.gathering.report import gather
from reports.gathering.targets import gather_targets
from reports.html.page import render_html
from reports.json_report import render_json
from reports.model import Report
from reports.official.dates import Quarter
from reports.official.quarterly import quarterly_report
from reports.official.word import render_docx
from reports.source import TargetSource
from reports.targets.tables import targets_table
from reports.targets.text import targets_json
from reports.text.locale import load
from reports.xlsx import render_xlsx
from tests.reports.gathering import month

PLAN = "brvt-2023"
ROWS = {11: "approved", 12: "compliant", 16: "ipv6"}
Figures = dict[int, tuple[int, int] | None]
NONE: Figures = {11: None, 12: None, 16: None}
DAYS: dict[date, Figures] = {
    date(2026, 3, 31): NONE,  # nothing was recorded yet, but by a clock that was wrong
    date(2026, 6, 30): {11: (1, 3), 12: (1, 3), 16: None},  # nothing was scanned
    date(2026, 9, 30): {11: (1, 3), 12: (1, 3), 16: (1, 3)},  # the newest run was not permitted
    date(2026, 10, 31): {11: (1, 3), 12: (1, 3), 16: (2, 3)},  # the newest run met an outage
    date(2026, 12, 31): {11: (1, 3), 12: (1, 3), 16: None},  # whatever was told is stale
}
LETTERHEAD = Letterhead(parent="P", issuer="I", number="1", symbol="S", place="N", signer="K")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The estate with its runs; nobody writes to it."""
    return month.database(Path(tmp_path_factory.mktemp("month")))


def fraction(text: str) -> tuple[int, int] | None:
    """The first ``1/3`` of a text; None: there are no figures, and it says so."""
    found = re.search(r"(\d+)/(\d+)", text)
    return (int(found[1]), int(found[2])) if found else None


def pair(value: dict[str, int | None]) -> tuple[int, int] | None:
    """The figures of a JSON object, whose percentage tells whether there are any."""
    if value["percent"] is None:
        assert not value.get("missing")
        assert not value.get("next_up")
        return None
    return (value["numerator"] or 0, value["denominator"] or 0)


def of_json(report: Report) -> Figures:
    """``report json``."""
    cards = json.loads(render_json(report))["targets"]
    return {card["value"]["row"]: pair(card["value"]) for card in cards}


def of_history(report: Report) -> Figures:
    """The last point of the history that a report draws, which is its own day."""
    cards = [card for card in report.targets if card.progress]
    return {card.value.row: pair(card.progress.history[-1].model_dump()) for card in cards if card.progress}


def of_html(report: Report) -> Figures:
    """``report html``: the cards, in the plan's order."""
    cards = LexborHTMLParser(render_html(report, "vi")).css("article.target")
    figures: Figures = {}
    for card, node in zip(report.targets, cards, strict=True):
        (now,) = node.css(".t-now")
        figures[card.value.row] = fraction(now.text())
        assert figures[card.value.row] or "Còn thiếu" not in node.text()
    return figures


def of_xlsx(report: Report) -> Figures:
    """``report xlsx``: the first sheet."""
    sheet = load_workbook(BytesIO(render_xlsx(report))).worksheets[0]
    told = [[str(cell) for cell in row[:5]] for row in sheet.iter_rows(min_row=2, values_only=True)]
    return {int(row): fraction(f"{numerator}/{denominator}") for row, _, numerator, denominator, _ in told}


def of_docx(report: Report) -> Figures:
    """``report docx``: the table of the annex, and no shortfall without figures in the text."""
    document = quarterly_report(report, load_plan(PLAN), Quarter.of(report.as_of), LETTERHEAD)
    untested = [card.value.title.vi for card in report.targets if card.value.percent is None]
    for paragraph in document.body:
        if paragraph.text.startswith(tuple(untested)):
            assert "Chưa có số liệu" in paragraph.text
            assert "Còn thiếu" not in paragraph.text
    tables = Document(BytesIO(render_docx(document))).tables
    cells = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    return {int(row[0]): fraction(row[5]) for row in cells if row[0].isdigit() and len(row) > 5}


def of_command(source: TargetSource) -> Figures:
    """``targets --format json``."""
    return {row["row"]: pair(row) for row in json.loads(targets_json((source,)))}


def of_terminal(source: TargetSource) -> Figures:
    """``targets``: each row of the table, one at a time."""
    figures: Figures = {}
    for value in source.indicators:
        alone = TargetSource(
            inventory=source.inventory, indicators=(value,), as_of=source.as_of, plan=source.plan
        )
        console = Console(file=StringIO(), width=200, record=True)
        console.print(targets_table(alone, load("vi")))
        figures[value.row] = fraction(re.sub(r"\d+/\d+/\d+|\(\d+/\d+\)", "", console.export_text()))
    return figures


def chosen(figures: Figures) -> Figures:
    """Those that are looked at here."""
    return {row: figures[row] for row in ROWS}


@pytest.mark.parametrize(
    "told", [of_json, of_history, of_html, of_xlsx, of_docx], ids=lambda one: one.__name__
)
@pytest.mark.parametrize("day", DAYS)
def test_every_report_tells_the_same(url: str, day: date, told: Callable[[Report], Figures]) -> None:
    """As of each day, in each form."""
    assert chosen(told(build_report(gather(url, PLAN, day, month.NOW)))) == DAYS[day]


@pytest.mark.parametrize("day", DAYS)
def test_the_command_tells_the_same(url: str, day: date) -> None:
    """In both of its forms."""
    source = gather_targets(url, PLAN, day, month.NOW)
    assert chosen(of_command(source)) == DAYS[day]
    assert chosen(of_terminal(source)) == DAYS[day]


def test_history_tells_the_same_of_each_day(url: str) -> None:
    """As seen from later days: the ends of the quarters among them."""
    for seen_from in (date(2026, 10, 31), None):
        source = gather_targets(url, PLAN, seen_from, month.NOW, progress=True)
        assert source.progress is not None
        for row in ROWS:
            target = source.progress.of(row)
            assert target is not None
            points = {point.on: pair(point.model_dump()) for point in target.history}
            ends = [day for day in DAYS if day.day in (30, 31) and day.month % 3 == 0 and day < source.as_of]
            for day in ends:
                assert points.get(day) == DAYS[day][row], (row, day)


def test_a_claim_stays_contradicted_through_an_outage(url: str) -> None:
    """Whatever the newest run could not look at; the finding says since when it is not confirmed, and why."""
    for day in (date(2026, 9, 30), date(2026, 10, 31), date(2026, 12, 31)):
        report = build_report(gather(url, PLAN, day, month.NOW))
        assert [case.system for case in report.contradicted] == ["A"]
        (cause, *_) = (one for one in report.causes if one.check == "tls.protocols")
        assert cause.confirmation is not None
        assert cause.confirmation.not_confirmed is not None
        assert report.coverage.endpoints_scanned == 3
        assert report.coverage.unconfirmed
        page = LexborHTMLParser(render_html(report, "vi")).text()
        assert "chưa xác nhận lại vì" in " ".join(page.split())


def test_of_nothing_scanned_no_good_is_said(url: str) -> None:
    """Neither that there are no findings, nor how many an agency has."""
    report = build_report(gather(url, PLAN, date(2020, 3, 31), month.NOW))
    assert report.coverage.endpoints_scanned == 0
    page = LexborHTMLParser(render_html(report, "vi"))
    (findings,) = page.css("#findings")
    assert "Không có phát hiện nào" not in findings.text()
    assert {node.text() for node in page.css("#agencies tbody td.n")} == {"–"}
