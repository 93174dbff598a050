"""``capdo deadlines`` on a real database, its calendar file read back, and the report's section."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from selectolax.lexbor import LexborHTMLParser
from typer import Typer
from typer.testing import CliRunner

from checks.model import Language
from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.approvals.log import ApprovalLog
from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from inventory.deadlines import Deadline, DeadlineKind
from inventory.errors import InventoryError
from inventory.model import Inventory, Organization, System, Text
from reports.assembly.building import build_report
from reports.assembly.deadlines import lines
from reports.deadlines.calendar_file import render_calendar
from reports.deadlines.commands import deadlines
from reports.errors import ReportError
from reports.html.page import render_html
from reports.text.locale import load
from tests.reports import sample

NOW = datetime(2026, 9, 30, 3, 0, tzinfo=UTC)
NAME = "Cổng [bold]; a, b\\n\x1b[31m\u202e\r\nBEGIN:VEVENT"
INVENTORY = Inventory(
    organizations=(Organization(code="UBND", name="UBND tỉnh"),),
    systems=(
        System(code="A", name=NAME.replace("\x1b", "").replace("\r\n", " "), owner="UBND", proposed_level=3),
        System(code="B", name="Hệ thống B", owner="UBND", proposed_level=4),
    ),
)
MORE = (
    Organization(code="SO", name="Sở", parent="UBND"),
    Organization(code="TT", name="Trung tâm", parent="SO"),
    Organization(code="TRONG", name="Không có hệ thống"),
)
app = Typer()
app.command()(deadlines)


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Two dossiers: A submitted on 01/09/2026 (15 working days), B on 15/09 (25); and a body without any."""
    monkeypatch.delenv("CAPDO_CALENDAR", raising=False)
    address = f"sqlite:///{tmp_path / 'capdo.db'}"
    engine = open_database(address)
    InventoryStore(engine).apply(INVENTORY)
    InventoryStore(engine).apply(Inventory(organizations=MORE))
    ApprovalLog(engine, lambda: NOW).append_new(
        ApprovalEvent(system=code, kind=EventKind(kind), on=on)
        for code, kind, on in (
            ("A", "regulation-issued", date(2026, 8, 20)),
            ("A", "submitted", date(2026, 9, 3)),
            ("B", "regulation-issued", date(2026, 8, 20)),
            ("B", "submitted", date(2026, 9, 15)),
        )
    )
    engine.dispose()
    return address


def run(*arguments: str) -> str:
    """The output of a command that must succeed."""
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def refused(*arguments: str) -> str:
    """What the one refusal says."""
    result = CliRunner().invoke(app, arguments)
    assert isinstance(result.exception, InventoryError | ReportError)
    return str(result.exception)


def data(url: str, *arguments: str) -> Any:
    """The deadlines on 30/09/2026 as JSON."""
    return json.loads(run("--as-of", "2026-09-30", "--format", "json", "--database", url, *arguments))


def test_as_json(url: str) -> None:
    """Earliest first, each with its basis; everyone's have no system."""
    told = data(url)
    assert [(one["kind"], (one["system"] or {}).get("code"), one["due"]) for one in told] == [
        ("appraisal", "A", "2026-09-24"),
        ("appraisal", "B", "2026-10-20"),
        ("annual-report", None, "2026-12-20"),
        ("annual-report", None, "2026-12-25"),
    ]
    assert [(one["days_left"], one["overdue_days"]) for one in told[:2]] == [(-6, 6), (20, 0)]
    assert told[1] == {
        "kind": "appraisal",
        "rule": "",
        "system": {"code": "B", "name": "Hệ thống B"},
        "owner": {"code": "UBND", "name": "UBND tỉnh"},
        "agency": {"code": "UBND", "name": "UBND tỉnh"},
        "due": "2026-10-20",
        "days_left": 20,
        "overdue_days": 0,
        "basis": {
            "vi": "Thẩm định hồ sơ cấp độ 4: 25 ngày làm việc từ 15/09/2026",
            "en": "Appraise a level 4 dossier: 25 working days from 2026-09-15",
        },
        "source": "Nghị định 331/2026/NĐ-CP",
        "origin": {"vi": "Nghị định 331/2026/NĐ-CP", "en": "Decree 331/2026/NĐ-CP"},
        "verified": True,
    }


@pytest.mark.parametrize(("days", "count"), [("0", 1), ("19", 1), ("20", 2), ("81", 3), ("400", 4)])
def test_within_so_many_days(url: str, days: str, count: int) -> None:
    """What is overdue is always there."""
    assert len(data(url, "--within", days)) == count


def test_as_text(url: str) -> None:
    """Overdue first, in both languages, and inert."""
    text = run("--as-of", "2026-09-30", "--database", url)
    for told in ("Thời hạn, tính đến 30/09/2026", "Quá hạn 6 ngày", "Còn 20 ngày", "Tất cả hệ thống"):
        assert told in text
    assert text.index("24/09/2026") < text.index("20/10/2026")
    assert not set("\x1b\u202e") & set(text)
    assert "[bold]" in text
    english = run("--as-of", "2026-09-24", "--lang", "en", "--database", url)
    assert "Due today" in english
    assert "15 working days" in " ".join(english.replace("│", " ").split())


