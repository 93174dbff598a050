"""Text made inert for pages, terminals and spreadsheets."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from reports.text.plain_text import CELL_LENGTH, CONTROLS, FORMULA_STARTS, cell, json_text, shortened, visible

ANY_TEXT = st.text(st.characters())  # surrogates and controls included
UNICODE = st.text(st.characters(exclude_categories=["Cs"]))


@given(ANY_TEXT)
def test_visible_text_has_no_control_and_can_be_written(text: str) -> None:
    """No C0, C1, separator or surrogate is left, so UTF-8 and XML can carry it."""
    shown = visible(text)
    assert not {"Cc", "Cs", "Zl", "Zp"}.intersection(map(unicodedata.category, shown))
    shown.encode("utf-8")


@given(ANY_TEXT)
def test_what_is_visible_stays_so(text: str) -> None:
    """Doing it twice changes nothing."""
    assert visible(visible(text)) == visible(text)


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


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\x1b[31mb", "a[31mb"), ("a\r\nb", "a b"), ("moc\u202e.gpj", "moc.gpj"), ("Sở Y tế", "Sở Y tế")],
)
def test_terminal_and_direction_controls_go(text: str, shown: str) -> None:
    """Escape sequences lose their escape, overrides of direction go, Vietnamese stays."""
    assert visible(text) == shown


@given(st.recursive(UNICODE, lambda inside: st.lists(inside) | st.dictionaries(UNICODE, inside)))
def test_json_reads_back_and_holds_no_control(document: JsonValue) -> None:
    """Letters stay letters; whatever acts on a terminal is an escape, at no loss."""
    text = json_text(document)
    assert json.loads(text) == document
    assert not CONTROLS.search(text.replace("\n", ""))
    text.encode("utf-8")


def test_json_carries_half_a_surrogate_pair() -> None:
    """UTF-8 cannot, its escape can."""
    assert json_text("\ud800") == '"\\ud800"\n'


def test_a_cut_is_shown() -> None:
    """An ellipsis ends what was cut, within the length."""
    assert (shortened("abcdef", 4), shortened("abcd", 4)) == ("abc…", "abcd")
