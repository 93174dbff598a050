"""The forms: their order of parts, the wording that stands verbatim, and what changes with the level."""

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from reports.papers.form import NUMBERS, load_form, meanings
from reports.papers.values import variables_of
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

OUTLINES = tomllib.loads((files(__package__) / "outlines.toml").read_text(encoding="utf-8"))["outline"]
DESIGN = (
    "2. Tài liệu thiết kế thi công đã được cấp có thẩm quyền phê duyệt hoặc tài liệu có giá trị tương đương"
)
EXPERT = "5. Ý kiến về mặt chuyên môn của đơn vị chuyên trách về an ninh mạng của chủ quản"
BODIES = {"owner": NAMES[OWNER], "unit": NAMES[UNIT], "centre": NAMES[CENTRE], "OWNER": NAMES[OWNER].upper()}


@pytest.mark.parametrize("outline", OUTLINES, ids=lambda one: f"{one['form']}-{one['level']}")
def test_parts_stand_in_order_with_the_wording_of_the_annex(outline: dict[str, Any]) -> None:
    """Part by part as in the annex of Decree 331/2026."""
    written = paper(outline["form"], case_of(system(outline["level"])))
    in_order(written.content, *(part.format(**BODIES) for part in outline["parts"]))


@pytest.mark.parametrize("number", NUMBERS)
def test_nothing_of_the_template_is_left(number: str) -> None:
    """No tag, and no "Nghị định này", which in a letter names nothing."""
    level = load_form(number).levels[0]
    whole = text(paper(number, case_of(system(level))).content)
    assert "{" not in whole
    assert "}" not in whole
    assert "Nghị định này" not in whole


def test_the_expert_opinion_is_left_out_at_level_3() -> None:
    """Item 5 of forms 02 and 05 is for levels 4 and 5."""
    for number in ("02", "04", "05"):
        assert EXPERT not in text(paper(number, case_of(system(3))).content)
        assert EXPERT in text(paper(number, case_of(system(4))).content)


def test_a_system_not_yet_in_operation_has_a_preliminary_design() -> None:
    """Article 21.2.a; the label of the annex stays before it, and the screen says why."""
    new = paper("01", case_of(system(2, in_operation_since=None)))
    in_order(new.content, DESIGN, "thiết kế sơ bộ", "điểm a khoản 2 Điều 21")
    assert any("khoản 2 Điều 21" in note.vi for note in new.notes)
    assert "thiết kế sơ bộ" not in text(paper("01", case_of(system(2))).content)


def test_what_is_on_the_national_list_goes_the_way_of_level_5() -> None:
    """Article 20.4: the owner asks the ministry, and asks for the list as well (footnote 1 of form 02)."""
    listed = text(paper("02", case_of(system(3), is_listed=True)).content)
    assert "Kính gửi: Bộ Công an." in listed
    assert "đề nghị đưa hệ thống vào Danh mục hệ thống thông tin quan trọng về an ninh quốc gia" in listed
    assert "đề xuất: cấp độ 3" in listed
    assert "Danh mục hệ thống thông tin quan trọng" in text(paper("02", case_of(system(5))).content)
    assert "Danh mục hệ thống thông tin quan trọng" not in text(paper("02", case_of(system(4))).content)


def test_several_systems_stand_in_a_list() -> None:
    """Article 22.4.a: name, level and basis of each; the levels are told once each."""
    case = case_of(system(1), system(2, "B"), system(2, "C", name="Trang <b>tin & ảnh</b>"))
    document = opened(paper("01", case).content)
    (table,) = [one for one in document.tables if one.rows[0].cells[0].text == "STT"]
    assert [row.cells[1].text for row in table.rows[1:]] == [
        "Hệ thống mức 1",
        "Hệ thống mức 2",
        "Trang <b>tin & ảnh</b>",
    ]
    assert [row.cells[3].text for row in table.rows[1:]] == ["1", "2", "2"]
    assert (
        table.rows[1].cells[4].text
        == "Phục vụ nội bộ và chỉ xử lý thông tin công cộng (Điều 11 Nghị định số 331/2026/NĐ-CP)"
    )
    whole = text(paper("01", case).content)
    assert "03 hệ thống thông tin, theo danh mục dưới đây" in whole
    assert "đề xuất: cấp độ 1 và cấp độ 2" in whole
    assert "STT" not in text(paper("01", case_of(system(1))).content)


def test_every_variable_has_a_meaning_and_every_meaning_is_a_variable() -> None:
    """What `paper variables` lists is what a template may name."""
    for number in (*NUMBERS, "dossier"):
        form = load_form(number)
        assert list(variables_of(case_of(system(form.levels[0])), form).values) == list(meanings())


@pytest.mark.parametrize("number", [*NUMBERS, "dossier"])
def test_every_form_has_its_source(number: str) -> None:
    """And was held against the decree's text: what is signed rests on nothing unread."""
    form = load_form(number)
    assert form.source.startswith("Nghị định số 331/2026/NĐ-CP")
    assert form.verified
