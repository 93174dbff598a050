"""Waivers about to lapse are deadlines like others."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import Engine
from typer import Typer
from typer.testing import CliRunner

from checks.registry import all_checks
from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.approvals.log import ApprovalLog
from inventory.database.opening import open_database
from reports.assembly.building import build_report
from reports.assembly.lapsing import lapsing
from reports.deadlines.commands import deadlines
from reports.html.page import render_html
from scanner.waivers.giving import give
from scanner.waivers.log import WaiverLog
from scanner.waivers.model import RevocationRequest
from tests.reports import sample, waiving
from tests.scanner.waivers.estate import NOW, clock, filled, inventory, request, waiver

app = Typer()
app.command()(deadlines)
LAST = date(2026, 7, 1)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A database with one waiver, given on 01/06/2026 through 01/07/2026."""
    engine = filled(open_database(f"sqlite:///{tmp_path / 'capdo.db'}"))
    give(engine, request(approver="Trần\x1b[31m <b>B</b>"), clock=clock)
    yield engine
    engine.dispose()


def run(engine: Engine, day: str, *arguments: str) -> str:
    """The command's output for a day."""
    url = engine.url.render_as_string()
    result = CliRunner().invoke(app, ["--as-of", day, "--database", url, *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def told(engine: Engine, day: str, *arguments: str) -> list[dict[str, Any]]:
    """The waivers among the deadlines of a day."""
    found = json.loads(run(engine, day, "--format", "json", *arguments))
    assert found == sorted(found, key=lambda one: one["due"])
    return [one for one in found if one["kind"] == "waiver"]


def test_as_json(engine: Engine) -> None:
    """With its system, owner, number, check and who answers for it."""
    (line,) = told(engine, "2026-06-02", "--within", "29")
    assert told(engine, "2026-06-02", "--within", "28") == []
    assert (line["system"]["code"], line["owner"]["code"], line["rule"]) == ("HT", "STTTT", "1")
    assert (line["due"], line["days_left"], line["overdue_days"]) == ("2026-07-01", 29, 0)
    assert line["basis"]["en"].startswith("Waiver 1 (Unsafe TLS versions accepted) ends after 2026-07-01")
    name = all_checks()["tls.protocols"].finding.vi
    basis = f"Chấp nhận có thời hạn số 1 ({name}) hết hiệu lực sau ngày 01/07/2026"
    assert line["basis"]["vi"].startswith(basis)
    assert line["source"].startswith("Chấp nhận có thời hạn số 1, người phê duyệt: Trần")


def test_only_while_it_is_in_date(engine: Engine) -> None:
    """From the day it was given through its last; not once it is revoked, nor of a system that ended."""
    days = {"2026-05-31": 0, "2026-06-01": 1, "2026-07-01": 1, "2026-07-02": 0}
    assert {day: len(told(engine, day)) for day in days} == days
    ended = ApprovalEvent(system="HT", kind=EventKind.DECOMMISSIONED, on=date(2026, 6, 10))
    ApprovalLog(engine).append_new([ended])
    assert [len(told(engine, day)) for day in ("2026-06-09", "2026-06-10")] == [1, 0]
    WaiverLog(engine, lambda: NOW + timedelta(days=5)).revoke(RevocationRequest(number=1, reason="xong"))
    assert [len(told(engine, day)) for day in ("2026-06-05", "2026-06-06")] == [1, 0]


def test_as_text_and_calendar(engine: Engine) -> None:
    """Inert in the terminal; an event of its own in the calendar, the same in every file."""
    text = run(engine, "2026-06-30")
    assert "Chấp nhận có thời hạn hết hiệu lực" in text
    assert "\x1b" not in text
    files = [run(engine, day, "--format", "ics") for day in ("2026-06-01", "2026-06-30")]
    ((first,), (second,)) = (
        [one for one in Calendar.from_ical(file).events if "Chấp nhận có thời hạn" in str(one["summary"])]
        for file in files
    )
    assert (first["uid"], second["uid"], second.start) == (second["uid"], first["uid"], LAST)


def test_the_reports_section() -> None:
    """Soon to lapse: listed; later: counted; of a system that the report leaves out: neither."""
    seen = waiving.seen(sample.SHARED)
    soon = sample.source().as_of + timedelta(days=10)
    waivers = (
        waiving.waiver(1, "HT-001", seen, until=soon, approver="<i>C</i>"),
        waiving.waiver(2, "HT-002", seen, until=soon + timedelta(days=200)),
        waiving.waiver(3, "GONE", seen, until=soon),
    )
    page = LexborHTMLParser(render_html(build_report(sample.source(waivers=waivers)), "vi"))
    section = " ".join(page.css("#deadlines")[0].text(separator=" ").split())
    name = all_checks()["tls.protocols"].finding.vi
    assert f"Chấp nhận có thời hạn số 1 ({name}) hết hiệu lực sau ngày" in section
    assert "<i>C</i>" in section
    assert "Chấp nhận có thời hạn số 3" not in section
    assert "Chấp nhận có thời hạn hết hiệu lực 0 1 1" in section


def test_two_of_one_system_keep_apart() -> None:
    """Each by its number."""
    both = [waiver(number=1), waiver(number=2)]
    assert [one.rule for one in lapsing(both, inventory(), LAST)] == ["1", "2"]
