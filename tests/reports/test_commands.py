"""``capdo report`` and ``capdo targets``, on a real database with the sample inventory."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer import Typer
from typer.testing import CliRunner

from checks.facts import Target
from checks.model import Outcome, Severity
from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.approvals.log import ApprovalLog
from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.files.sample import sample as sample_inventory
from reports.commands import report_app
from reports.errors import ReportError
from reports.gathering.report import gather
from reports.source import ApprovalStage, PlanState
from reports.targets.commands import targets
from scanner.observation import Observation
from scanner.runs.writer import ScanWriter
from scanner.settings import RunSettings
from tests.checks import builders
from tests.reports import sample

BASELINE = date(2023, 5, 31)
NOW = datetime(2026, 6, 1, 3, 5, tzinfo=UTC)
app = Typer()
app.add_typer(report_app, name="report")
app.command()(targets)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database with the sample inventory and its events."""
    address = f"sqlite:///{tmp_path / 'capdo.db'}"
    illustrative = sample_inventory(NOW.date())
    engine = open_database(address)
    InventoryStore(engine).apply(illustrative.inventory)
    ApprovalLog(engine, lambda: NOW).append_new(illustrative.events)
    engine.dispose()
    return address


def run(*arguments: str) -> str:
    """The output of a command that must succeed."""
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def refused(*arguments: str) -> Exception:
    """What a command that must fail raises, for capdo.py to report."""
    result = CliRunner().invoke(app, arguments)
    assert isinstance(result.exception, Exception)
    return result.exception


def test_the_samples_figures_are_those_of_the_decision(url: str) -> None:
    """13%, 3,2%, 72% and 23% on 31/05/2023, in the shape that other programs rely on."""
    told = json.loads(run("targets", "--as-of", "2023-05-31", "--format", "json", "--database", url))
    first = {"row": 11, "numerator": 4, "denominator": 31, "percent": 12.9, "baseline": 13, "target": 80}
    assert list(told[0].items())[:7] == [*first.items(), ("missing", 21)]
    assert [(one["row"], one["percent"]) for one in told[:4]] == [(11, 12.9), (12, 3.2), (13, 72), (14, 23.2)]
    assert {"not_tested", "next_up", "deadline", "source", "verified", "title"} <= told[0].keys()


def test_percentages_are_written_as_the_plan_writes_them(url: str) -> None:
    """13, not 13.0."""
    assert '"baseline": 13,' in run("targets", "--as-of", "2023-05-31", "--format", "json", "--database", url)


def test_the_table_for_people(url: str) -> None:
    """Baseline → now → target, numerator over denominator, and whom to take next, in both languages."""
    table = run("targets", "--as-of", "2023-05-31", "--database", url)
    for words in (
        "số liệu đến",
        "31/05/2023",
        "13% → 12,9% → 80%",
        "4/31",
        "Cần làm tiếp:",
    ):
        assert words in table
    assert "13% → 12.9% → 80%" in run("targets", "--as-of", "2023-05-31", "--lang", "en", "--database", url)


def test_the_three_forms_of_the_report(url: str, tmp_path: Path) -> None:
    """Each is written whole to the file that was asked for."""
    for form in ("html", "json", "xlsx"):
        run(
            "report",
            form,
            "--output",
            str(tmp_path / f"r.{form}"),
            "--as-of",
            "2023-05-31",
            "--database",
            url,
        )
    assert "0 trên 5 chỉ tiêu đã đạt" in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["as_of"] == "2023-05-31"
    assert load_workbook(tmp_path / "r.xlsx")["Hệ thống"].max_row == 32


@pytest.mark.parametrize("form", ["html", "json", "xlsx"])
def test_an_output_that_cannot_be_written_is_said(form: str, url: str, tmp_path: Path) -> None:
    """A folder is no file; nothing is left beside it."""
    error = refused("report", form, "--output", str(tmp_path), "--database", url)
    assert isinstance(error, ReportError)
    assert str(tmp_path) in str(error)


def test_a_day_to_come_and_an_unknown_plan_are_refused(url: str) -> None:
    """Nothing is known of the future; plans are named."""
    assert isinstance(refused("targets", "--as-of", "2999-01-01", "--database", url), ReportError)
    assert isinstance(refused("targets", "--plan", "xx", "--database", url), InventoryError)


def test_today_is_vietnams(url: str) -> None:
    """At 18:00 UTC it is tomorrow in Viet Nam."""
    evening = datetime(2026, 6, 1, 18, tzinfo=UTC)
    assert gather(url, "brvt-2023", None, evening).as_of == date(2026, 6, 2)


def test_decisions_are_told_in_the_reports_words(url: str) -> None:
    """Stage, level, number and plan of a system, as of the day."""
    engine = open_database(url)
    log = ApprovalLog(engine, lambda: NOW)
    code = InventoryStore(engine).load().systems[0].code
    approved = {"system": code, "kind": EventKind.APPROVED, "level": 3, "number": "9/QĐ-UBND"}
    told = [ApprovalEvent(**approved, on=date(2026, 1, 5))]
    told.append(ApprovalEvent(system=code, kind=EventKind.PLAN_FULL, on=date(2026, 2, 1)))
    log.append_new(told)
    engine.dispose()
    line = gather(url, "brvt-2023", date(2026, 1, 31), NOW).approval(code)
    assert (line.stage, line.level, line.number) == (ApprovalStage.APPROVED, 3, "9/QĐ-UBND")
    assert line.decided_on == date(2026, 1, 5)
    assert line.plan is not PlanState.FULL
    assert gather(url, "brvt-2023", date(2026, 2, 1), NOW).approval(code).plan is PlanState.FULL


def test_what_a_scan_found_reaches_the_targets(url: str) -> None:
    """A passing IPv6 verdict counts; a claim against the evidence leaves the second figure."""
    engine = open_database(url)
    claimed = gather(url, "brvt-2023", None, NOW)
    code = next(code for code, line in claimed.approvals.items() if line.approved and line.claims_compliance)
    system = next(one for one in claimed.inventory.systems if one.code == code)
    writer = ScanWriter(engine)
    run_id = writer.start(RunSettings(), "capdo test", [one.key for one in system.endpoints])
    for endpoint in system.endpoints:
        writer.record(_seen(run_id, endpoint.key))
    engine.dispose()
    values = {value.key: value for value in gather(url, "brvt-2023", None, NOW).indicators}
    asked = ("targets", "--plan", "brvt-2023", "--database", url, "--as-of", f"{NOW:%Y-%m-%d}")
    told = run(*asked, "--format", "json")
    (agencies,) = (row["agencies"] for row in json.loads(told) if row["key"] == "ipv6")
    assert sum(line["operational"] for line in agencies) == values["ipv6"].numerator
    assert all({"agency", "none", "not_tested", "not_applicable"} <= line.keys() for line in agencies)
    assert "Số hệ thống theo trạng thái IPv6 của từng cơ quan" in run(*asked)
    compliant = values["compliant"]
    assert compliant.numerator_without_contradicted == compliant.numerator - 1
    assert values["ipv6"].numerator >= 1


def _seen(run_id: int, key: tuple[str, int, int]) -> Observation:
    host, https_port, http_port = key
    target = Target(host=host, https_port=https_port, http_port=http_port, observed_at=sample.NOW)
    bad = sample.verdict("tls.protocols", Outcome.FAIL, severity=Severity.HIGH)
    seen = sample.observation(host, bad, sample.verdict("ipv6.operational"))
    return seen.model_copy(update={"run": run_id, "target": target, "facts": builders.facts(target=target)})
