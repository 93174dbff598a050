"""One day has one figure: whichever output tells it, on the day itself and in the history of later days."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from inventory.targets.plan import load_plan
from reports.assembly.building import build_report
from reports.gathering.report import gather
from reports.gathering.targets import gather_targets
from reports.html.page import render_html
from reports.model import Report, TargetState
from reports.official.dates import Quarter
from reports.official.quarterly import quarterly_report
from tests.reports.gathering import month
from tests.reports.gathering.figures import (
    LETTERHEAD,
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
    shortfalls,
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
# Of the three systems, how many are surely missing of IPv6, and how many at most.
SHORTFALLS: dict[date, tuple[int, int] | None] = {
    date(2026, 6, 30): None,
    date(2026, 9, 30): (1, 2),
    date(2026, 10, 31): (0, 1),
    date(2026, 12, 31): None,
}
STATES = {
    date(2026, 6, 30): TargetState.NO_DATA,
    date(2026, 9, 30): TargetState.OVERDUE,
    date(2026, 10, 31): TargetState.UNDECIDED,
    date(2026, 12, 31): TargetState.NO_DATA,
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


@pytest.mark.parametrize("day", SHORTFALLS)
def test_every_output_tells_the_same_shortfall(url: str, day: date) -> None:
    """What is surely missing, and what may be with what was not tested; the state and forecast agree."""
    report = build_report(gather(url, PLAN, day, month.NOW))
    told = shortfalls(report, gather_targets(url, PLAN, day, month.NOW, progress=True), 16)
    assert told == dict.fromkeys(told, SHORTFALLS[day])
    (card,) = (one for one in report.targets if one.value.row == 16)
    assert card.state == STATES[day]
    assert len(card.next_up) == card.value.missing
    assert card.progress is not None
    assert not card.progress.forecast.reached


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


def test_a_percentage_has_one_form(url: str) -> None:
    """Without a blank, on the page and in the paper that is signed."""
    report = build_report(gather(url, PLAN, date(2026, 9, 30), month.NOW))
    document = quarterly_report(report, load_plan(PLAN), Quarter.of(report.as_of), LETTERHEAD)
    texts = (render_html(report, "vi"), " ".join(one.text for one in document.body))
    for text in texts:
        assert re.findall(r"\d%", text)
        assert re.findall(r"\d\s%", text) == []


def test_of_nothing_scanned_no_good_is_said(url: str) -> None:
    """Neither that there are no findings, nor how many an agency has."""
    report = build_report(gather(url, PLAN, date(2020, 3, 31), month.NOW))
    assert report.coverage.endpoints_scanned == 0
    page = LexborHTMLParser(render_html(report, "vi"))
    (findings,) = page.css("#findings")
    assert "Không có phát hiện nào" not in findings.text()
    assert {node.text() for node in page.css("#agencies tbody td.n")} == {"–"}
