"""scanner.planning.typed_targets: what people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.errors import ScannerError
from scanner.planning.typed_targets import parse_resolver, parse_target, parse_user_agent


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("example.test", "example.test", 443),
        (" Example.Test. ", "example.test", 443),
        ("example.test:8443", "example.test", 8443),
        ("https://example.test/path?x=1", "example.test", 443),
        ("https://example.test:8443", "example.test", 8443),
        ("thử.example.test", "xn--th-yct.example.test", 443),
        ("192.0.2.1", "192.0.2.1", 443),
        ("192.0.2.1:8443", "192.0.2.1", 8443),
        ("2001:db8:0::1", "2001:db8::1", 443),
        ("[2001:db8::1]:8443", "2001:db8::1", 8443),
        ("https://[2001:db8::1]/", "2001:db8::1", 443),
    ],
)
def test_every_form_of_a_target_is_understood(text: str, host: str, port: int) -> None:
    """Host, host:port, URL and addresses of both families, internationalised names as A-labels."""
    endpoint = parse_target(text)
    assert (endpoint.host, endpoint.https_port) == (host, port)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("example.test", "/"),
        ("https://example.test", "/"),
        ("https://example.test/dvc/login", "/dvc/login"),
        ("example.test/dvc/login?x=1&y", "/dvc/login?x=1&y"),
        ("https://example.test/?q=a", "/?q=a"),
        ("https://example.test/a/../b#top", "/b"),
        ("https://example.test/trang chủ", "/trang%20ch%E1%BB%A7"),
        ("https://example.test//evil.test/", None),
        ("https://example.test/" + "a" * 3000, None),
    ],
)
def test_the_page_of_a_path_is_looked_at(text: str, path: str | None) -> None:
    """As a browser would ask for it, and on this host alone."""
    if path is None:
        with pytest.raises(ScannerError, match="path"):
            parse_target(text)
    else:
        assert parse_target(text).path == path


@pytest.mark.parametrize(
    ("text", "neighbours"),
    [
        ("example.test", {"www.example.test"}),
        ("www.example.test", {"example.test"}),
        ("www.test", set()),
        ("192.0.2.1", set()),
        ("dvc.example.test", {"www.dvc.example.test"}),
    ],
)
def test_www_of_the_same_name_is_a_neighbour(text: str, neighbours: set[str]) -> None:
    """A redirect from the one to the other stays with the site."""
    assert parse_target(text).neighbours == neighbours


@pytest.mark.parametrize("text", ["", " x", "a\nb", "é", "x" * 201])
def test_a_bad_user_agent_is_one_clear_error(text: str) -> None:
    """It becomes a header of every request."""
    with pytest.raises(ScannerError, match="--user-agent"):
        parse_user_agent(text)


BAD_TARGETS = [
    *("", "exa mple", "x" * 300, "http://example.test/", "ftp://example.test", "example.test:0"),
    *("example.test:99999", "-x.test", "a..b", "[::1", "https://user@example.test/", "https:///path"),
    *("999.1.1.1", "host;id", "$(id).test"),
]


@pytest.mark.parametrize("text", BAD_TARGETS)
def test_a_bad_target_is_one_clear_error(text: str) -> None:
    """What cannot be a target is refused with what to write instead."""
    with pytest.raises(ScannerError, match="write host"):
        parse_target(text)


@given(st.text(max_size=80))
def test_any_text_is_a_target_or_a_clear_error(text: str) -> None:
    """No input whatever brings another exception."""
    try:
        endpoint = parse_target(text)
    except ScannerError:
        return
    assert endpoint.host.isascii()
    assert 1 <= endpoint.https_port <= 65535


@pytest.mark.parametrize(
    ("text", "resolver"),
    [
        ("192.0.2.53", ("192.0.2.53", 53)),
        ("127.0.0.1:5353", ("127.0.0.1", 5353)),
        ("::1", ("::1", 53)),
        ("[::1]:5353", ("::1", 5353)),
    ],
)
def test_a_resolver_is_an_address_with_an_optional_port(text: str, resolver: tuple[str, int]) -> None:
    """Both families, with and without a port."""
    assert parse_resolver(text) == resolver


@pytest.mark.parametrize("text", ["", "dns.example.test", "1.2.3", "127.0.0.1:x", "[::1"])
def test_a_bad_resolver_is_one_clear_error(text: str) -> None:
    """A resolver is never a name: its own look-up would go through another resolver."""
    with pytest.raises(ScannerError, match="--resolver"):
        parse_resolver(text)
