"""The printed pages: margins, fonts, heading, page numbers and columns as Decree 30/2020 has them."""

import os
import subprocess
from pathlib import Path

import pytest

from reports.official.pdf import render_pdf
from reports.official.word import render_docx
from tests.reports.official.printed import Page, fonts, pages
from tests.reports.official.test_quarterly import document

# Times New Roman, or those of the same widths.
FAMILIES = {"TimesNewRoman", "Tinos", "LiberationSerif"}
STYLES = ("", "Bold", "Italic", "BoldItalic")
ALLOWED = {family + style for family in FAMILIES for style in STYLES}
# Some fonts of the same widths lack Vietnamese letters, which LibreOffice then takes from another font: the
# words fall apart. With Tinos alone every letter has one font, whatever else a machine has.
ONLY_TINOS = """<?xml version="1.0"?>
<fontconfig>
  <include>/etc/fonts/fonts.conf</include>
  <selectfont><rejectfont>
    <pattern><patelt name="family"><string>Liberation Serif</string></patelt></pattern>
  </rejectfont></selectfont>
</fontconfig>
"""
SLACK = 1.0  # millimetres: boxes of words are a little wider than their letters


@pytest.fixture(scope="module", params=["docx", "pdf"])
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report as PDF: our own, and the DOCX by way of LibreOffice."""
    folder = tmp_path_factory.mktemp("printed")
    if request.param == "pdf":
        (folder / "report.pdf").write_bytes(render_pdf(document()))
    else:
        (folder / "report.docx").write_bytes(render_docx(document()))
        profile = f"-env:UserInstallation=file://{folder}/profile"  # apart from other tests' and the user's
        (folder / "fonts.conf").write_text(ONLY_TINOS, encoding="utf-8")
        environment = {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
        command.append(str(folder / "report.docx"))
        subprocess.run(command, check=True, capture_output=True, timeout=240, env=environment)
    return folder / "report.pdf"


def body(page: Page) -> tuple[float, float, float, float]:
    """The edges of what is printed below the page number."""
    words = [word for word in page.words if word.top > 19]
    return (
        min(word.left for word in words),
        min(word.top for word in words),
        page.width - max(word.right for word in words),
        page.height - max(word.bottom for word in words),
    )


def test_pages(printed: Path) -> None:
    """All that the decree asks of the pages (one test, since LibreOffice is slow)."""
    *report, annex = pages(printed)
    assert len(report) == 2
    _check_fonts(printed)
    _check_margins(report)
    _check_heading(report[0])
    _check_numbers(report, annex)
    _check_ending(report[-1])
    _check_annex(annex)


def _check_fonts(printed: Path) -> None:
    assert fonts(printed) <= ALLOWED


def _check_margins(report: list[Page]) -> None:
    """A4; left 30–35 mm, top and bottom 20–25, right 15–20."""
    for page in report:
        assert (round(page.width), round(page.height)) == (210, 297)
        left, top, right, bottom = body(page)
        assert 30 - SLACK <= left <= 35 + SLACK
        assert 20 - SLACK <= top <= 27
        assert 15 - SLACK <= right <= 20 + SLACK
        assert bottom >= 20 - SLACK


def _check_heading(page: Page) -> None:
    """Two columns side by side, each in its half; the motto below the state's name, on one line each."""
    state = page.find("CỘNG", "HÒA", "XÃ", "HỘI", "CHỦ", "NGHĨA", "VIỆT", "NAM")
    motto = page.find("Độc", "lập", "-", "Tự", "do", "-", "Hạnh", "phúc")
    parent = page.find("CƠ", "QUAN", "CẤP", "TRÊN")
    place = page.find("Thành", "phố,", "ngày", "05", "tháng", "7", "năm", "2026")
    assert len({round(word.top) for word in state}) == len({round(word.top) for word in motto}) == 1
    assert state[0].top < motto[0].top < place[0].top
    assert abs(parent[0].top - state[0].top) < 2
    assert parent[-1].right < state[0].left
    assert page.find("Số:", "12/BC-CQ")[0].right < state[0].left
    title = page.find("BÁO", "CÁO", "Kết")
    assert abs((title[0].left + title[1].right) / 2 - (30 + 190) / 2) < 2


def _check_numbers(report: list[Page], annex: Page) -> None:
    """Centred at the top, on the second page only: the first of a document or an annex shows none."""
    numbers = [[word for word in page.words if word.bottom < 19] for page in (*report, annex)]
    assert [[word.text for word in found] for found in numbers] == [[], ["2"], []]
    (number,) = numbers[1]
    assert abs((number.left + number.right) / 2 - (30 + 190) / 2) < 2


def _check_ending(page: Page) -> None:
    """Recipients at the left, the signature at the right."""
    recipients = page.find("Nơi", "nhận:")
    signer = page.find("Người", "Ký")
    assert recipients[0].left < 32
    assert signer[0].left > 110
    assert page.find("KT.", "GIÁM", "ĐỐC")[0].top < page.find("PHÓ", "GIÁM", "ĐỐC")[0].top < signer[0].top


def _check_annex(page: Page) -> None:
    """Landscape; nine columns in order, nothing over the edge."""
    assert (round(page.width), round(page.height)) == (297, 210)
    assert page.text.startswith("Phụ lục I KẾT QUẢ")
    heads = ("TT", "Nội", "trì", "phối", "Phân", "Hiện", "UBQG", "Chỉ", "Ghi")
    header = [word for word in page.words if word.bottom < _first_row(page)]
    centres = []
    for head in heads:
        found = [word for word in header if word.text == head]
        centres.append(max((word.left + word.right) / 2 for word in found))
    assert centres == sorted(centres)
    left, _, right, bottom = body(page)
    assert min(left, right, bottom) >= 15 - SLACK


def _first_row(page: Page) -> float:
    return next(word.top for word in page.words if word.text == "11")
