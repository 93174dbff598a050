"""The quarterly report as data, and what of it is in the files."""

import re
import sys
import zipfile
from datetime import date
from importlib.abc import MetaPathFinder
from io import BytesIO

import pytest

from checks.registry import all_checks
from inventory.settings.letterhead import Letterhead
from inventory.targets.plan import load_plan
from reports.assembly.building import build_report
from reports.errors import ReportError
from reports.official import pdf
from reports.official.dates import Quarter
from reports.official.document import OfficialDocument
from reports.official.pdf import render_page, render_pdf
from reports.official.quarterly import quarterly_report
from reports.official.word import render_docx
from reports.source import ReportSource
from tests.reports import sample, waiving

LETTERHEAD = Letterhead(
    parent="Cơ quan cấp trên",
    issuer="Cơ quan báo cáo",
    number="12",
    symbol="CQ",
    place="Thành phố",
    signed_on=date(2026, 7, 5),
    authority="KT. Giám đốc",
    position="Phó Giám đốc",
    signer="Người Ký",
    recipients=("Như trên", "Văn phòng;"),
    archive="P1",
    members={"11": "Thành viên A"},
)
HOSTILE = '<script>"=1+1"</script> {{ 7*7 }} {% raw %} & ]]> { PAGE }\x00\u202e'


def document(letterhead: Letterhead = LETTERHEAD, source: ReportSource | None = None) -> OfficialDocument:
    """The report of the made-up province."""
    report = build_report(source or sample.source())
    return quarterly_report(report, load_plan("brvt-2023"), Quarter(2026, 2), letterhead)


def text_of(content: OfficialDocument) -> str:
    """The body."""
    return "\n".join(paragraph.text for paragraph in content.body)


def test_figures_are_written_as_in_vietnam() -> None:
    """Decimal comma, numerator over denominator, the gap, days dd/mm/yyyy."""
    text = text_of(document())
    assert (
        "12,9% (4/31); chỉ tiêu 80%. Chưa đạt, đã quá thời hạn ngày 31 tháng 12 năm 2023. "
        "Còn thiếu 21 hệ thống" in text
    )
    assert "Nếu không tính 2 hệ thống cần rà soát thì đạt 3,2% (1/31)." in text
    assert "số liệu tính đến ngày 01 tháng 6 năm 2026" in text
    assert "Quyết định số 180/QĐ-BCĐ ngày 26 tháng 6 năm 2023" in text


def test_waived_weaknesses_are_told_as_not_mended() -> None:
    """They are left out of the serious ones of their system, and counted in a line of their own."""
    alone = sample.inventory().model_copy(update={"systems": (sample.system(19),)})
    waivers = [
        waiving.waiver(number, "HT-019", waiving.seen("ht19.brvt.test"), check)
        for number, check in enumerate(("tls.protocols", "cert.expiry"), start=1)
    ]
    texts = [
        text_of(document(source=sample.source(inventory=alone, waivers=given)))
        for given in ((), tuple(waivers))
    ]
    assert "Có 1 hệ thống có điểm yếu mức cao hoặc nghiêm trọng" in texts[0]
    assert "Trang thông tin điện tử" in texts[0].partition("nhìn thấy từ Internet: ")[2]
    names = [all_checks()[check].finding.vi for check in ("cert.expiry", "tls.protocols")]
    assert f"- Điểm yếu chủ yếu: {', '.join(names)}." in texts[0]
    assert "mức cao hoặc nghiêm trọng" not in texts[1]
    assert "Có 2 điểm yếu chưa khắc phục, đang được chấp nhận có thời hạn." in texts[1]
    assert "chấp nhận có thời hạn" not in texts[0]


def test_the_annex_has_the_columns_of_the_decision() -> None:
    """Nine, verbatim but for month and year."""
    annex = document().annex
    assert [column.heading for column in annex.table.columns] == [
        "Số TT",
        "Nội dung",
        "Đơn vị chủ trì",
        "Đơn vị phối hợp",
        "Phân công thành viên BCĐ theo dõi, chỉ đạo",
        "Hiện trạng của tỉnh đến tháng 6/2026",
        "Chỉ tiêu của UBQG năm 2023",
        "Chỉ tiêu của tỉnh năm 2023",
        "Ghi chú",
    ]
    first = annex.table.rows[0]
    assert (first[0], first[2], first[4]) == ("11", "Các sở, ban, ngành, địa phương", "Thành viên A")
    assert first[5:8] == ("12,9% (4/31)", "80%", "80%")
    assert annex.table.rows[3][6] == "-"
    assert not [row for row in annex.table.rows if "cần đối chiếu" in str(row[8])]


