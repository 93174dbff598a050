"""URLs that servers send."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.urls import Origin, canonical_host, is_address, origin_of, resolve, without_www


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://Example.test/a", Origin("https", "example.test", 443)),
        ("HTTP://example.test.:8080", Origin("http", "example.test", 8080)),
        ("https://cổng.example.test/", Origin("https", "xn--cng-qmz.example.test", 443)),
        ("https://[2001:DB8:0::1]/", Origin("https", "2001:db8::1", 443)),
        ("https://user@example.test/", Origin("https", "example.test", 443)),
        ("ftp://example.test/", None),
        ("https:///path", None),
        ("https://a:99999/", None),
        ("https://[::1", None),
        ("/relative", None),
        ("", None),
    ],
)
def test_origins(url: str, origin: Origin | None) -> None:
    """Scheme, A-label and port, or None for anything that is no http URL."""
    assert origin_of(url) == origin


def test_references_are_resolved() -> None:
    """RFC 3986 section 5; a malformed one gives the empty text."""
    assert resolve("http://a.test/b/", " c ") == "http://a.test/b/c"
    assert resolve("http://a.test/", "//[") == ""


def test_hosts() -> None:
    """Addresses in their shortest form, names in lower case."""
    assert canonical_host("[2001:DB8::0:1]") == "2001:db8::1"
    assert canonical_host("WWW.Example.test.") == "www.example.test"
    assert is_address("::1")
    assert not is_address("example.test")
    assert without_www("www.example.test") == "example.test"


@given(st.text(max_size=100), st.text(max_size=100))
def test_any_text_is_read(base: str, reference: str) -> None:
    """Never an exception."""
    origin_of(base)
    origin_of(f"https://{base}")
    origin_of(resolve(base, reference))
