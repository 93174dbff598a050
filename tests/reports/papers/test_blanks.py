"""What is missing: marked in the paper, and told with where to enter it."""

from datetime import date
from typing import Any

import pytest
from docx.oxml.ns import qn

from inventory.model import Organization
from reports.papers.form import NUMBERS, load_form
from reports.papers.writing import paper_of
from tests.reports.papers.province import (
    DOSSIER,
    NAMES,
    OWNER,
    K,
    case_of,
    event,
    opened,
    paper,
    system,
    text,
)


@pytest.mark.parametrize("number", ["01", "02", "03", "05", "06", "07"])
def test_a_full_register_leaves_no_blank(number: str) -> None:
    """What the register and the log hold is all that these forms ask for."""
    whole = paper(number, case_of(system(load_form(number).levels[0])))
    assert whole.blanks == ()
    assert "cần bổ sung" not in text(whole.content)


def test_an_opinion_is_for_who_gives_it() -> None:
    """Form 04 marks the three opinions of article 23.1; given by hand, nothing is left."""
    case = case_of(system(3))
    given = dict.fromkeys(
        ("hinh_thuc_tham_dinh", "y_kien_cap_do", "y_kien_thiet_ke", "y_kien_van_hanh"), "Phù hợp."
    )
    assert len(paper("04", case).blanks) == len(given)
    assert paper("04", case, told=given).blanks == ()


BARE: dict[str, Any] = {"standard": None, "address": None}


@pytest.mark.parametrize("number", NUMBERS)
def test_what_is_missing_is_marked_and_told(number: str) -> None:
    """Each blank stands in the document, highlighted, and is told with where to enter it."""
    level = load_form(number).levels[0]
    bare = (Organization(code=code, name=name) for code, name in NAMES.items())
    lacking = paper_of(case_of(system(level, **BARE), bodies=bare, events=()), load_form(number))
    assert lacking.blanks
    marked = [
        "".join(one.text or "" for one in run.iter(qn("w:t")))
        for run in opened(lacking.content).element.body.iter(qn("w:r"))
        if run.find(f"{qn('w:rPr')}/{qn('w:highlight')}") is not None
    ]
    for blank in lacking.blanks:
        assert str(blank) in marked
        assert blank.fill.vi
        assert blank.fill.en
    told = {str(blank) for blank in lacking.blanks}
    assert {mark for mark in marked if "cần bổ sung" in mark} == told


def test_nobody_is_named_who_was_not_registered() -> None:
    """A system of an owner alone: operator and specialised unit are marked."""
    alone = system(2, operator=None, specialised_unit=None)
    lacking = paper("01", case_of(alone))
    assert {blank.name.en for blank in lacking.blanks} >= {"the operating unit", "the specialised unit"}
    assert "Kính gửi: [… cần bổ sung: đơn vị chuyên trách về an ninh mạng]." in text(lacking.content)


def test_the_level_is_marked_where_nobody_proposed_one() -> None:
    """Then no form is refused either."""
    lacking = paper("02", case_of(system(None, code="X"), events=()))
    assert "4. Cấp độ hệ thống thông tin đề xuất: cấp độ [… cần bổ sung: cấp độ đề xuất]" in text(
        lacking.content
    )


def test_a_returned_dossier_is_not_fit() -> None:
    """The conclusion of form 04 is how the last appraisal ended; what is not fit is for who says so."""
    returned = (*DOSSIER[:-1], event(K.RETURNED, date(2026, 10, 12), "300/SKHCN", note="Thiếu sơ đồ"))
    opinion = paper("04", case_of(system(3), events=returned))
    assert "là chưa phù hợp ([… cần bổ sung: những nội dung chưa phù hợp])" in text(opinion.content)


def test_an_earlier_round_is_not_cited() -> None:
    """A level that is determined anew: the letters of the decision in force are not those of this dossier."""
    earlier = (
        *DOSSIER,
        event(K.APPROVED, date(2026, 10, 20), "90/QĐ-UBND", level=3, authority=NAMES[OWNER]),
        event(K.DRAFTING, date(2026, 11, 1), None, level=3),
        event(K.SUBMITTED, date(2026, 11, 10), "99/TTCDS-KT", level=3),
    )
    anew = paper("04", case_of(system(3), events=earlier))
    assert "Công văn số 99/TTCDS-KT ngày 10 tháng 11 năm 2026" in text(anew.content)
    assert "là phù hợp" not in text(anew.content)
    assert any("90/QĐ-UBND" in note.vi for note in anew.notes)


def test_an_unread_criterion_is_told_on_the_screen_alone() -> None:
    """What somebody signs says nothing of what is to be verified."""
    works = system(3, handles_administrative_procedures=None, industrial_control="ii")
    written = paper("dossier", case_of(works))
    assert any("cần đối chiếu" in note.vi for note in written.notes)
    assert "đối chiếu" not in text(written.content)
