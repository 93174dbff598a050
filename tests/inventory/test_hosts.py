"""Host names: what is plain stays as IDNA would leave it."""

import idna
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.hosts import PLAIN, normalize_host, refuse_unlike_one_host


@settings(max_examples=40)  # a name takes a tenth of a second to make up
@given(st.from_regex(PLAIN, fullmatch=True).filter(lambda name: max(map(len, name.split("."))) <= 63))
def test_plain_names_are_left_alone(name: str) -> None:
    """The short way gives what the whole way gives."""
    if len(name) <= 253:
        assert normalize_host(name) == name
        assert "_" in name or name == idna.encode(name, uts46=True).decode("ascii")


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("dich_vu.example.test", "dich_vu.example.test"),
        ("Dich_Vu.Example.Test.", "dich_vu.example.test"),
        ("_api.example.test", "_api.example.test"),
        ("mot_cua-dien_tu.example.test", "mot_cua-dien_tu.example.test"),
        ("dich_vu.tỉnh.example.test", "dich_vu.xn--tnh-dlz.example.test"),
    ],
)
def test_underscores_are_in_use(typed: str, host: str) -> None:
    """The DNS and browsers take them in any label (RFC 2181, 11), beside labels of any language."""
    assert normalize_host(typed) == host


@pytest.mark.parametrize("typed", ["-a_b.test", "a_b-.test", "tỉnh_a.test", "xn--a_b.test", "a_b..test"])
def test_underscores_change_no_other_rule(typed: str) -> None:
    """No hyphen at an end, no underscore beside letters that ASCII has not, no empty label."""
    with pytest.raises(ValueError, match="is not a host name"):
        normalize_host(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "10.0.0.0/8",
        "fe80::/10",
        "10.0.0.1-255",
        "10.0.0.1-10.0.0.9",
        "fe80::1%eth0",
        "fe80::1%$(id)",
        "a.0x7f",
    ],
)
def test_several_hosts_are_none(typed: str) -> None:
    """Ranges of addresses, and zones, which mean something on one machine only."""
    with pytest.raises(ValueError, match=r"range of addresses|without % and a zone"):
        refuse_unlike_one_host(typed)


@pytest.mark.parametrize(
    "typed",
    ["10.0.0.1", "fe80::1", "[::1]", "localhost", "a-1.test", "1-2.vn", "xn--tnh-dlz.vn", "a.test:443"],
)
def test_one_host_is_one(typed: str) -> None:
    """Addresses and names, digits and hyphens in them too."""
    refuse_unlike_one_host(typed)
