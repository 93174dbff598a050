"""Over a scripted month, the report's first screen and ``scan diff`` tell the same changes."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from rich.cells import cell_len
from rich.console import Console
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import Engine

from inventory.database.opening import open_database
from inventory.database.transactions import reading
from reports.assembly.building import build_report
from reports.differences.document import diff_document
from reports.differences.gathering import Shown, shown
from reports.differences.page import diff_page
from reports.differences.text import plain_diff, print_diff
from reports.gathering.report import gather
from reports.gathering.scope import Scope
from reports.html.page import render_html
from reports.model import Report
from reports.text.locale import load
from scanner.differences.change import Kind, counted
from tests.reports.gathering import month
from tests.reports.gathering.scripted import MONTH, Findings, carried_out

NOW = datetime(2026, 12, 5, 3, tzinfo=UTC)
STOOD = {act.day: act.findings for act in MONTH}


def of(day: int) -> date:
    """A day of November."""
    return date(2026, 11, day)


DAYS = ((1, 3), (1, 12), (6, 16), (12, 18), (18, 22), (10, 28))
PERIODS = [(of(since), of(until)) for since, until in DAYS]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The estate after the month."""
    url = f"sqlite:///{tmp_path_factory.mktemp('scripted') / 'capdo.db'}"
    engine = month.estate(open_database(url))
    for act in MONTH:
        carried_out(engine, act)
    engine.dispose()
    return url


@pytest.fixture(scope="module")
def engine(url: str) -> Iterator[Engine]:
    """Its database."""
    opened = open_database(url)
    yield opened
    opened.dispose()


def told(engine: Engine, *ends: date, systems: tuple[str, ...] = ()) -> Shown:
    """What ``scan diff`` shows."""
    with reading(engine) as connection:
        return shown(connection, [day.isoformat() for day in ends], systems, None, lambda: NOW)


def report(url: str, until: date, since: date | None = None) -> Report:
    """The report of a day."""
    return build_report(gather(url, "brvt-2023", until, NOW, Scope(since=since)))


def found(engine: Engine, since: date, until: date, kind: Kind) -> Findings:
    """By host and check, what changed so."""
    changes = told(engine, since, until).comparison.changes
    return frozenset((change.host, change.check) for change in changes if change.kind is kind)


@pytest.mark.parametrize(("since", "until"), PERIODS)
def test_each_period_tells_what_came_and_went(engine: Engine, since: date, until: date) -> None:
    """Of looks that could not look, of wrong clocks and of partial looks nothing is fixed."""
    assert found(engine, since, until, Kind.NEW) == STOOD[until] - STOOD[since]
    assert found(engine, since, until, Kind.FIXED) == STOOD[since] - STOOD[until]


@pytest.mark.parametrize(("since", "until"), PERIODS)
def test_the_first_screen_tells_the_same(url: str, engine: Engine, since: date, until: date) -> None:
    """With its days named, in the same figures as the difference of these days."""
    made = report(url, until, since)
    assert made.changed is not None
    figures = {line.kind: line.count for line in made.changed.counts}
    assert figures == {kind: counted(told(engine, since, until).comparison.changes)[kind] for kind in Kind}
    (screen,) = LexborHTMLParser(render_html(made)).css("#targets .changed")
    assert f"So với ngày {since:%d/%m/%Y}" in screen.text()
    for kind, word in ((Kind.NEW, "phát hiện mới"), (Kind.FIXED, "đã khắc phục")):
        assert (f"{figures[kind]} {word}" in screen.text()) == bool(figures[kind])


def test_it_is_compared_with_a_month_before_or_the_first_look(url: str) -> None:
    """The days are told; before there was anything to compare with, nothing is."""
    days = (date(2026, 12, 4), of(12), date(2020, 3, 1))
    later, first, nothing = (report(url, day).changed for day in days)
    assert later is not None
    assert (later.since, later.is_first) == (of(4), False)
    assert first is not None
    assert (first.since, first.is_first) == (date(2026, 10, 13), False)  # a wrong clock looked in 2020
    assert nothing is None


def test_the_json_has_the_schema(engine: Engine) -> None:
    """Its keys, and those of each change."""
    document = json.loads(json.dumps(diff_document(told(engine, of(1), of(12)).comparison, "vi")))
    assert list(document) == ["schema", "from", "to", *Kind]
    assert (document["schema"], document["from"]) == ("capdo.diff/1", "2026-11-01T17:00:00Z")
    (fixed,) = document["fixed"]
    assert list(fixed) == ["system", "host", "port", "check", "severity", "summary", "since"]
    assert (fixed["system"], fixed["check"]) == ("C", "ipv6.operational")
    assert fixed["since"] == "2026-11-01T05:00:00Z"


@pytest.mark.parametrize("system", ["A", "B"])
def test_one_system_alone(engine: Engine, system: str) -> None:
    """Only its changes, and the ages of its findings."""
    shown_ = told(engine, of(1), of(16), systems=(system,))
    assert {change.system for change in shown_.comparison.changes} <= {system}
    assert sum(line.age.findings for line in shown_.ages.by_severity) == (2 if system == "A" else 0)


def test_text_and_page_tell_it_in_words(engine: Engine) -> None:
    """What was fixed, since when it was seen, when it went, and how long others have been open."""
    shown_ = told(engine, of(12), of(16))
    text = " ".join(plain_diff(shown_, load("vi")).split())
    page = LexborHTMLParser(diff_page(shown_, load("vi"))).text()
    assert "Từ hết ngày 12/11/2026 đến hết ngày 16/11/2026" in text
    for words in ("1 đã khắc phục", "thấy từ 01/11/2026, hết từ 16/11/2026 (sau 15 ngày)", "Trung vị (ngày)"):
        assert words in text
        assert words in page


def test_the_ages_are_those_of_the_open_findings(url: str, engine: Engine) -> None:
    """In the page's figures and the difference's; a finding that came back is as old as its return."""
    ages = report(url, of(28), of(18)).ages
    assert ages == told(engine, of(18), of(28)).ages
    ((severity, age),) = [(line.severity, line.age) for line in ages.by_severity]
    assert (severity, age.findings, age.median, age.longest) == ("high", 2, 6.0, 6)
    assert [line.agency.code for line in ages.by_agency] == ["O"]


def test_nothing_to_compare_is_said(engine: Engine) -> None:
    """A sentence rather than an empty page."""
    assert "không có thay đổi" in plain_diff(told(engine, of(2), of(3), systems=("B",)), load("vi")).lower()


@pytest.mark.parametrize("terminal", [False, True])
def test_no_line_is_wider_than_the_screen(engine: Engine, *, terminal: bool) -> None:
    """With colours and without, the same words in the same lines, below the margin of three columns."""
    console = Console(width=40, force_terminal=terminal, color_system=None, highlight=False)
    with console.capture() as captured:
        print_diff(told(engine, of(12), of(18)), load("vi"), console)
    changes = captured.get().split("\n\n")[1].splitlines()[1:]
    assert len(changes) > 4
    assert all(cell_len(line) <= 40 for line in changes)
    assert [line for line in changes if line[:1] + line[2:3] != "  " or line[3:4] == " "] == []
