"""Structured Fields: what browsers take from a header, and what they refuse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.web._structured_fields import dictionary


@pytest.mark.parametrize(
    ("value", "members"),
    [
        ("", {}),
        ("a=1", {"a": (["1"], False)}),
        ("a=(), b=*", {"a": ([], True), "b": (["*"], False)}),
        ('a=(self "https://a.test")', {"a": (["self", "https://a.test"], True)}),
        ("a", {"a": (["True"], False)}),
        ("a=(x);report-to=y, a=?0;p=1", {"a": (["False"], False)}),
    ],
)
def test_a_dictionary_is_read(value: str, members: dict[str, tuple[list[str], bool]]) -> None:
    """Items and inner lists, without their parameters; the last of a repeated key."""
    found = dictionary(value)
    assert found is not None
    told = {key: ([str(item) for item in one.items], one.is_list) for key, one in found.items()}
    assert told == members


@pytest.mark.parametrize(
    "value",
    ["a 'none'", "a=", "a=(", "a=(b,c)", "a=1,", "A=1", "a=1; b=2;", "a='x'", "ă=1", "a=1\n", "\ud800"],
)
def test_a_malformed_one_is_refused_whole(value: str) -> None:
    """Also when only one of its members is wrong."""
    assert dictionary(value) is None
    assert dictionary(f"good=1, {value}") is None


def test_a_token_is_no_string() -> None:
    """Quotes make a difference."""
    found = dictionary('token=(self), string=("self"), single=self')
    assert found is not None
    assert {key: member.has_token("self") for key, member in found.items()} == {
        "token": True,
        "string": False,
        "single": True,
    }
    assert [member.strings for member in found.values()] == [(), ("self",), ()]


@given(st.text() | st.text(alphabet='ab=,;()"*?:@%\\ 01.-'))
def test_whatever_a_server_says_is_read_or_refused(value: str) -> None:
    """Nothing else is raised."""
    assert dictionary(value) is None or isinstance(dictionary(value), dict)
