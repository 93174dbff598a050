"""Start tags, cut out of hostile pages."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.markup import TAG_COUNT, TAG_LENGTH, meta_contents, tags

DEADLINE = 20.0  # seconds of CPU; a quadratic reader takes minutes for these
SIZE = 500_000


def hrefs(body: str) -> list[str | None]:
    """The href of each link."""
    return [tag.get("href") for tag in tags(body, "a")]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<a href=x>", ["x"]),
        ('<A\n HREF = "a&amp;b" >', ["a&b"]),
        ("<a href='x>y'>", ["x>y"]),
        ("<a title='<a href=no>' href=yes>", ["yes"]),
        ("<p title=\"<a href='no'>\"><a href=yes>", ["yes"]),
        ("<a/href=x/>", ["x/"]),
        ("<a><abbr href=no><a href>", [None, ""]),
        ("<!-- <a href=no> --><a href=yes>", ["yes"]),
        ("<!--><a href=yes>", ["yes"]),
        ("<!-- a --!><a href=yes>", ["yes"]),
        ("<!-- never closed <a href=no>", []),
        ("<script>'<a href=no>'</script><a href=yes>", ["yes"]),
        ("<SCRIPT>'</scripty><a href=no>'</Script ><a href=yes>", ["yes"]),
        ("<style><a href=no></style><title><a href=no></title><a href=yes>", ["yes"]),
        ("<textarea><a href=no>", []),
        ("<noscript><a href=yes></noscript>", ["yes"]),
        ("<!doctype html><?php <a href=no> ?><a href=yes>", ["yes"]),
        ("</p title='<a href=no>'><a href=yes>", ["yes"]),
        ("< a href=no><a href=yes", []),
        ('1 < 2 <a href=x==">', ['x=="']),
        ('<a ="<b href=x>', ["x"]),
    ],
)
def test_tags_are_found_as_browsers_find_them(body: str, found: list[str | None]) -> None:
    """Quotes, comments, scripts and end tags hide what looks like a tag (HTML Standard, 13.2.5)."""
    assert hrefs(body) == found


def test_meta_elements_are_found_by_name() -> None:
    """The attribute's value is matched without regard to case; a tag without content is left out."""
    body = "<meta name=' Referrer ' content=a><meta name=referrer><meta http-equiv=referrer content=b>"
    assert meta_contents(body, "name", "referrer") == ("a",)


def test_meta_elements_count_in_the_head_or_everywhere() -> None:
    """A policy in the body is none; a refresh or a generator there is one as well as in the head."""
    body = "<head><meta name=generator content=a></head><body><p><META NAME=Generator content=b>"
    assert meta_contents(body, "name", "generator") == ("a",)
    assert meta_contents(body, "name", "generator", everywhere=True) == ("a", "b")


@given(st.text(max_size=500) | st.text("<>/!-\"'= aA\n", max_size=500))
def test_any_text_is_read(body: str) -> None:
    """Never an exception."""
    list(tags(body, "a"))
    meta_contents(body, "name", "a")


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<b id=1><p>",
        "<!--",
        "<a ",
        "<a b='",
        "<a href=x",
        "<script>",
        "<title",
        "</a",
        "<",
        "<a =",
        "<!",
    ],
)
def test_hostile_pages_take_linear_time(piece: str) -> None:
    """Half a million characters of nesting or of things never closed are read within a generous bound."""
    started = time.process_time()
    list(tags(piece * (SIZE // len(piece)), "a"))
    assert time.process_time() - started < DEADLINE


def test_tags_are_bounded_in_number_and_length() -> None:
    """A page of links is read in part; a tag of a megabyte is passed over."""
    assert len(hrefs("<a href=x>" * (TAG_COUNT + 10))) == TAG_COUNT
    assert hrefs(f"<a href={'x' * TAG_LENGTH}><a href=y>") == ["y"]
