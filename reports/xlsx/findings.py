"""The sheet of findings."""

from collections.abc import Iterator, Mapping

from checks.model import Verdict
from reports.assembly.order import evidence_line
from reports.model import CheckView, EndpointView, Report
from reports.wording import Locale
from reports.xlsx.workbook import MOMENT, TEXT, Column, Row, Sheet

SHEET = Sheet(
    "findings",
    (
        Column("severity", 14, TEXT),
        Column("outcome", 12, TEXT),
        Column("check", 22, TEXT),
        Column("check_title", 34, TEXT),
        Column("host", 30, TEXT),
        Column("port", 10),
        Column("summary", 54, TEXT),
        Column("evidence", 60, TEXT),
        Column("system_count", 10),
        Column("system_codes", 30, TEXT),
        Column("remediation", 60, TEXT),
        Column("observed", 18, MOMENT),
    ),
)


def rows(report: Report, locale: Locale) -> Iterator[Row]:
    """One row for each finding at an endpoint, most severe first."""
    checks = {check.id: check for check in report.checks}
    found = [
        (endpoint, verdict)
        for endpoint in report.endpoints
        for verdict in endpoint.verdicts
        if verdict.is_finding
    ]
    found.sort(key=lambda one: (-one[1].severity.rank, one[1].check, one[0].id))
    return (_row(endpoint, verdict, checks, locale) for endpoint, verdict in found)


def _row(endpoint: EndpointView, verdict: Verdict, checks: Mapping[str, CheckView], locale: Locale) -> Row:
    check = checks[verdict.check]
    return (
        locale.t(f"severity.{verdict.severity}"),
        locale.t(f"outcome.{verdict.outcome}"),
        verdict.check,
        locale.text(check.title),
        endpoint.host,
        endpoint.https_port,
        locale.text(verdict.summary),
        evidence_line(verdict.evidence),
        len(endpoint.systems),
        ", ".join(endpoint.systems),
        locale.text(check.remediation) if check.remediation else None,
        endpoint.observed_at,
    )
