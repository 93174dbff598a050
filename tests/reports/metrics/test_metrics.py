"""Metrics: valid text whose figures are the report's, and a dashboard that asks for no other."""

import json
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client.metrics_core import Metric
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Engine

from reports.assembly.building import build_report
from reports.metrics.exposition import exposition
from reports.metrics.state import ProgramState, state_of
from reports.model import Report
from scanner.runs.lease import Lease
from scanner.runs.run_progress import Run
from scanner.settings import RunSettings
from tests.cli.conftest import Here, here
from tests.inventory.conftest import database, empty_file, new_database
from tests.reports import sample
from tests.scanner.runs.standing.looking import HOSTS, Seen, recorded

pytestmark = pytest.mark.both_databases

__all__ = ["database", "empty_file", "here", "new_database"]
DASHBOARD = Path(__file__).parents[3] / "deploy" / "grafana" / "capdo.json"
BEGUN = datetime(2026, 6, 1, 19, tzinfo=UTC)
RUN = Run(
    id=7,
    started_at=BEGUN,
    finished_at=BEGUN + timedelta(hours=1),
    settings=RunSettings(),
    scanner="capdo",
    endpoints=30,
    done=12,
)
STATE = ProgramState(run=RUN, scanning=True, size=12_345)
Told = dict[tuple[str, tuple[tuple[str, str], ...]], float]


@pytest.fixture(scope="module")
def report() -> Report:
    """That of the sample estate."""
    return build_report(sample.source())


def families(text: bytes) -> list[Metric]:
    """What Prometheus's own parser reads."""
    return list(text_string_to_metric_families(text.decode()))


def told(text: bytes) -> Told:
    """Every sample by its name and labels."""
    return {
        (one.name, tuple(sorted(one.labels.items()))): one.value
        for family in families(text)
        for one in family.samples
    }


def test_the_figures_are_those_of_the_report(report: Report) -> None:
    """Indicators with numerator, denominator and what was not tested; findings; coverage; deadlines."""
    found = told(exposition(report, STATE))
    for card in report.targets:
        labels = (("key", card.value.key), ("row", str(card.value.row)))
        for name in ("numerator", "denominator", "not_tested", "missing"):
            assert found[f"capdo_indicator_{name}", labels] == getattr(card.value, name)
    by_severity = {name: value for (family, name), value in found.items() if family == "capdo_findings"}
    assert sum(by_severity.values()) == sum(family.findings.total for family in report.families) > 0
    for group in report.not_tested:
        assert found["capdo_verdicts_not_tested", (("reason", group.reason.value),)] == group.verdicts
    assert found["capdo_endpoints_scanned", ()] == report.coverage.endpoints_scanned
    overdue = [value for (family, _), value in found.items() if family == "capdo_deadlines_overdue"]
    assert sum(overdue) == len(report.deadlines.overdue)


def test_the_state_of_the_program_is_told(report: Report) -> None:
    """The newest run and how far it came; moments are seconds since 1970."""
    found = told(exposition(report, STATE))
    assert found["capdo_run_in_progress", ()] == 1
    assert (found["capdo_run_endpoints", ()], found["capdo_run_endpoints_done", ()]) == (30, 12)
    assert found["capdo_run_finished_timestamp_seconds", ()] == (BEGUN + timedelta(hours=1)).timestamp()
    assert found["capdo_database_size_bytes", ()] == 12_345


def test_what_nobody_knows_is_left_out(report: Report) -> None:
    """No look is no look at 1970, and a run that is not finished has no end."""
    bare = report.model_copy(update={"coverage": report.coverage.model_copy(update={"newest": None})})
    unfinished = ProgramState(run=RUN.model_copy(update={"finished_at": None}), scanning=False, size=1)
    names = {family.name for family in families(exposition(bare, unfinished))}
    assert "capdo_newest_look_timestamp_seconds" not in names
    assert "capdo_run_finished_timestamp_seconds" not in names
    none = {
        family.name for family in families(exposition(bare, ProgramState(run=None, scanning=False, size=1)))
    }
    assert not any(name.startswith("capdo_run_") for name in none - {"capdo_run_in_progress"})


def test_promtool_has_nothing_to_say(report: Report) -> None:
    """Prometheus's own linter of names, units and help, where it is installed."""
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not installed: Debian's package prometheus")
    linted = subprocess.run(
        [promtool, "check", "metrics"], input=exposition(report, STATE), capture_output=True, check=False
    )
    assert (linted.returncode, linted.stdout, linted.stderr) == (0, b"", b"")


def test_the_dashboard_asks_for_metrics_that_there_are(report: Report) -> None:
    """Every name in every expression; and each figure of the report has its panel."""
    dashboard = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    asked = " ".join(target["expr"] for panel in dashboard["panels"] for target in panel["targets"])
    named = set(re.findall(r"\bcapdo_\w+", asked))
    there = {family.name for family in families(exposition(report, STATE))}
    assert named - there == set()
    assert {name for name in there if name.startswith(("capdo_indicator", "capdo_findings"))} <= named


def test_the_state_is_read_from_the_database(database: Engine) -> None:
    """Its newest run, whether a living process scans, and its bytes."""
    assert state_of(database).run is None
    recorded(database, [Seen(HOSTS[0], day, ()) for day in (1, 2)])
    lease = Lease(database)
    assert lease.take() is None
    found = state_of(database)
    assert found.run is not None
    assert (found.run.id, found.run.done, found.scanning) == (2, 1, True)
    assert found.size > 100_000
    lease.release()
    assert not state_of(database).scanning


def test_the_file_is_written_whole(here: Here, tmp_path: Path) -> None:
    """Readable by the exporter's account, in the place of yesterday's; one clear line without a file."""
    file = tmp_path / "capdo.prom"
    file.write_text("yesterday")
    assert here("inventory", "import", "--sample").status == 0
    assert here("report", "metrics", "--output", str(file)).status == 0
    assert told(file.read_bytes())["capdo_systems", ()] == 31
    assert file.stat().st_mode & 0o777 == 0o644
    assert {path.name for path in tmp_path.iterdir() if path.name.startswith(".")} == set()
    assert here("report", "metrics").is_one_clear_line()