def test_nothing_due_is_said(tmp_path: Path) -> None:
    """Rather than an empty table."""
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    open_database(url).dispose()
    text = run("--as-of", "2015-01-01", "--database", url)
    assert "Không có thời hạn nào." in text


def test_the_users_calendar(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By option or by variable, an extra day off moves the day that is due."""
    file = tmp_path / "calendar.toml"
    file.write_text("days_off = [2026-09-24]", encoding="utf-8")
    assert data(url, "--calendar", str(file))[0]["due"] == "2026-09-25"
    monkeypatch.setenv("CAPDO_CALENDAR", str(file))
    assert data(url)[0]["due"] == "2026-09-25"


def test_the_calendar_file_is_read_back(url: str, tmp_path: Path) -> None:
    """All-day events with the right days, names as text, and the same UIDs from one file to the next."""
    files = [tmp_path / "1.ics", tmp_path / "2.ics"]
    for file, day in zip(files, ("2026-09-29", "2026-09-30"), strict=True):
        run("--as-of", day, "--format", "ics", "--output", str(file), "--database", url)
    first, second = ([*Calendar.from_ical(file.read_bytes()).events] for file in files)
    assert [event.start for event in second] == [
        date(2026, 9, 30),  # overdue since the 24th: on the day of the file
        date(2026, 10, 20),
        date(2026, 12, 20),
        date(2026, 12, 25),
    ]
    assert not any(isinstance(event.start, datetime) for event in second)
    uids = [str(event["uid"]) for event in second]
    assert len(set(uids)) == 4
    assert uids == [str(event["uid"]) for event in first]
    summary = str(second[0]["summary"])
    assert summary.startswith("Thẩm định hồ sơ đề xuất cấp độ: Cổng [bold]; a, b")
    assert summary.endswith("(Quá hạn 6 ngày)")
    assert "24/09/2026." in str(second[0]["description"])
    assert "Căn cứ: Nghị định 331/2026/NĐ-CP." in str(second[0]["description"])


def test_the_calendar_reminds_and_can_be_subscribed_to(url: str) -> None:
    """In the morning of the day and 1, 7 and 30 days before; of what is overdue on the day of the file."""
    calendar: Any = Calendar.from_ical(run("--as-of", "2026-09-30", "--format", "ics", "--database", url))
    morning = timedelta(hours=8)
    triggers = [[alarm["trigger"].dt for alarm in event.walk("VALARM")] for event in calendar.events]
    assert triggers[0] == [morning]
    assert triggers[1:] == [[morning - timedelta(days=days) for days in (30, 7, 1, 0)]] * 3
    assert {str(alarm["action"]) for alarm in calendar.walk("VALARM")} == {"DISPLAY"}
    assert calendar["refresh-interval"].dt == timedelta(hours=12)
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT12H" in calendar.to_ical()


def test_the_feed_of_one_body(url: str) -> None:
    """Its own deadlines and those of the bodies below it, and what is everyone's; not another body's."""
    engine = open_database(url)
    other = System(code="C", name="Hệ thống C", owner="SO", operator="TT", proposed_level=3)
    InventoryStore(engine).apply(Inventory(organizations=(*MORE, *INVENTORY.organizations), systems=(other,)))
    ApprovalLog(engine, lambda: NOW).append_new(
        ApprovalEvent(system="C", kind=EventKind(kind), on=on)
        for kind, on in (("regulation-issued", date(2026, 8, 20)), ("submitted", date(2026, 9, 3)))
    )
    engine.dispose()
    arguments = ("--database", url, "--as-of", "2026-09-30", "--format", "ics", "--lang", "en")
    feeds = {body: _summaries(run(*arguments, "--organization", body)) for body in ("UBND", "SO", "TT")}
    everyones = {line for line in feeds["UBND"] if "Hệ thống" not in line and "Cổng" not in line}
    assert len(feeds["UBND"] - everyones) == 3
    assert {line.partition(": ")[2].partition(" (")[0] for line in feeds["TT"] - everyones} == {"Hệ thống C"}
    assert feeds["SO"] == feeds["TT"] >= everyones
    assert feeds["UBND"] == _summaries(run(*arguments))


def _summaries(feed: str) -> set[str]:
    return {str(event["summary"]) for event in Calendar.from_ical(feed).walk("VEVENT")}


def test_the_calendar_on_standard_output(url: str) -> None:
    """For a pipe."""
    text = run("--as-of", "2026-09-30", "--format", "ics", "--lang", "en", "--database", url)
    assert len(Calendar.from_ical(text).events) == 4


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--output", "x.ics"), "--output needs --format json or --format ics"),
        (("--as-of", "2100-01-01"), "is in the future: use --within to look ahead"),
        (("--organization", "UBNX"), "--organization: there is no organization 'UBNX'"),
        (("--organization", "TRONG"), "neither it nor a body below it has a system"),
        (("--calendar", "missing.toml"), "calendar missing.toml cannot be read"),
        (("--format", "ics", "--output", "/dev/null/x.ics"), "cannot write /dev/null/x.ics"),
    ],
)
def test_wrong_input_is_refused(url: str, arguments: tuple[str, ...], message: str) -> None:
    """One line that says what to do."""
    assert message in refused("--database", url, *arguments)


@given(st.text(max_size=200), st.text(max_size=50))
def test_no_text_breaks_out_of_its_property(name: str, source: str) -> None:
    """Whatever a name or a source holds, there is one event, of this day."""
    systems = (System.model_construct(code="A", name=name, owner="UBND"),)
    inventory = Inventory.model_construct(organizations=(), systems=systems)
    written = render_calendar(lines([deadline(source=source)], inventory, NOW.date()), NOW, load("vi"))
    (event,) = Calendar.from_ical(written).events
    assert event.start == NOW.date()
    assert {"uid", "dtstamp", "dtstart", "summary", "description", "categories", "transp"} == {
        key.lower() for key in event
    }
    assert max(map(len, written.split(b"\r\n"))) <= 75


def deadline(days_left: int = -6, **changes: Any) -> Deadline:
    """A deadline so many days from 30/09/2026."""
    fields: dict[str, Any] = {
        "kind": DeadlineKind.APPRAISAL,
        "system": "A",
        "due": date(2026, 9, 30) + timedelta(days=days_left),
        "days_left": days_left,
        "basis": Text(vi="15 ngày làm việc", en="15 working days"),
        "source": "Nghị định 331/2026/NĐ-CP",
        "verified": False,
    }
    return Deadline(**{**fields, **changes})


def section(language: Language, *found: Deadline) -> str:
    """The words of the report's section."""
    page = render_html(build_report(sample.source(deadlines=found)), language)
    (node,) = LexborHTMLParser(page).css("#deadlines")
    return " ".join(node.text(separator=" ").split())


def test_the_reports_section_tells_what_is_overdue_first() -> None:
    """Then what is soon, then how many of each kind; what is later is counted only."""
    found = (
        deadline(-6, system="HT-001"),
        deadline(5, system="HT-002", kind=DeadlineKind.LABEL, verified=True),
        deadline(200, system="HT-003", kind=DeadlineKind.TRANSITION),
        deadline(9, system=None, kind=DeadlineKind.ANNUAL_REPORT),
        deadline(-1, system="GONE"),
    )
    told = section("vi", *found)
    assert told.index("Việc đã quá hạn") < told.index("Việc đến hạn trong 90 ngày tới")
    for words in ("24/09/2026 Quá hạn 6 ngày", "Còn 5 ngày", "Tất cả hệ thống", "cần đối chiếu"):
        assert words in told
    assert "Quy định chuyển tiếp 0 0 1" in told
    assert "Thẩm định hồ sơ đề xuất cấp độ 1 0 0" in told
    assert "Còn 200 ngày" not in told
    assert "Overdue by 6 days" in section("en", *found)


def test_a_long_list_is_cut_and_says_so() -> None:
    """A hundred systems of one kind, and how many more there are."""
    told = section(
        "vi", *(deadline(-number, system="HT-001", rule=str(number)) for number in range(150, 0, -1))
    )
    assert "150 hệ thống" in told
    assert told.count(sample.NAMES[0]) == 100
    assert "Còn 50 thời hạn khác: xem tệp JSON hoặc iCalendar." in told


def test_what_many_have_to_do_on_one_ground_is_one_row() -> None:
    """By who must act, each system with what is said of it alone; other grounds stay apart."""
    vi = ("Rà quét 6 tháng một lần; lần gần nhất: {}", "15 ngày làm việc")
    found = [
        deadline(-6 - number, system=f"HT-{number:03}", basis=Text(vi=vi[0].format(number), en="x"))
        for number in (1, 2, 12)
    ]
    told = section("vi", *found, deadline(-3, system="HT-003", basis=Text(vi=vi[1], en="y")))
    assert told.count("Rà quét 6 tháng một lần") == 1
    close = told.replace(" ", "")
    for words in (
        "12/09/2026 – 23/09/2026 Quá hạn 18 ngày",
        f"Sở Nội vụ (2): {sample.NAMES[11]} (12/09/2026; lần gần nhất: 12)",
    ):
        assert words.replace(" ", "") in close
    assert "Thẩm định hồ sơ đề xuất cấp độ 3 hệ thống" in told


@pytest.mark.parametrize("language", ["vi", "en"])
def test_without_deadlines_the_section_says_so(language: Language) -> None:
    """Not left blank."""
    assert load(language).t("deadlines.none") in section(language)
