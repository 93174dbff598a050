"""Addresses as people put them in a cell."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.files.cells.addresses import addresses_in, names_hosts
from inventory.words import WrongValueError


def _told(text: str) -> list[tuple[str, int, int]]:
    return [endpoint.key for endpoint in addresses_in(text).endpoints]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("a.example", [("a.example", 443, 80)]),
        (" A.Example. ", [("a.example", 443, 80)]),
        ("https://a.example/web/guest?p=1#x", [("a.example", 443, 80)]),
        ("http://a.example:8080", [("a.example", 443, 8080)]),
        ("a.example:8443", [("a.example", 8443, 80)]),
        ("10.20.30.7:8080", [("10.20.30.7", 8080, 80)]),
        ("2001:db8::1", [("2001:db8::1", 443, 80)]),
        ("https://[2001:db8::1]:8443/", [("2001:db8::1", 8443, 80)]),
        ("a.example; www.a.example", [("a.example", 443, 80), ("www.a.example", 443, 80)]),
        ("https://a.example\nhttps://www.a.example", [("a.example", 443, 80), ("www.a.example", 443, 80)]),
        ("a.example và b.example", [("a.example", 443, 80), ("b.example", 443, 80)]),
        ("a.example (b.example)", [("a.example", 443, 80), ("b.example", 443, 80)]),
        ("a\u200b.example\ufeff", [("a.example", 443, 80)]),
        ("Mạng nội bộ", []),
        ("-", []),
        ("không có", []),
    ],
)
def test_every_address_of_a_cell(text: str, keys: list[tuple[str, int, int]]) -> None:
    """URLs, ports, several, or that there is none."""
    assert _told(text) == keys


def test_a_remark_is_told_apart() -> None:
    """It is given back, to be told."""
    found = addresses_in("a.example (đang xây dựng)")
    assert ([one.host for one in found.endpoints], found.remark) == (["a.example"], "đang xây dựng")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("10.20.30.0/24", "a range of addresses"),
        ("10.20.30.1-10.20.30.9", "a range of addresses"),
        ("10.20.30.*", "a range of addresses"),
        ("999.1.1.1", "is not a valid one"),
        ("a..example", "is not a host name"),
        ("*.a.example", "is not a host name"),
        ("antt@a.example", "is not a web address"),
        ("ftp://a.example", "is not a web address"),
        ("localhost", "is not a web address"),
        ("đang xây dựng", "is not a web address"),
        ("a.example:99999", "is not a web address"),
        ("x" * 5_001, "is longer than"),
    ],
)
def test_what_is_none_is_told(text: str, message: str) -> None:
    """By what it seems to be."""
    with pytest.raises(WrongValueError, match=message):
        addresses_in(text)
    assert not names_hosts(text)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No other exception; what is read once is read again the same."""
    with contextlib.suppress(WrongValueError):
        endpoints = addresses_in(text).endpoints
        assert addresses_in("\n".join(f"https://{one.host}" for one in endpoints if ":" not in one.host))
