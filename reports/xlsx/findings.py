"""The sheet of findings."""

from collections.abc import Iterator, Mapping
from datetime import date

from checks.check import heading
from checks.model import Verdict
from inventory.model import Code
from reports.assembly.ages import days_open
from reports.model import CheckView, EndpointView, Report, WaiverView
from reports.sentences.ages import age
from reports.sentences.phrases import waiver
from reports.text.locale import Locale
from reports.text.seen import seen_in_full
from reports.xlsx.workbook import DAY, MOMENT, TEXT, Column, Row, Sheet, StruckRow

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
        Column("agencies_to_act", 30, TEXT),
        Column("remediation", 60, TEXT),
        Column("observed", 18, MOMENT),
        Column("first_seen", 18, MOMENT),
        Column("open_since", 18, MOMENT),
        Column("days_open", 10),
        Column("age", 60, TEXT),
        Column("waived_for", 30, TEXT),
        Column("waived_until", 14, DAY),
        Column("waiver", 60, TEXT),
    ),
)


def rows(report: Report, locale: Locale) -> Iterator[Row]:
    """One row for each finding at an endpoint, most severe first; struck through when it is wholly waived."""
    checks = {check.id: check for check in report.checks}
    waivers = {waiver.number: waiver for waiver in report.waivers}
    agencies = {code: page.organization.name for page in report.agency_pages for code in page.systems}
    findings = [
        (endpoint, verdict)
        for endpoint in report.endpoints
        for verdict in endpoint.verdicts
        if verdict.is_finding
    ]
    findings.sort(key=lambda finding: (-finding[1].severity.rank, finding[1].check, finding[0].id))
    for endpoint, verdict in findings:
        row = _row(endpoint, verdict, checks, agencies, report.as_of, locale)
        yield _with_waivers(row, endpoint, verdict.check, waivers, locale)


def _row(
    endpoint: EndpointView,
    verdict: Verdict,
    checks: Mapping[str, CheckView],
    agencies: Mapping[Code, str],
    day: date,
    locale: Locale,
) -> Row:
    check, confirmation = checks[verdict.check], endpoint.confirmations.get(verdict.check)
    since = confirmation.since if confirmation else endpoint.observed_at
    return (
        locale.t(f"severity.{verdict.severity}"),
        locale.t(f"outcome.{verdict.outcome}"),
        verdict.check,
        locale.text(heading(check, verdict.outcome)),
        endpoint.host,
        endpoint.https_port,
        locale.text(verdict.summary),
        seen_in_full(verdict, locale.language),
        len(endpoint.systems),
        ", ".join(endpoint.systems),
        ", ".join(dict.fromkeys(agencies[code] for code in endpoint.systems)),
        locale.text(check.remediation) if check.remediation else None,
        confirmation.confirmed_at if confirmation else endpoint.observed_at,
        confirmation.first_seen if confirmation else None,
        since,
        days_open(since, day) if since else None,
        age(confirmation, locale) or None,
    )


def _with_waivers(
    row: Row, endpoint: EndpointView, check: str, waivers: Mapping[int, WaiverView], locale: Locale
) -> Row:
    """The row with the systems it is waived for, the first day's end of these waivers, and who answers."""
    waived = [waived_verdict for waived_verdict in endpoint.waived if waived_verdict.check == check]
    if not waived:
        return (*row, None, None, None)
    explanations = [
        f"{waived_verdict.system}: {waiver(waivers[waived_verdict.waiver], locale)}"
        for waived_verdict in waived
    ]
    until = min(waivers[waived_verdict.waiver].until for waived_verdict in waived)
    whole = (
        *row,
        ", ".join(waived_verdict.system for waived_verdict in waived),
        until,
        "; ".join(explanations),
    )
    return StruckRow(whole) if len(waived) == len(endpoint.systems) else whole
