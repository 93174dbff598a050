"""The sheet of systems."""

from collections.abc import Iterator

from reports.model import Report, SystemView
from reports.text.locale import Locale
from reports.xlsx.workbook import DAY, TEXT, Column, Row, Sheet

SHEET = Sheet(
    "systems",
    (
        Column("code", 14, TEXT),
        Column("name", 44, TEXT),
        Column("owner", 32, TEXT),
        Column("operator", 32, TEXT),
        Column("in_operation", 12, TEXT),
        Column("portal", 12, TEXT),
        Column("proposed", 10),
        Column("stage", 22, TEXT),
        Column("level", 12),
        Column("decision", 20, TEXT),
        Column("decided_on", 14, DAY),
        Column("plan", 28, TEXT),
        Column("assessed", 14, DAY),
        Column("labelled", 12, TEXT),
        Column("label_until", 14, DAY),
        Column("doubts", 44, TEXT),
        Column("ipv6", 28, TEXT),
        Column("critical", 12),
        Column("high", 10),
        Column("medium", 12),
        Column("low", 10),
        Column("waived", 12),
        Column("untested", 14),
        Column("review", 12, TEXT),
    ),
)


def rows(report: Report, locale: Locale) -> Iterator[Row]:
    """One row for each system."""
    return (
        (*_who(system, locale), *_decided(system, locale), *_findings(system, locale))
        for system in report.systems
    )


def _who(system: SystemView, locale: Locale) -> Row:
    return (
        system.code,
        system.name,
        system.owner.name,
        system.operator.name if system.operator else None,
        _yes(locale, answer=system.in_operation),
        _yes(locale, answer=system.is_portal),
        system.proposed_level,
    )


def _decided(system: SystemView, locale: Locale) -> Row:
    line = system.approval
    return (
        locale.t(f"stage.{line.stage}"),
        line.level,
        line.number,
        line.decided_on,
        locale.t(f"plan.{line.plan}"),
        line.assessed_on,
        _yes(locale, answer=line.labelled),
        line.label_until,
        "; ".join(locale.text(says) for says in line.unconfirmed) or None,
    )


def _findings(system: SystemView, locale: Locale) -> Row:
    counts = system.findings
    return (
        locale.t(f"ipv6.{system.ipv6}"),
        counts.critical,
        counts.high,
        counts.medium,
        counts.low,
        counts.waived,
        system.not_tested,
        _yes(locale, answer=system.contradicted),
    )


def _yes(locale: Locale, *, answer: bool) -> str:
    return locale.t("xlsx.yes" if answer else "xlsx.no")
