"""A claim, the evidence against it, and a waiver of that evidence, in a real database."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from typer import Typer
from typer.testing import CliRunner

from checks.facts import Target
from checks.model import Outcome, Severity
from inventory.approvals.log import ApprovalLog
from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from inventory.files.sample import sample as sample_inventory
from inventory.targets.evaluation import IndicatorValue
from reports.assembly.building import build_report
from reports.gathering.report import gather
from reports.targets.commands import targets
from scanner.runs.writer import ScanWriter
from scanner.settings import RunSettings
from scanner.waivers.giving import give
from scanner.waivers.log import WaiverLog
from scanner.waivers.model import RevocationRequest, WaiverRequest
from tests.checks import builders
from tests.reports import sample

SCANNED = datetime(2026, 6, 1, 3, 5, tzinfo=UTC)
PLAN = "brvt-2023"
app = Typer()
app.command()(targets)


@dataclass(frozen=True)
class Claim:
    """A database in which one system claims what a scan contradicts."""

    url: str
    engine: Engine
    system: str

    def compliant(self, day: date) -> IndicatorValue:
        """Row 12 on a day."""
        values = gather(self.url, PLAN, day, SCANNED + timedelta(days=60)).indicators
        return next(value for value in values if value.key == "compliant")

    def waive(self, at: datetime) -> None:
        """Waive the evidence for thirty days."""
        asked = WaiverRequest(
            system=self.system,
            check="tls.protocols",
            until=at.date() + timedelta(days=30),
            reason="Thiết bị cũ",
            approver="Nguyễn Văn A",
        )
        give(self.engine, asked, clock=lambda: at)


@pytest.fixture
def claim(tmp_path: Path) -> Claim:
    """The sample inventory, whose one compliant system still accepts TLS 1.0."""
    url = f"sqlite:///{tmp_path / 'capdo.db'}"
    engine = open_database(url)
    illustrative = sample_inventory(SCANNED.date())
    InventoryStore(engine).apply(illustrative.inventory)
    ApprovalLog(engine, lambda: SCANNED).append_new(illustrative.events)
    lines = gather(url, PLAN, SCANNED.date(), SCANNED).approvals
    code = next(code for code, line in lines.items() if line.approved and line.claims_compliance)
    system = next(one for one in illustrative.inventory.systems if one.code == code)
    writer = ScanWriter(engine)
    run = writer.start(RunSettings(), "capdo test", [one.key for one in system.endpoints])
    for one in system.endpoints:
        target = Target(
            host=one.host, https_port=one.https_port, http_port=one.http_port, observed_at=SCANNED
        )
        bad = sample.verdict("tls.protocols", Outcome.FAIL, severity=Severity.HIGH)
        seen = sample.observation(one.host, bad, finished_at=SCANNED)
        told = {"run": run, "target": target, "facts": builders.facts(target=target)}
        writer.record(seen.model_copy(update=told))
    return Claim(url, engine, code)


def test_a_waiver_takes_a_system_off_the_review_for_its_time(claim: Claim) -> None:
    """Doubted before, not while it holds, and again after its last day."""
    claim.waive(SCANNED + timedelta(days=2))
    doubted = [claim.compliant(SCANNED.date() + timedelta(days=days)).contradicted for days in (1, 2, 32, 33)]
    assert doubted == [(claim.system,), (), (), (claim.system,)]


def test_reports_of_days_before_never_change(claim: Claim) -> None:
    """Neither a waiver nor its revocation reaches back."""
    days = [SCANNED.date() + timedelta(days=days) for days in range(5)]
    before = [build_report(gather(claim.url, PLAN, day, SCANNED + timedelta(days=9))) for day in days]
    claim.waive(SCANNED + timedelta(days=2))
    given = [build_report(gather(claim.url, PLAN, day, SCANNED + timedelta(days=9))) for day in days]
    assert given[:2] == before[:2]
    assert all(report.excused for report in given[2:])
    log = WaiverLog(claim.engine, lambda: SCANNED + timedelta(days=4))
    log.revoke(RevocationRequest(number=1, reason="Đã khắc phục"))
    after = [build_report(gather(claim.url, PLAN, day, SCANNED + timedelta(days=9))) for day in days]
    assert after[:4] == given[:4]
    assert after[4] == before[4]


def test_the_targets_are_told_with_and_without_the_systems_to_review(claim: Claim) -> None:
    """Row 12 in JSON and on the terminal, in both languages; the official figure stays first."""
    value = claim.compliant(SCANNED.date())
    day = ("--as-of", SCANNED.date().isoformat(), "--database", claim.url)
    told = json.loads(_run(*day, "--format", "json"))
    (row,) = [one for one in told if one["row"] == 12]
    assert row["contradicted"] == [claim.system]
    assert row["numerator_without_contradicted"] == value.numerator - 1
    assert row["percent_without_contradicted"] < row["percent"]
    fraction = f"({value.numerator - 1}/{value.denominator})"
    shown = " ".join(_run(*day).split())
    assert "Không tính 1 hệ thống cần rà soát:" in shown
    assert fraction in shown
    assert "1 system under review" in " ".join(_run(*day, "--lang", "en").split())


def test_without_evidence_there_is_one_figure(claim: Claim) -> None:
    """A day before the scan nothing was against the claim."""
    day = SCANNED.date() - timedelta(days=1)
    told = _run("--as-of", day.isoformat(), "--database", claim.url)
    assert "rà soát" not in told
    value = claim.compliant(day)
    assert (value.contradicted, value.percent_without_contradicted) == ((), None)


def _run(*arguments: str) -> str:
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output
