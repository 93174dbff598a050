"""Sentences with values in both languages, and how a database keeps them."""

import errno
import os
import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.errors import InventoryError
from inventory.model import Text
from inventory.wording.keeping import kept, read_kept
from inventory.wording.phrases import Foreign, Joined, Phrase, os_reason
from inventory.words import WrongValueError, suggestion

DAY = date(2026, 11, 27)
LEAVES = st.text() | st.integers() | st.dates() | st.builds(Foreign, st.text())
VALUES = st.dictionaries(st.sampled_from(["one", "other"]), LEAVES, min_size=2)
PHRASES = st.recursive(
    st.builds(lambda values: Phrase("{one} – {other}", **values), VALUES),
    lambda inner: (
        st.builds(Joined, st.lists(inner, max_size=3), st.just("; "))
        | st.builds(lambda one, other: Phrase("{one} – {other}", one=one, other=other), inner, inner)
    ),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        ("x", "x", "x"),
        (DAY, "27/11/2026", "2026-11-27"),
        (["a", DAY], "a, 27/11/2026", "a, 2026-11-27"),
        (Text(vi="hệ thống", en="system"), "hệ thống", "system"),
        (Phrase("system"), "hệ thống", "system"),
        (Joined((Phrase("system"), "A"), " "), "hệ thống A", "system A"),
        (Foreign("no route"), "“no route”", "no route"),
        (InventoryError("system"), "hệ thống", "system"),
        (
            os_reason(PermissionError(errno.EACCES, os.strerror(errno.EACCES))),
            "không có quyền",
            "Permission denied",
        ),
    ],
)
def test_values_are_said_in_the_language_of_the_sentence(value: object, vi: str, en: str) -> None:
    """Days, texts, phrases, errors and several of them; the words of others as a quotation."""
    sentence = Phrase("{place}: {problem}", place="X", problem=value)
    assert (sentence.to("vi"), sentence.to("en"), str(sentence)) == (f"X: {vi}", f"X: {en}", f"X: {en}")


def test_numbers_are_parted_as_the_language_has_it() -> None:
    """1.200 in Vietnamese, 1,200 in English; halves with a comma and a point."""
    size = Phrase("is larger than {most:,} bytes", most=12000)
    assert (size.to("vi"), size.to("en")) == ("lớn hơn 12.000 byte", "is larger than 12,000 bytes")
    hours = Phrase("--spread {spread:g}: write hours, at most {most:g}", spread=30.5, most=24.0)
    assert (hours.to("vi")[:13], hours.to("en")[:13]) == ("--spread 30,5", "--spread 30.5")


def test_what_has_no_values_stands_as_it_is() -> None:
    """Braces too, and what nobody translated."""
    assert Phrase("{x} 100 %").to("vi") == "{x} 100 %"
    assert Phrase("nobody translated {x}", x="this").to("vi") == "nobody translated this"


@given(st.text())
def test_a_value_is_never_taken_for_a_place(value: str) -> None:
    """What somebody typed may hold braces: it is shown, not filled in."""
    assert Phrase("{place}: {problem}", place=value, problem="x").to("vi") == f"{value}: x"


def test_an_error_keeps_its_english_text() -> None:
    """For tests and logs; it may travel to another process, and be a ValueError that pydantic takes."""
    error = WrongValueError("there is no system {code!r} in the inventory", code="A")
    assert (str(error), error.to("vi")) == (
        "there is no system 'A' in the inventory",
        "danh mục không có hệ thống 'A'",
    )
    travelled = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert (type(travelled), travelled.to("vi")) == (WrongValueError, error.to("vi"))
    assert isinstance(error, ValueError)


def test_nothing_is_falsy() -> None:
    """So that a hint can be given in place of one that was not found."""
    assert not suggestion("xyz", ["Chủ quản"])
    assert not Joined(())
    assert Phrase("system")


@given(PHRASES)
def test_what_is_kept_is_read_as_it_was(phrase: Phrase) -> None:
    """Whatever it is made of, in both languages."""
    read = read_kept(kept(phrase))
    assert (read.to("vi"), read.to("en")) == (phrase.to("vi"), phrase.to("en"))


@pytest.mark.parametrize(
    "text", ["the mail server answered 550", "", "{", "[]", "7", '{"x": 1}', '{"sentence": 1}']
)
def test_what_was_kept_before_is_quoted(text: str) -> None:
    """A plain sentence of an earlier version, or what is no phrase."""
    assert (read_kept(text).to("vi"), read_kept(text).to("en")) == (f"“{text}”", text)
