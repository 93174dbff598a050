"""One day has one figure: whichever output tells it, on the day itself and in the history of later days."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from reports.assembly.building import build_report
from reports.gathering.report import gather
from reports.gathering.targets import gather_targets
from reports.html.page import render_html
from reports.model import Report
from tests.reports.gathering import month
from tests.reports.gathering.figures import (
    PLAN,
    Figures,
    of_command,
    of_docx,
    of_history,
    of_html,
    of_json,
    of_terminal,
    of_xlsx,
    pair,
)

ROWS = {11: "approved", 12: "compliant", 16: "ipv6"}
NONE: Figures = {11: None, 12: None, 16: None}
DAYS: dict[date, Figures] = {
    date(2026, 3, 31): NONE,  # nothing was recorded yet, but by a clock that was wrong
    date(2026, 6, 30): {11: (1, 3), 12: (1, 3), 16: None},  # nothing was scanned
    date(2026, 9, 30): {11: (1, 3), 12: (1, 3), 16: (1, 3)},  # the newest run was not permitted
    date(2026, 10, 31): {11: (1, 3), 12: (1, 3), 16: (2, 3)},  # the newest run met an outage
    date(2026, 12, 31): {11: (1, 3), 12: (1, 3), 16: None},  # whatever was told is stale
}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The estate with its runs; nobody writes to it."""
    return month.database(Path(tmp_path_factory.mktemp("month")))


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
