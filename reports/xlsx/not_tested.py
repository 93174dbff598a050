"""The sheet of what could not be tested."""

from collections.abc import Iterator, Mapping

from checks.model import Outcome, Reason, Verdict
from reports.model import CheckView, EndpointView, Report
from reports.text.locale import Locale
from reports.text.seen import seen_in_full
from reports.xlsx.workbook import MOMENT, TEXT, Column, Row, Sheet

SHEET = Sheet(
    "not_tested",
    (
        Column("reason", 34, TEXT),
        Column("check", 22, TEXT),
        Column("check_title", 34, TEXT),
        Column("host", 30, TEXT),
        Column("port", 10),
        Column("evidence", 50, TEXT),
        Column("system_codes", 30, TEXT),
        Column("observed", 18, MOMENT),
    ),
)


def rows(report: Report, locale: Locale) -> Iterator[Row]:
    """One row for each verdict that could not be reached, and for each endpoint that was never scanned."""
    checks = {check.id: check for check in report.checks}
    for endpoint in report.endpoints:
        if endpoint.observed_at is None:
            yield _unseen(endpoint, locale)
        for verdict in endpoint.verdicts:
            if verdict.outcome is Outcome.NOT_TESTED:
                yield _row(endpoint, verdict, checks, locale)


def _unseen(endpoint: EndpointView, locale: Locale) -> Row:
    systems = ", ".join(endpoint.systems)
    reason = locale.t("coverage.never_scanned")
    return (reason, None, None, endpoint.host, endpoint.https_port, None, systems, None)


def _row(endpoint: EndpointView, verdict: Verdict, checks: Mapping[str, CheckView], locale: Locale) -> Row:
    return (
        locale.reason(verdict.reason or Reason.INTERNAL_ERROR),
        verdict.check,
        locale.text(checks[verdict.check].title),
        endpoint.host,
        endpoint.https_port,
        seen_in_full(verdict, locale.language),
        ", ".join(endpoint.systems),
        endpoint.observed_at,
    )
