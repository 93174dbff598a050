"""The sheets of the way so far, a row for each target and quarter, and of the forecast."""

from collections.abc import Iterator

from reports.model import Report
from reports.sentences import outlook
from reports.text.locale import Locale
from reports.xlsx.indicators import share
from reports.xlsx.workbook import DAY, PERCENT, TEXT, Column, Row, Sheet

TREND = Sheet(
    "trend",
    (
        Column("row", 8),
        Column("wording", 60, TEXT),
        Column("quarter", 16, TEXT),
        Column("until", 12, DAY),
        Column("numerator", 10),
        Column("denominator", 10),
        Column("percent", 10, PERCENT),
        Column("untested", 14),
    ),
)
FORECAST = Sheet(
    "forecast",
    (
        Column("row", 8),
        Column("wording", 60, TEXT),
        Column("forecast", 44, TEXT),
        Column("pace", 36, TEXT),
        Column("needed", 36, TEXT),
        Column("chance", 16, PERCENT),
    ),
)


def trend_rows(report: Report, locale: Locale) -> Iterator[Row]:
    """As the page's table: the ends of quarters, oldest first, then the day itself."""
    for card in report.targets:
        for point in card.progress.history if card.progress else ():
            has_figures = point.percent is not None
            yield (
                card.value.row,
                locale.text(card.value.title),
                locale.quarter(point.on),
                point.on,
                point.numerator if has_figures else None,
                point.denominator if has_figures else None,
                share(point.percent),
                point.not_tested,
            )


def forecast_rows(report: Report, locale: Locale) -> Iterator[Row]:
    """In the sentences of the page."""
    for card in report.targets:
        if card.progress is not None:
            chance = card.progress.forecast.chance_in_time
            yield (
                card.value.row,
                locale.text(card.value.title),
                outlook.forecast(card.progress, locale),
                outlook.pace(card.value, card.progress, locale),
                outlook.needed(card.value, card.progress, locale),
                share(None if chance is None else 100 * chance),
            )
