"""The figures in Prometheus's text format, 0.0.4, as node-exporter's textfile collector reads it.

Names follow Prometheus's rules: base units, moments in seconds since 1970. A figure that nobody knows is left
out rather than told as 0: of what was never looked at there is no newest look. What is counted by kind has
all kinds, so that an alarm on one does not wait for its first.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from checks.model import Reason, Severity
from inventory.deadlines import DeadlineKind
from reports.metrics.state import ProgramState
from reports.model import Report
from scanner.version import SCANNER
from scanner.waivers.model import WaiverDeadline

Samples = Iterable[tuple[tuple[str, ...], float]]  # the values of the labels, and the figure


class Figures(Collector):
    """What one report and one state tell."""

    def __init__(self, report: Report, state: ProgramState) -> None:
        self._report = report
        self._state = state

    def collect(self) -> Iterator[Metric]:
        """Each figure with its samples; those without any are left out."""
        found = (*_indicators(self._report), *_findings(self._report), *_coverage(self._report))
        yield from (one for one in (*found, *_deadlines(self._report), *_program(self._state)) if one.samples)
        yield _one("report_timestamp_seconds", "When these figures were made.", self._report.generated_at)
        yield _family("scanner_info", "The program that made them.", ("version",), [((SCANNER,), 1)])


def exposition(report: Report, state: ProgramState) -> bytes:
    """The whole text, in UTF-8."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Figures(report, state))
    return generate_latest(registry)


def _indicators(report: Report) -> Iterator[Metric]:
    labels = ("row", "key")
    by_row = [((str(card.value.row), card.value.key), card.value) for card in report.targets]
    for name, meaning in (
        ("numerator", "What counts for an indicator of the plan."),
        ("denominator", "What belongs to an indicator of the plan."),
        ("not_tested", "The part of the denominator of which nothing can be told."),
        ("missing", "How many more reach the target."),
    ):
        found = [(row, getattr(value, name)) for row, value in by_row]
        yield _family(f"indicator_{name}", meaning, labels, found)
    targets = [(row, value.target / 100) for row, value in by_row]
    yield _family("indicator_target_ratio", "The target, 0 to 1.", labels, targets)


def _findings(report: Report) -> Iterator[Metric]:
    counts = [family.findings for family in report.families]
    open_ones = [((one.value,), sum(getattr(count, one.value) for count in counts)) for one in Severity]
    waived = sum(count.waived for count in counts)
    yield _family("findings", "Open findings, each endpoint counted once.", ("severity",), open_ones)
    yield _one("findings_waived", "Findings that are waived on the day.", waived)
    groups = {group.reason: group.verdicts for group in report.not_tested}
    missing = [((reason.value,), groups.get(reason, 0)) for reason in Reason]
    yield _family("verdicts_not_tested", "Checks that could not be told, by reason.", ("reason",), missing)


def _coverage(report: Report) -> Iterator[Metric]:
    seen = report.coverage
    for name, meaning in (
        ("systems", "Systems of the inventory that are in operation."),
        ("systems_with_endpoints", "Those of them that have an endpoint."),
        ("systems_scanned", "Those of which an endpoint was seen."),
        ("endpoints", "Endpoints of the inventory."),
        ("endpoints_scanned", "Those of which something could be told."),
    ):
        yield _one(name, meaning, getattr(seen, name))
    yield _one("endpoints_unconfirmed", "Those with a finding the newest look missed.", seen.unconfirmed)
    yield _one("endpoints_stale", "Those with a verdict too old to be counted.", seen.stale)
    yield _one("newest_look_timestamp_seconds", "When an endpoint was last seen.", seen.newest)
    yield _one("oldest_look_timestamp_seconds", "The endpoint seen longest ago.", seen.oldest)


def _deadlines(report: Report) -> Iterator[Metric]:
    counts = {count.kind.value: count for count in report.deadlines.counts}
    kinds = [kind.value for kind in (*DeadlineKind, *WaiverDeadline)]
    overdue = [((kind,), counts[kind].overdue if kind in counts else 0) for kind in kinds]
    soon = [((kind,), counts[kind].soon if kind in counts else 0) for kind in kinds]
    days = report.deadlines.soon_days
    yield _family("deadlines_overdue", "Deadlines that have passed.", ("kind",), overdue)
    yield _family("deadlines_soon", f"Deadlines within {days} days.", ("kind",), soon)


def _program(state: ProgramState) -> Iterator[Metric]:
    run = state.run
    yield _one("run_in_progress", "Whether a process scans now.", int(state.scanning))
    yield _one("database_size_bytes", "The size of the database.", state.size)
    if run is not None:
        yield _one("run_number", "The newest run.", run.id)
        yield _one("run_endpoints", "What the newest run is to look at.", run.endpoints)
        yield _one("run_endpoints_done", "What it has looked at.", run.done)
        yield _one("run_started_timestamp_seconds", "When it began.", run.started_at)
        yield _one("run_finished_timestamp_seconds", "When it ended.", run.finished_at)


def _one(name: str, meaning: str, value: datetime | float | None) -> Metric:
    """A figure without labels; None: nobody knows it."""
    number = value.timestamp() if isinstance(value, datetime) else value
    return _family(name, meaning, (), [] if number is None else [((), number)])


def _family(name: str, meaning: str, labels: tuple[str, ...], samples: Samples) -> Metric:
    family = GaugeMetricFamily(f"capdo_{name}", meaning, labels=labels)
    for values, number in samples:
        family.add_metric(values, number)
    return family
