"""The sheet of self-assessments: a row for each requirement of each system that answers, or was asked."""

from collections.abc import Iterator

from reports.model import Report
from reports.model.self_assessment import RequirementAnswer, ScanEvidence
from reports.sentences import phrases
from reports.text.locale import Locale
from reports.xlsx.workbook import DAY, TEXT, Column, Row, Sheet

SHEET = Sheet(
    "requirements",
    (
        Column("code", 14, TEXT),
        Column("name", 36, TEXT),
        Column("level_now", 10),
        Column("requirement_code", 14, TEXT),
        Column("requirement", 44, TEXT),
        Column("says", 22, TEXT),
        Column("said_on", 14, DAY),
        Column("why_not", 28, TEXT),
        Column("measures", 44, TEXT),
        Column("person", 24, TEXT),
        Column("due", 14, DAY),
        Column("proof", 28, TEXT),
        Column("scans_say", 26, TEXT),
        Column("scan_evidence", 60, TEXT),
    ),
)


def rows(report: Report, locale: Locale) -> Iterator[Row]:
    """Systems by code, requirements in the order of their catalogue."""
    names = {system.code: system.name for system in report.systems}
    for system in report.self_assessments.systems if report.self_assessments else ():
        for answer in system.requirements:
            yield (system.system, names[system.system], system.level, *_answer(answer, locale))


def _answer(answer: RequirementAnswer, locale: Locale) -> Row:
    scans = answer.scans
    return (
        answer.code,
        locale.text(answer.name),
        phrases.said(answer.state, locale),
        answer.on,
        answer.reason,
        answer.plan,
        answer.person,
        answer.due,
        answer.evidence,
        locale.t(f"self_assessment.scan.{scans.word}") if scans else None,
        "; ".join(_evidence(one, locale) for one in scans.evidence) or None if scans else None,
    )


def _evidence(one: ScanEvidence, locale: Locale) -> str:
    return f"{one.host}: {locale.text(one.summary)} ({locale.date(one.seen_on)})"
