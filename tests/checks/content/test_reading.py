"""Pages read as they are written: what is hidden, what is shown again, and any text at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.content._reading.page import Reading
from checks.content._reading.reading import read
from checks.content._reading.tokens import attributes_of, tokens
from checks.content._styles.sheets import Sheets
from checks.content._styles.values import colour, declarations, pixels
from tests.checks.content.sites import answer

LINK = "<a href=https://a.test/>x</a>"
MARKUP = st.text(alphabet=st.sampled_from(list("<>/=!-\"' abdiv{}:;#.&s")), max_size=200)


def reading(body: str) -> Reading:
    """Of one page without files."""
    return read(answer(body))


def hidden(body: str) -> list[bool]:
    """Of each link in order, whether it is hidden."""
    return [bool(link.hides) for link in reading(body).links]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<div style='font-size:0'>{LINK}<a href=//b.test style=font-size:9px>y</a></div>", [True, False]),
        (f"<p style='visibility:hidden'>{LINK}<b style='visibility:visible'>{LINK}</b></p>", [True, False]),
        (f"<p style='display:none'><b style='display:block'>{LINK}</b></p>", [True]),
        (f"<ul><li style='display:none'>{LINK}<li>{LINK}</ul>{LINK}", [True, False, False]),
        (f"<p style='display:none'>{LINK}<p>{LINK}", [True, False]),
        (f"<b style='display:none'>{LINK}</i></b>{LINK}", [True, False]),
        (f"<p title=don't style='display:none'>{LINK}</p>{LINK}", [True, False]),
        ("<a href=//a.test><span style='display:none'>x</span>y</a>", [False]),
        ("<a href=//a.test><span style='display:none'>x</span></a>", [True]),
        (f"<style>#a .b,p.e{{display:none}}</style><p class=e>{LINK}</p><q class=b>{LINK}", [True, False]),
        (f"<style>.a{{display:none}}.a.b{{display:block}}</style><p class='a b'>{LINK}</p>", [False]),
        (f"<style>.a{{display:none!important}}</style><p class=a style='display:block'>{LINK}</p>", [True]),
        (f"<style>.a:hover,.a::before{{display:none}}</style><p class=a>{LINK}</p>", [False]),
        (f"<style>@media (max-width:9px){{.a{{display:none}}}}</style><p class=a>{LINK}</p>", [False]),
        (f"<style>@media screen{{.a{{display:none}}}}</style><p class=a>{LINK}</p>", [True]),
        (f"<style>.a{{d\\isplay:n\\6f ne}}</style><p class=a>{LINK}</p>", [True]),
        (f"<style>.a{{x:y;/**/display/**/:none}}</style><p class=a>{LINK}</p>", [True]),
        (f"<style>[data-x=y] a{{opacity:0}}</style><p data-x=y>{LINK}</p>{LINK}", [True, False]),
        (f"<!-- {LINK} -->{LINK}", [False, False]),
        (f"<textarea>{LINK}</textarea><script>//{LINK}</script><xmp>{LINK}</xmp>{LINK}", [False]),
    ],
)  # fmt: skip
def test_links_are_hidden_as_browsers_hide_them(body: str, expected: list[bool]) -> None:
    """Inheritance, implied end tags, cascade, media, escapes; what is no markup holds no links."""
    assert hidden(body) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("-9999px", -9999),
        ("0", 0),
        ("-10em", -160),
        (".5rem", 8),
        ("calc(-9999px - 1em)", -9999),
        ("auto", None),
    ],
)
def test_lengths(value: str, expected: float | None) -> None:
    """In pixels; None for what is no length."""
    assert pixels(value) == expected


@pytest.mark.parametrize(
    "value", ["#fff", "#ffffff", "white", "rgb(255,255,255)", "rgb(100%,100%,100%)", "hsl(0,0%,100%)"]
)
def test_white_is_white(value: str) -> None:
    """However it is written."""
    shade = colour(value)
    assert shade is not None
    assert shade.rgb == (255, 255, 255)


@pytest.mark.parametrize(
    "markup",
    [
        '<p style="direction:rtl;unicode-bidi:bidi-override">{}</p>',
        '<p dir=rtl><b style="unicode-bidi: isolate-override"><i>{}</i></b></p>',
        "<bdo dir=RTL>{}</bdo>",
        "<style>.x{{direction:rtl;unicode-bidi:bidi-override}}</style><i class=x>{}</i>",
        "<p>\u202e{}\u202c</p>",
    ],
)
def test_what_is_written_backwards_is_read_as_it_is_shown(markup: str) -> None:
    """By style, by markup and by a character; a page that runs from right to left is none."""
    text = "nhà cái uy tín"
    assert reading(markup.format(text[::-1])).text == text
    assert reading(f"<p dir=rtl style='unicode-bidi: embed'>{text}</p>").text == text


def test_each_hidden_element_is_read_by_itself() -> None:
    """What one hides is one text, what an interface hides is none."""
    body = "<p style='display:none'>một <b>hai</b></p><nav hidden>ba</nav><p hidden>bốn</p>"
    assert reading(body).buried == ("một hai", "bốn")


@given(MARKUP)
@settings(max_examples=200, deadline=None)
def test_any_markup_is_read(markup: str) -> None:
    """No text makes the reader fail; every character of text is in one piece at most."""
    reading(markup)
    assert sum(len(token.text) for token in tokens(markup)) <= len(markup)


@given(MARKUP)
@settings(max_examples=200, deadline=None)
def test_any_style_is_read(css: str) -> None:
    """Sheets, declarations and attributes of any make."""
    Sheets([css, f".a{{{css}}}"])
    declarations(css)
    attributes_of(css)
