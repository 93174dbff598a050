"""URLs that servers send."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.urls import Origin, canonical_host, is_address, origin_of, registrable, resolve, without_www

BASE = "https://www.example.test:8443/a/b?c"
# A reference, and where a browser on the page above goes with it (url.spec.whatwg.org).
HOSTILE = [
    ("", "https://www.example.test:8443/a/b?c"),
    ("d", "https://www.example.test:8443/a/d"),
    (" \t/d\n ", "https://www.example.test:8443/d"),
    ("/\\evil.test", "https://evil.test/"),
    ("\\\\evil.test", "https://evil.test/"),
    ("\\/evil.test", "https://evil.test/"),
    ("\\evil.test", "https://www.example.test:8443/evil.test"),
    ("//evil.test", "https://evil.test/"),
    ("///evil.test", "https://evil.test/"),
    ("////evil.test", "https://evil.test/"),
    ("/\t/evil.test", "https://evil.test/"),
    ("/\n/evil.test", "https://evil.test/"),
    ("h\tttps://ev\til.test/", "https://evil.test/"),
    ("https:evil.test", "https://www.example.test:8443/a/evil.test"),
    ("https:/evil.test", "https://www.example.test:8443/evil.test"),
    ("http:evil.test", "http://evil.test/"),
    ("http:/evil.test", "http://evil.test/"),
    ("https://www.example.test:8443@evil.test/", "https://www.example.test:8443@evil.test/"),
    ("https://www.example.test\\@evil.test/", "https://www.example.test/@evil.test/"),
    ("https://evil.test\\.example.test/", "https://evil.test/.example.test/"),
    ("https://evil.test#@www.example.test/", "https://evil.test/#@www.example.test/"),
    ("https://EVIL.test:443/", "https://evil.test/"),
    ("https://evil.test:0/", "https://evil.test:0/"),
    ("https://evil.test:65536/", ""),
    ("https://evil.test:8a/", ""),
    ("https://cổng.test/", "https://xn--cng-qmz.test/"),
    ("https://ｗｗｗ．example．test/", "https://www.example.test/"),
    ("https://evil%2etest/", "https://evil.test/"),
    ("https://ev il.test/", ""),
    ("https://2130706433/", "https://127.0.0.1/"),
    ("https://0x7f.1/", "https://127.0.0.1/"),
    ("https://0177.0.0.1/", "https://127.0.0.1/"),
    ("https://256.0.0.1/", ""),
    ("https://[::FFFF:7f00:1]/", "https://[::ffff:7f00:1]/"),
    ("https://[::1", ""),
    ("//[", ""),
    ("mailto:a@evil.test", "mailto:a@evil.test"),
]


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://Example.test/a", Origin("https", "example.test", 443)),
        ("HTTP://example.test.:8080", Origin("http", "example.test", 8080)),
        ("https://cổng.example.test/", Origin("https", "xn--cng-qmz.example.test", 443)),
        ("https://[2001:DB8:0::1]/", Origin("https", "2001:db8::1", 443)),
        ("https://user@example.test/", Origin("https", "example.test", 443)),
        ("ftp://example.test/", None),
        ("https:///path", Origin("https", "path", 443)),
        ("https:\\\\evil.test\\a", Origin("https", "evil.test", 443)),
        ("ht\ntps://evil.te\tst/", Origin("https", "evil.test", 443)),
        ("https://www.example.test@evil.test/", Origin("https", "evil.test", 443)),
        ("https://0177.0.0.0x1/", Origin("https", "127.0.0.1", 443)),
        ("https://a b.test/", None),
        ("https://a:99999/", None),
        ("https://[::1", None),
        ("/relative", None),
        ("", None),
    ],
)
def test_origins(url: str, origin: Origin | None) -> None:
    """Scheme, A-label and port, or None for anything that is no http URL."""
    assert origin_of(url) == origin


@pytest.mark.parametrize(("reference", "url"), HOSTILE, ids=repr)
def test_references_are_resolved_as_browsers_do(reference: str, url: str) -> None:
    """WHATWG URL; the empty text for what a browser refuses."""
    assert resolve(BASE, reference) == url


def test_hosts() -> None:
    """Addresses in their shortest form, names in lower case."""
    assert canonical_host("[2001:DB8::0:1]") == "2001:db8::1"
    assert canonical_host("WWW.Example.test.") == "www.example.test"
    assert is_address("::1")
    assert not is_address("example.test")
    assert without_www("www.example.test") == "example.test"


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.xa.gov.vn", "xa.gov.vn"),
        ("xa.gov.vn", "xa.gov.vn"),
        ("gov.vn", "gov.vn"),
        ("a.b.thanhuy.vn", "thanhuy.vn"),
        ("d1.cloudfront.net", "cloudfront.net"),
        ("a.b.co.uk", "b.co.uk"),
        ("localhost", "localhost"),
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::1"),
    ],
)
def test_the_domain_that_was_registered(host: str, domain: str) -> None:
    """Below the registries of a country, one label more."""
    assert registrable(host) == domain


@given(st.text(max_size=100), st.text(max_size=100))
def test_any_text_is_read(base: str, reference: str) -> None:
    """Never an exception."""
    origin_of(base)
    origin_of(f"https://{base}")
    origin_of(resolve(base, reference))
