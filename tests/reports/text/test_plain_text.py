"""Text for cells and narrow places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.text.plain_text import CELL_LENGTH, FORMULA_STARTS, cell, shortened

ANY_TEXT = st.text(st.characters())  # surrogates and controls included


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_a_cell_never_begins_like_a_formula(start: str) -> None:
    """An apostrophe goes before =, +, -, @, tab and line ends, also in full width and after blanks."""
    assert cell(f"{start}HYPERLINK(1)").startswith("'")


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_nor_after_what_is_not_seen(start: str) -> None:
    """Blanks and control characters before it hide no formula."""
    assert cell(f"\x00 \u200b{start}HYPERLINK(1)").startswith("'")


@given(ANY_TEXT)
def test_a_cell_fits_and_is_no_formula(text: str) -> None:
    """Whatever the text, the cell begins with no formula and is no longer than a cell may be."""
    assert not cell(text).startswith(FORMULA_STARTS)
    assert len(cell(text * 9)) <= CELL_LENGTH


def test_escapes_of_spreadsheets_are_taken_literally() -> None:
    """``_x000D_`` would be read as a carriage return."""
    assert cell("_x000D_=1") == "_x005F_x000D_=1"


def test_a_cut_is_shown() -> None:
    """An ellipsis ends what was cut, within the length."""
    assert (shortened("abcdef", 4), shortened("abcd", 4)) == ("abc…", "abcd")
