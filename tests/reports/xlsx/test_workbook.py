"""The workbook."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from checks.model import Language
from reports.assembly.building import build_report
from reports.model import Report
from reports.text.plain_text import FORMULA_STARTS
from reports.xlsx import render_xlsx
from tests.reports import hostile, sample


def workbook(report: Report, language: Language = "vi") -> Workbook:
    """The written workbook, read again."""
    return load_workbook(BytesIO(render_xlsx(report, language)))


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("vi", ["Chỉ tiêu", "Hệ thống", "Phát hiện", "Chưa kiểm tra", "Cơ quan, đơn vị", "Tuổi phát hiện"]),
        ("en", ["Indicators", "Systems", "Findings", "Not tested", "Agencies", "Age of findings"]),
    ],
)
def test_sheets_with_frozen_headers(language: Language, titles: list[str]) -> None:
    """Titles and headings in one language; the header stays in view and filters."""
    book = workbook(build_report(sample.source()), language)
    assert book.sheetnames == titles
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(cell.value for cell in sheet[1])
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"


@pytest.mark.parametrize(("language", "zone"), [("vi", "(giờ Việt Nam)"), ("en", "(Viet Nam time)")])
def test_headings_of_moments_name_their_zone(language: Language, zone: str) -> None:
    """A spreadsheet's moments have no zone, and a workbook is opened anywhere."""
    book = workbook(build_report(sample.source()), language)
    told = [cell.value for sheet in book for cell in sheet[1] if zone in str(cell.value)]
    shown = [cell for sheet in book for cell in sheet[2] if cell.number_format == "dd/mm/yyyy hh:mm"]
    assert len(told) == len(shown) > 0


def test_percentages_are_numbers() -> None:
    """12,9 % is 0.129 in the format of a percentage, and what is unknown is empty."""
    sheet = workbook(build_report(sample.source()))["Chỉ tiêu"]
    rate, baseline = sheet["E2"], sheet["G6"]
    assert (rate.value, rate.number_format, rate.data_type) == (0.129, "0.0%", "n")
    assert baseline.value is None


def test_every_system_finding_and_gap_has_a_row() -> None:
    """Nothing is cut, unlike on the page."""
    report = build_report(sample.source())
    book = workbook(report)
    findings = sum(
        endpoint_verdict.is_finding for one in report.endpoints for endpoint_verdict in one.verdicts
    )
    not_tested = sum(group.verdicts for group in report.not_tested)
    never_scanned = sum(one.observed_at is None for one in report.endpoints)
    heights = [sheet.max_row - 1 for sheet in book.worksheets]
    ages = len(report.ages.by_severity) + len(report.ages.by_agency)
    assert heights == [5, 31, findings, not_tested + never_scanned, len(report.agencies), ages]


def test_no_cell_is_a_formula_and_none_starts_like_one() -> None:
    """Whatever servers and files said is text."""
    for sheet in workbook(hostile.report()).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not (isinstance(cell.value, str) and cell.value.startswith(FORMULA_STARTS))
                assert "\x1b" not in str(cell.value)
