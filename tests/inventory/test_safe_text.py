"""Text from servers, files and people is shown, never obeyed."""

import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from inventory.safe_text import json_text, quoted, visible, visible_lines

ANY_TEXT = st.text(st.characters())  # surrogates and controls included
UNICODE = st.text(st.characters(exclude_categories=["Cs"]))
ACTING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
SEEN = {"ARABIC", "SYRIAC", "KAITHI"}  # signs that stand before a number or a name, and have a shape


def acts(letter: str) -> bool:
    """Whether Unicode calls it a control, a format character without a shape, a surrogate or a separator."""
    script = unicodedata.name(letter, "").split(" ")[0]
    return unicodedata.category(letter) in ACTING and (script not in SEEN or letter == "\u061c")


def test_nothing_that_acts_unseen_is_left() -> None:
    """Every character of Unicode that acts goes, and every other stays."""
    letters = [chr(code) for code in range(sys.maxunicode + 1) if chr(code) not in "\ufffe\uffff"]
    kept = [letter for letter in letters if visible(letter) == letter]
    unassigned = {letter for letter in letters if unicodedata.category(letter) == "Cn"}
    assert {letter for letter in kept if acts(letter)} == set()
    assert {letter for letter in letters if not acts(letter)} - set(kept) - unassigned == set()


@given(ANY_TEXT)
def test_visible_text_is_one_line_and_can_be_written(text: str) -> None:
    """Whatever the text: nothing acts, nothing breaks the line, UTF-8 and XML can carry it."""
    shown = visible(text)
    assert not any(map(acts, shown))
    assert len(shown.splitlines()) <= 1
    shown.encode("utf-8")


@given(ANY_TEXT)
def test_what_is_visible_stays_so(text: str) -> None:
    """Doing it twice changes nothing."""
    assert visible(visible(text)) == visible(text)
    assert visible_lines(visible_lines(text)) == visible_lines(text)


@given(ANY_TEXT)
def test_a_quotation_is_short_and_printable(text: str) -> None:
    """No terminal obeys it, no line breaks, and it begins with what was written."""
    assert quoted(text).isprintable()
    assert quoted("ế" * 99) == repr("ế" * 60 + "…")


@given(st.lists(ANY_TEXT))
def test_lines_stay_lines(lines: list[str]) -> None:
    """Each line is made visible for itself, and no line is lost or made."""
    flat = [line.replace("\n", " ") for line in lines]
    assert visible_lines("\n".join(flat)).split("\n") == ([visible(line) for line in flat] or [""])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a[31mb"),
        ("a\r\nb", "a b"),
        ("moc\u202e.gpj", "moc.gpj"),
        ("qu\u200bản\u00ad trị\ufeff", "quản trị"),
        ("a\U000e0041b", "ab"),
        ("1\u202f000\u00a0đồng", "1\u202f000\u00a0đồng"),
        ("Sở Y tế", "Sở Y tế"),
    ],
)
def test_what_goes_and_what_stays(text: str, shown: str) -> None:
    """Escapes, overrides, hidden letters and tags go; Vietnamese and the blanks of numbers stay."""
    assert visible(text) == shown


@given(st.recursive(UNICODE, lambda inside: st.lists(inside) | st.dictionaries(UNICODE, inside)))
def test_json_reads_back_and_holds_nothing_that_acts(document: JsonValue) -> None:
    """Letters stay letters; whatever acts is an escape, at no loss."""
    text = json_text(document)
    assert json.loads(text) == document
    assert not any(acts(letter) for letter in text if letter != "\n")
    text.encode("utf-8")


def test_json_carries_what_utf_8_can_not() -> None:
    """Half a surrogate pair is an escape, a tag beyond the first plane two."""
    assert json_text("\ud800\U000e0041ế") == '"\\ud800\\udb40\\udc41ế"\n'


def test_json_is_indented_as_asked() -> None:
    """Two blanks, or so many as a report wants."""
    assert json_text({"a": ["ế"]}, indent=1) == '{\n "a": [\n  "ế"\n ]\n}\n'
