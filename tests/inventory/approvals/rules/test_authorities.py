"""Which body a name means."""

import pytest

from inventory.approvals.rules.authorities import is_ministry, is_prime_minister
from tests.inventory.approvals.rules.builders import AUTHORITIES, SYSTEM


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("SO-TTTT", {"SO-TTTT"}),
        ("Sở TTTT", {"SO-TTTT"}),
        ("sở thông tin và truyền thông", {"SO-TTTT"}),
        ("So Thong tin va Truyen thong", {"SO-TTTT"}),
        ("Giám đốc Sở Tài chính", {"SO-TC"}),
        ("UBND tỉnh", {"UBND"}),
        ("Chủ tịch UBND tỉnh", {"UBND"}),
        ("Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu", {"UBND"}),
        ("Hội đồng thẩm định", set()),
        ("Sở", set()),
        ("", set()),
        (None, set()),
    ],
)
def test_a_name_means_a_body(name: str | None, codes: set[str]) -> None:
    """By code, by name with or without diacritics, short forms and titles set aside, or by its beginning."""
    assert AUTHORITIES.meant(name) == codes


def test_owners_and_those_above_them_decide() -> None:
    """An unknown name is neither right nor wrong."""
    told = [AUTHORITIES.is_owner(name, SYSTEM) for name in ("Sở Tài chính", "UBND tỉnh", "SO-TTTT", "Khác")]
    assert told == [True, True, False, None]


def test_a_system_without_a_specialised_unit_has_no_wrong_one() -> None:
    """Nothing is said of what the inventory does not know."""
    unknown = SYSTEM.model_copy(update={"specialised_unit": None})
    assert AUTHORITIES.is_specialised_unit("UBND tỉnh", unknown) is None


def test_the_bodies_above_all() -> None:
    """Ministries appraise levels 4 and 5; the Prime Minister has the list of level 5."""
    assert is_ministry("Bộ Công an")
    assert not is_ministry("Sở Tài chính")
    assert is_prime_minister("Thủ tướng Chính phủ")
    assert not is_prime_minister(None)
