"""Words, names and the disguises of both."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.content._words.folding import folded, words
from checks.content._words.names import Brand, brand_of_host, is_honest, is_only_a_brand
from checks.content._words.topics import topic_of


@pytest.mark.parametrize(
    ("text", "is_bait"),
    [
        ("Nhà cái uy tín", True),
        ("nha cai uy tin", True),
        ("ban ca giong", False),
        ("bán cá giống", False),
        ("bắn cá đổi thưởng", True),
        ("nhà cải tạo", False),
        ("vườn bách thú", False),
        ("lo de", False),
        ("Cá độ bóng đá: cạm bẫy tuổi học trò", False),
        ("Đời thường", False),
        ("casino", False),
        ("slot giờ khám", False),
        ("Loại bỏ thuốc sildenafil", False),
        ("онлайн казино", True),
        ("Гостям города", False),
    ],
)
def test_a_bait_is_told_from_its_neighbours(text: str, is_bait: bool) -> None:  # noqa: FBT001
    """By accents where they matter, by news words, by more than one weak word."""
    assert topic_of(text).is_bait is is_bait


@pytest.mark.parametrize(
    ("host", "brand"),
    [
        ("68gamewin.test", Brand.CERTAIN),
        ("kubet77.test", Brand.CERTAIN),
        ("nhacaiuytin.test", Brand.TRADE),
        ("xn--nhci-tqa2c.test", Brand.NONE),
        ("htx68.test", Brand.LIKELY),
        ("darwin.test", Brand.NONE),
        ("alphabet.test", Brand.NONE),
        ("baotinh.test", Brand.NONE),
        ("covid19.test", Brand.NONE),
        ("192.0.2.68", Brand.NONE),
        ("2001:db8::68", Brand.NONE),
    ],
)
def test_brands_are_told_by_how_they_are_built(host: str, brand: Brand) -> None:
    """Grammar, no list; an address has no name."""
    assert brand_of_host(host) is brand


def test_honest_neighbours_are_told_by_suffix_and_platform() -> None:
    """And not by a label somewhere else in the name."""
    assert is_honest("xa.gov.vn")
    assert is_honest("www.moh.gov.sg")
    assert is_honest("m.facebook.com")
    assert not is_honest("gov.vn.evil.test")
    assert not is_honest("facebook.com.evil.test")
    assert not is_honest("xagov.vn.test")


def test_a_firm_says_more_than_its_brand() -> None:
    """So that a co-operative is no brand."""
    assert is_only_a_brand("QH88")
    assert is_only_a_brand("qh88.vip")
    assert not is_only_a_brand("HTX 68")


@given(st.text(max_size=40))
@settings(max_examples=50, deadline=None)
def test_any_text_is_folded_once(text: str) -> None:
    """Folding twice changes nothing, and no text makes it fail."""
    once = folded(text)
    assert folded(once) == once
    topic_of(text)
    words(text)
