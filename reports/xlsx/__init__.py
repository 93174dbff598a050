"""The report as a workbook, for those who sort, filter and follow up."""

from io import BytesIO

from openpyxl import Workbook

from checks.model import Language
from reports.model import Report
from reports.text.locale import load
from reports.xlsx import agencies, ages, findings, indicators, not_tested, requirements, systems, trend
from reports.xlsx.workbook import add_sheet


def render_xlsx(report: Report, language: Language = "vi") -> bytes:
    """An XLSX file with its sheets and headings in one language."""
    locale = load(language)
    book = Workbook(write_only=True)
    parts = [indicators, systems, findings, not_tested, agencies, ages]
    for part in [*parts, requirements] if report.self_assessments else parts:
        add_sheet(book, part.SHEET, part.rows(report, locale), locale)
    if any(card.progress for card in report.targets):
        add_sheet(book, trend.TREND, trend.trend_rows(report, locale), locale)
        add_sheet(book, trend.FORECAST, trend.forecast_rows(report, locale), locale)
    written = BytesIO()
    book.save(written)
    return written.getvalue()
