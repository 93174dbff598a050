"""checks.ipv6._pages."""

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.ipv6._pages import COMPARED, difference

PAGE = "<script nonce='abc'>1</script><style nonce=xyz>2</style><p>text</p>"
FORM = '<input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="{}" /><p>text</p>'


@given(st.text(alphabet="<pabc /> é", max_size=300), st.text(alphabet="<pabc /> é", max_size=300))
def test_it_is_difflib_s_quick_ratio(one: str, other: str) -> None:
    """The same number, counted faster."""
    expected = 100 - 100 * SequenceMatcher(None, one, other).quick_ratio()
    assert difference(one, other) == pytest.approx(expected)
    assert 0 <= difference(one, other) <= 100


@given(st.text(max_size=300))
def test_a_page_does_not_differ_from_itself(page: str) -> None:
    """Whatever it holds."""
    assert difference(page, page) == 0


@pytest.mark.parametrize("field", ["VIEWSTATE", "VIEWSTATEGENERATOR", "EVENTVALIDATION"])
def test_asp_net_s_hidden_fields_are_left_out(field: str) -> None:
    """They change with every request and say nothing of the page."""
    form = FORM.replace("VIEWSTATE", field)
    assert difference(form.format("dDwtMTA4"), form.format("x" * 20_000)) == 0


@pytest.mark.parametrize(
    "field",
    [
        '<input type="hidden" name="__RequestVerificationToken" value="{}">',
        '<input name="csrfmiddlewaretoken" type="hidden" value="{}">',
        "<input name='_token' value='{}'>",
        '<input name="_csrf" value="{}">',
        '<input name="authenticity_token" value="{}">',
        '<input name="form_build_id" value="{}">',
        '<meta name="csrf-token" content="{}">',
    ],
)
def test_tokens_of_forms_are_left_out(field: str) -> None:
    """Each visit has its own."""
    assert difference(field.format("dDwtMTA4"), field.format("x" * 20_000)) == 0


def test_other_fields_are_compared() -> None:
    """A value that the site shows is content."""
    field = '<input name="city" value="{}">'
    assert difference(field.format("Vung Tau"), field.format("x" * 200)) > 50


def test_nonces_are_left_out() -> None:
    """Quoted in either way, or not at all."""
    assert difference(PAGE, PAGE.replace("abc", "Q9+/=").replace("xyz", "RRRRRRR")) == 0


def test_only_the_beginning_is_compared() -> None:
    """The first 500,000 characters, as Internet.nl."""
    same = "a" * COMPARED
    assert difference(same + "b" * 1000, same + "c" * 9000) == 0
    assert difference(same, "b" + same) > 0


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "hostile", ["<script nonce=", ' nonce="', " nonce='", '<input name="__VIEWSTATE"', '__VIEWSTATE" value="']
)
def test_a_hostile_page_costs_no_more(hostile: str) -> None:
    """Patterns that never close are read once, not again from each beginning."""
    page = hostile * (COMPARED // len(hostile))
    assert difference(page, page + "x") < 1
