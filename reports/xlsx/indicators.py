"""The sheet of targets."""

from collections.abc import Iterator

from reports.model import Report, TargetCard
from reports.sentences.phrases import state
from reports.text.locale import Locale
from reports.xlsx.workbook import DAY, PERCENT, TEXT, Column, Row, Sheet

SHEET = Sheet(
    "indicators",
    (
        Column("row", 8),
        Column("wording", 60, TEXT),
        Column("numerator", 10),
        Column("denominator", 10),
        Column("percent", 10, PERCENT),
        Column("reviewed", 14),
        Column("percent_without", 16, PERCENT),
        Column("unconfirmed", 14),
        Column("percent_confirmed", 16, PERCENT),
        Column("untested", 14),
        Column("baseline", 14, PERCENT),
        Column("target", 10, PERCENT),
        Column("missing", 12),
        Column("missing_at_most", 14),
        Column("deadline", 12, DAY),
        Column("state", 24, TEXT),
        Column("source", 44, TEXT),
    ),
)


def rows(report: Report, locale: Locale) -> Iterator[Row]:
    """One row for each row of the plan."""
    return (_row(card, locale) for card in report.targets)


def _row(card: TargetCard, locale: Locale) -> Row:
    value, has_figures = card.value, card.value.percent is not None
    mark = "" if value.verified else f" ({locale.t('report.to_verify')})"
    return (
        value.row,
        locale.text(value.title),
        value.numerator if has_figures else None,
        value.denominator if has_figures else None,
        share(value.percent),
        len(value.contradicted) or None,
        share(value.percent_without_contradicted),
        len(value.unconfirmed) or None,
        share(value.percent_without_unconfirmed),
        value.not_tested,
        share(value.baseline),
        share(value.target),
        value.missing if has_figures else None,
        value.missing_at_most if has_figures else None,
        value.deadline,
        state(card, locale),
        locale.citation(value.source) + mark,
    )


def share(percent: float | None) -> float | None:
    """As spreadsheets keep percentages: 0.129 for 12.9%."""
    return None if percent is None else round(percent / 100, 4)
