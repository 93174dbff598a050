"""The catalogue that ships, beside what Thông tư 12/2022/TT-BTTTT has in its annexes I to V."""

import pytest

from inventory.requirements.shipped import shipped, shipped_names

GROUPS = 9  # x.1.1 to x.1.5 and x.2.1 to x.2.4
# Of each annex: rows below the nine groups; and three that no clause of the standard stands behind.
ROWS = {1: 26, 2: 33, 3: 41, 4: 41, 5: 41}


def test_the_only_catalogue_is_that_of_tcvn_11930() -> None:
    """Whoever adds one adds its test."""
    assert shipped_names() == ("tcvn-11930",)


@pytest.mark.parametrize("level", ROWS)
def test_each_level_asks_what_its_annex_lists(level: int) -> None:
    """As many as the annex has rows; each clause of a level begins with its number, which is level + 4."""
    asked = shipped().at(level)
    clauses = [one for one in asked if not one.code.startswith("PL")]
    assert (len(clauses), len(asked) - len(clauses)) == (ROWS[level], 3)
    assert {one.code.split(".")[0] for one in clauses} == {str(level + 4)}
    assert {".".join(one.code.split(".")[:3]) for one in clauses} == {one.parent for one in clauses}
    assert len({one.parent for one in clauses}) == GROUPS


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("5.2.1.5", "Bảo vệ thiết bị hệ thống"),
        ("6.1.5.5", "Quản lý an toàn người sử dụng đầu cuối"),
        ("6.2.3.4", "An toàn ứng dụng và mã nguồn"),
        ("7.1.5.7", "Quản lý điểm yếu an toàn thông tin"),
        ("7.2.3.4", "Bảo mật thông tin liên lạc"),
        ("8.2.1.6", "Phòng chống phần mềm độc hại trên môi trường mạng"),
        ("9.2.4.3", "Sao lưu dự phòng"),
        ("9.2.1", "Bảo đảm an toàn mạng"),
    ],
)
def test_a_clause_has_its_official_name(code: str, title: str) -> None:
    """Samples of each annex, read there."""
    found = shipped().named(code)
    assert found is not None
    assert found.title == title


def test_a_requirement_knows_its_number_at_level_3() -> None:
    """By which scans are mapped; none where level 3 has no such requirement."""
    catalogue = shipped()
    assert {code: found.clause for code in ("6.2.3.4", "5.2.1.3") if (found := catalogue.named(code))} == {
        "6.2.3.4": "7.2.3.6",
        "5.2.1.3": "7.2.1.4",
    }


def test_codes_are_unique_and_in_both_languages() -> None:
    """A code names one requirement in the whole catalogue; its source is told."""
    catalogue = shipped()
    codes = [one.code for one in catalogue.requirements]
    assert len(set(codes)) == len(codes)
    assert all(one.title_en for one in catalogue.requirements)
    assert catalogue.verified
    assert catalogue.source is not None
    assert "12/2022/TT-BTTTT" in catalogue.source.vi