def test_another_plan_names_its_own_targets() -> None:
    """Those of a directive are neither the National Committee's nor the province's."""
    report = build_report(sample.source())
    told = quarterly_report(report, load_plan("ct09-2024"), Quarter(2026, 2), LETTERHEAD)
    headings = [column.heading for column in told.annex.table.columns]
    assert headings[6:8] == ["Chỉ tiêu quốc gia năm 2024", "Chỉ tiêu theo Chỉ thị năm 2024"]


def test_the_letterheads_names() -> None:
    """Capitals where the decree has them; the annex says what it belongs to."""
    told = document()
    assert (told.heading.parent, told.heading.issuer) == ("CƠ QUAN CẤP TRÊN", "CƠ QUAN BÁO CÁO")
    assert (told.heading.number, told.heading.place_and_day) == (
        "Số: 12/BC-CQ",
        "Thành phố, ngày 05 tháng 7 năm 2026",
    )
    assert (
        told.annex.reference == "(Kèm theo Báo cáo số 12/BC-CQ ngày 05 tháng 7 năm 2026 của Cơ quan báo cáo)"
    )
    assert told.recipients == ("- Như trên;", "- Văn phòng;", "- Lưu: VT, P1.")


def test_without_a_letterhead_names_are_blank() -> None:
    """Nobody's name is made up; the addressee is who decided the plan."""
    told = document(Letterhead())
    assert (told.heading.issuer, told.heading.number) == ("…", "Số: …/BC-…")
    assert told.heading.place_and_day == "…, ngày … tháng … năm 2026"
    assert (told.signature.signer, told.recipients[-1]) == ("…", "- Lưu: VT, …")
    assert told.addressee == "Ban Chỉ đạo Chuyển đổi số tỉnh Bà Rịa – Vũng Tàu"


def hostile() -> OfficialDocument:
    """A report whose every name is hostile."""
    return document(Letterhead(parent=HOSTILE, issuer=HOSTILE, signer=HOSTILE, members={"11": HOSTILE}))


def test_hostile_text_is_inert_in_docx() -> None:
    """No markup, no control characters; page numbers are the only fields, one in each header."""
    with zipfile.ZipFile(BytesIO(render_docx(hostile()))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}
    assert "{ PAGE }" in parts["word/document.xml"]
    fields = {name: re.findall(r'w:instr="([^"]*)"|<w:instrText', text) for name, text in parts.items()}
    assert {name: found for name, found in fields.items() if found} == {
        "word/header1.xml": ["PAGE"], "word/header2.xml": ["PAGE"]
    }  # fmt: skip
    assert not any("<script" in text or "\u202e" in text for text in parts.values())


def test_hostile_text_is_inert_in_the_page() -> None:
    """Escaped, and no template is run; nothing can be fetched."""
    page = render_page(hostile())
    assert "<script" not in page
    assert "{{ 7*7 }}" in page
    assert "\u202e" not in page
    with pytest.raises(ValueError, match="not fetched"):
        pdf._refuse("file:///etc/passwd")


def test_the_same_content_gives_the_same_document() -> None:
    """No moment and no name of this machine gets in."""
    one, other = (zipfile.ZipFile(BytesIO(render_docx(document()))) for _ in range(2))
    assert all(one.read(name) == other.read(name) for name in one.namelist())
    assert {part.date_time for part in one.infolist()} == {(2020, 3, 5, 0, 0, 0)}
    assert b"python-docx" not in one.read("docProps/core.xml")


def test_pdf_without_pango_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line that tells what to install."""

    class Missing(MetaPathFinder):
        """Stands for a machine without the library: WeasyPrint raises this while it is imported."""

        def find_spec(self, fullname: str, *_: object) -> None:
            if fullname == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with pytest.raises(ReportError, match="libpango"):
        render_pdf(document())


def test_a_scanner_without_ipv6_is_told() -> None:
    """So that nobody takes the untested for the failed."""
    assert "- Máy quét không có IPv6 hoạt động khi xem 1 điểm truy cập" in text_of(document())
