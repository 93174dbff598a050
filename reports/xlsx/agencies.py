"""The sheet of agencies: owners, or operating units."""

from collections.abc import Iterator

from reports.model import AgencyLine, Report
from reports.text.locale import Locale
from reports.xlsx.workbook import PERCENT, TEXT, Column, Row, Sheet

SHEET = Sheet(
    "agencies",
    (
        Column("rank", 8),
        Column("code", 14, TEXT),
        Column("agency", 44, TEXT),
        Column("agency_is", 18, TEXT),
        Column("system_count", 10),
        Column("approved", 12),
        Column("approved_share", 12, PERCENT),
        Column("compliant", 12),
        Column("compliant_share", 12, PERCENT),
        Column("portals", 12),
        Column("labelled_portals", 12),
        Column("critical", 12),
        Column("high", 10),
        Column("medium", 12),
        Column("low", 10),
        Column("waived", 12),
        Column("untested", 14),
    ),
)


def rows(report: Report, locale: Locale) -> Iterator[Row]:
    """One row for each that has systems in operation, best first, as the page ranks them."""
    return (_row(line, locale.t(f"acting.{report.acting}")) for line in report.agencies)


def _row(line: AgencyLine, acting: str) -> Row:
    counts = line.findings
    return (
        line.rank,
        line.organization.code,
        line.organization.name,
        acting,
        line.systems,
        line.approved,
        round(line.approved / line.systems, 4),
        line.compliant,
        round(line.compliant / line.systems, 4),
        line.portals,
        line.labelled,
        counts.critical,
        counts.high,
        counts.medium,
        counts.low,
        counts.waived,
        line.not_tested,
    )
