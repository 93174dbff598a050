"""The sheet of how long findings have been open: by severity, then by agency."""

from collections.abc import Iterator

from reports.model import OpenAge, Report
from reports.text.locale import Locale
from reports.xlsx.workbook import TEXT, Column, Row, Sheet

SHEET = Sheet(
    "ages",
    (
        Column("age_of", 18, TEXT),
        Column("age_name", 44, TEXT),
        Column("open_findings", 12),
        Column("median_days", 16),
        Column("longest_days", 14),
    ),
)


def rows(report: Report, locale: Locale) -> Iterator[Row]:
    """As the page tells them: the gravest first, then the agencies, the slowest first."""
    for severity in report.ages.by_severity:
        name = locale.t(f"severity.{severity.severity}")
        yield _row(locale.t("xlsx.by_severity"), name, severity.age)
    for agency in report.ages.by_agency:
        yield _row(locale.t("xlsx.by_agency"), agency.agency.name, agency.age)


def _row(kind: str, name: str, age: OpenAge) -> Row:
    return (kind, name, age.findings, age.median, age.longest)
