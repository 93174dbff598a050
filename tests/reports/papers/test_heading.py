"""The heading and the signature: from the letterhead of the body whose paper it is."""

from datetime import date

from inventory.settings.letterhead import Letterhead
from reports.papers.form import load_form
from reports.papers.writing import paper_of
from tests.reports.papers.province import (
    CENTRE,
    NAMES,
    OWNER,
    UNIT,
    case_of,
    in_order,
    opened,
    paper,
    system,
    text,
)


def test_the_letterhead_is_its_own_body_s() -> None:
    """Of another body it is not used, unless it was named for this paper; then that is told."""
    letterhead = Letterhead(
        issuer=NAMES[UNIT].upper(),
        symbol="SKHCN",
        place="Minh Hải",
        position="Phó Giám đốc",
        signer="Lê Thị Tư",
    )
    own = text(paper("04", case_of(system(3), letterhead=letterhead)).content)
    assert "Số: …/SKHCN" in own
    assert "PHÓ GIÁM ĐỐC" in own
    other = text(paper("02", case_of(system(3), letterhead=letterhead)).content)
    assert "Lê Thị Tư" not in other
    named = paper("02", case_of(system(3), letterhead=letterhead, is_told=True))
    assert "Sở Khoa học và Công nghệ đề nghị thẩm định" in text(named.content)
    assert any(NAMES[CENTRE] in note.vi for note in named.notes)


def test_days_and_numbers_are_written_by_decree_30() -> None:
    """A zero before days below 10 and months 1 and 2; QĐ- and TTr- before the symbol."""
    signed = Letterhead(
        issuer=NAMES[OWNER],
        number="7",
        symbol="UBND",
        place="Minh Hải",
        signed_on=date(2027, 2, 5),
        archive="KGVX",
    )
    decision = paper_of(case_of(system(3), letterhead=signed), load_form("06"))
    in_order(decision.content, "Số: 7/QĐ-UBND", "Minh Hải, ngày 05 tháng 02 năm 2027", "- Lưu: VT, KGVX.")
    letter = paper_of(case_of(system(4), letterhead=signed), load_form("02"))
    in_order(letter.content, "Số: 7/UBND-KGVX", "V/v đề nghị thẩm định")
    own = Letterhead(issuer=NAMES[CENTRE], symbol="TTCDS")
    assert "Số: …/TTr-TTCDS" in text(paper("05", case_of(system(3), letterhead=own)).content)


def test_a_long_heading_is_broken_before_its_place() -> None:
    """TỈNH MINH HẢI stays on one line."""
    first = opened(paper("06", case_of(system(3))).content).tables[0].rows[0].cells[0]
    assert first.text.splitlines()[:2] == ["ỦY BAN NHÂN DÂN", "TỈNH MINH HẢI"]
