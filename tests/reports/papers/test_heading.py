"""The heading and the signature: from the letterhead of the body whose paper it is."""

from datetime import date

import pytest

from inventory.settings.letterhead import Letterhead
from reports.papers.form import load_form
from reports.papers.writing import paper_of
from tests.reports.papers.province import (
    CENTRE,
    DOSSIER,
    NAMES,
    OWNER,
    UNIT,
    K,
    case_of,
    event,
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
    own = text(paper("04", case_of(system(3), events=(), letterhead=letterhead)).content)
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


@pytest.mark.parametrize(
    ("number", "level", "told"),
    [
        ("01", 2, "Số: 45/TTCDS-KT Minh Hải, ngày 05 tháng 10 năm 2026"),
        ("02", 3, "Số: 45/TTCDS-KT Minh Hải, ngày 05 tháng 10 năm 2026"),
        ("04", 3, "Số: 301/SKHCN-CNS Minh Hải, ngày 15 tháng 10 năm 2026"),
        ("05", 3, "Số: …/TTr-… Minh Hải, ngày … tháng … năm 2026"),
        ("06", 3, "Số: 90/QĐ-UBND Minh Hải, ngày 20 tháng 10 năm 2026"),
        ("07", 5, "Số: …/QĐ-… Minh Hải, ngày … tháng … năm 2026"),
    ],
)
def test_a_recorded_paper_has_its_own_number_and_day(number: str, level: int, told: str) -> None:
    """As the log knows them; a letterhead that has its own goes first."""
    approved = event(K.APPROVED, date(2026, 10, 20), "90/QĐ-UBND", level=level, authority=NAMES[OWNER])
    case = case_of(system(level), events=(*DOSSIER, approved))
    in_order(paper(number, case).content, *told.split(" ", 2))
    own = Letterhead(number="7", symbol="X", signed_on=date(2026, 12, 1))
    named = paper(number, case_of(system(level), events=(*DOSSIER, approved), letterhead=own, is_told=True))
    in_order(named.content, "Số: 7/", "ngày 01 tháng 12 năm 2026")


@pytest.mark.parametrize("decided", [date(2022, 6, 8), date(2026, 8, 18)])
def test_what_was_decided_under_an_earlier_decree_was_no_paper_of_this_form(decided: date) -> None:
    """A form that cites the decree of 2026 has no number and no day of before it."""
    approved = event(K.APPROVED, decided, "90/QĐ-UBND", level=3, authority=NAMES[OWNER])
    told = text(paper("06", case_of(system(3), events=(approved,))).content)
    assert "ngày … tháng … năm 2026" in told
    assert "Số: 90/QĐ-UBND" not in told


def test_a_new_round_has_no_number_yet() -> None:
    """What was sent and decided before is of the decision in force; several systems need one number."""
    approved = event(K.APPROVED, date(2026, 10, 20), "90/QĐ-UBND", level=3, authority=NAMES[OWNER])
    anew = (*DOSSIER, approved, event(K.DRAFTING, date(2026, 11, 1), None, level=3))
    for number in ("02", "04", "06"):
        assert "ngày … tháng … năm 2026" in text(paper(number, case_of(system(3), events=anew)).content)
