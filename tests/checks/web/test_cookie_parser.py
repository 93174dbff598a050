"""The parser of Set-Cookie, and the jar."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.web._cookies import Cookie, jar, parse
from tests.checks import builders

HOST = builders.HOST
ATTRIBUTE = st.sampled_from(
    ["Secure", "HttpOnly", "SameSite=", "Max-Age=", "Expires=", "Domain=", "Path=/", "max-age=-"]
)


@given(
    st.text(max_size=300) | st.lists(st.tuples(ATTRIBUTE, st.text(max_size=40)).map("".join)).map("; ".join)
)
def test_any_header_is_read(header: str) -> None:
    """A cookie with a name, or None; never an exception."""
    for text in (header, f"a=b; {header}"):
        cookie = parse(text, HOST, builders.NOW)
        assert cookie is None or cookie.name


def test_attributes_are_case_insensitive() -> None:
    """RFC 6265bis section 5.6; the value may hold equals signs and quotes."""
    cookie = parse(
        ' id = "a=b" ;SECURE; httponly ; sameSITE=LAX; Domain=.Example.test; Path=/x', HOST, builders.NOW
    )
    assert cookie == Cookie(
        name="id", host="example.test", path="/x", secure=True, http_only=True, same_site="lax"
    )


@pytest.mark.parametrize("header", ["", "a", "=b", " =b; Secure", "a=" + "b" * 5000])
def test_what_browsers_ignore_is_no_cookie(header: str) -> None:
    """No name, no equals sign, or too long."""
    assert parse(header, HOST, builders.NOW) is None


@pytest.mark.parametrize(
    ("attributes", "expired"),
    [
        ("Max-Age=0", True),
        ("Max-Age=-5", True),
        ("Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", False),
        ("Expires=Thu, 01-Jan-1970 00:00:10 GMT", True),
        ("Expires=Fri, 31 Dec 9999 23:59:59 GMT", False),
        ("Expires=Fri, 31 Dec 9999 23:59:59 -2359", False),
        ("Expires=Mon, 01 Jan 0001 00:00:00 +2359", True),
        ("Expires=never", False),
        ("Max-Age=x", False),
        ("", False),
    ],
)
def test_expired_cookies_are_known(attributes: str, expired: bool) -> None:  # noqa: FBT001 - the table's column
    """Max-Age goes before Expires; what cannot be read makes a session cookie."""
    cookie = parse(f"a=1; {attributes}", HOST, builders.NOW)
    assert cookie is not None
    assert cookie.expired is expired


def test_the_jar_keeps_the_last_of_each() -> None:
    """A later cookie replaces the earlier of the same name, and one that has expired removes it."""
    first = builders.exchange(headers=(("set-cookie", "a=1"), ("set-cookie", "b=1; Secure")))
    second = builders.exchange(headers=(("set-cookie", "a=1; Secure"), ("set-cookie", "b=; Max-Age=0")))
    assert jar([first, second], builders.NOW) == (Cookie(name="a", host=HOST, secure=True),)
