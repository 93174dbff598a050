"""A letterhead's capitals stay in the letterhead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.official.running_text import in_sentence
from tests.reports import sample

BODIES = (
    "Ủy ban nhân dân tỉnh Minh Hải",
    "Văn phòng Ủy ban nhân dân tỉnh",
    "Ủy ban nhân dân thành phố Vũng Tàu",
    "UBND phường Rạch Dừa",
    "Ủy ban nhân dân xã Long Sơn",
    "Sở Khoa học và Công nghệ tỉnh Minh Hải",
    "Sở Thông tin và Truyền thông",
    "Sở Nội vụ",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Lao động - Thương binh và Xã hội",
    "Ban Chỉ đạo Chuyển đổi số tỉnh Bà Rịa – Vũng Tàu",
    "Ban Quản lý các khu công nghiệp",
    "Trung tâm Công nghệ thông tin và Truyền thông",
    "Công an tỉnh Minh Hải",
    "Tỉnh Minh Hải",
    "Sở TTTT",
)

WORDS = ("SỞ", "NỘI", "VÀ", "XÃ", "HỘI", "TỈNH", "BAN", ",", "-", "&", "A")


@pytest.mark.parametrize("name", BODIES)
def test_a_body_in_capitals_is_spelled(name: str) -> None:
    """As sentences have it, by the rules alone."""
    assert in_sentence(name.upper()) == name


@pytest.mark.parametrize("name", ["UBND", "…", "Sở Nội vụ", "sở nội vụ", "SỞ Nội vụ", ""])
def test_what_is_not_in_capitals_stays(name: str) -> None:
    """An abbreviation, a blank, and what somebody wrote with care."""
    assert in_sentence(name) == name


@pytest.mark.parametrize("name", [name for _, name, _ in sample.OWNERS] + ["Sở Công Thương"])
def test_a_known_body_is_spelled_as_its_own(name: str) -> None:
    """Whatever the rules would make of it."""
    assert in_sentence(name.upper(), (name,)) == name


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))
def test_only_capitals_change(name: str) -> None:
    """No letter is lost or added."""
    assert in_sentence(name).upper() == name
