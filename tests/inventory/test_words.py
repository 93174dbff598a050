"""Spellings that people take for the same are the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.files.cells.guarding import guard, unguard
from inventory.words import fold, suggestion


@pytest.mark.parametrize(
    "other",
    [
        "MÃ HỆ THỐNG",
        "ma he thong",
        "Mã_hệ-thống",
        " Mã  hệ\nthống * ",
        unicodedata.normalize("NFD", "Mã hệ thống"),
    ],
)
def test_spellings_fold_together(other: str) -> None:
    """Case, blanks, diacritics and their form."""
    assert fold(other) == fold("Mã hệ thống")


def test_both_places_of_the_tone_mark_fold_together() -> None:
    """Old and new orthography."""
    assert fold("Hoà") == fold("Hòa")
    assert fold("Đơn vị") == "don vi"


@given(st.text())
def test_guarding_is_undone(text: str) -> None:
    """Whatever the text, apostrophes included."""
    assert unguard(guard(text)) == text


@given(st.text(alphabet="'=+-@\t\r x"))
def test_guarded_text_is_never_a_formula(text: str) -> None:
    """Nor is it taken for guarded when it was not."""
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguard(guard(text)) == text


def test_only_close_names_are_suggested() -> None:
    """A far-fetched guess would mislead."""
    assert str(suggestion("Chu quan", ["Chủ quản", "Tên"])) == "; did you mean 'Chủ quản'?"
    assert not suggestion("xyz", ["Chủ quản", "Tên"])
