"""Levels, counts and ports as people type them."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.files.cells.typed_numbers import read_integer, read_level, read_ports, write_ports
from inventory.words import WrongValueError

PORTS = st.lists(st.integers(1, 65_535), max_size=60)


@given(st.integers(0, 10**12), st.sampled_from([".", ",", " ", "\u00a0"]))
def test_thousands_may_be_set_apart(number: int, mark: str) -> None:
    """By any one mark: 1.200 as written here."""
    assert read_integer(f"{number:,}".replace(",", mark)) == number


@pytest.mark.parametrize(
    "typed", ["1.2", "1.20", "12.00", "1.200,5", "1,200.000", "khoảng 5000", "-1", "", "1.2000"]
)
def test_what_may_be_a_fraction_is_refused(typed: str) -> None:
    """No number is guessed."""
    with pytest.raises(WrongValueError):
        read_integer(typed)


@pytest.mark.parametrize(
    "typed", [3, "3", "III", "iii", "Cấp 3", "Cấp độ III", "CĐ3", "mức 3", "Level 3", " 3 ", 3.0]
)
def test_a_level_in_any_words(typed: object) -> None:
    """Arabic or Roman."""
    assert read_level(typed) == 3


@pytest.mark.parametrize("typed", ["cao", "2 hoặc 3", "IIII", "Cấp", "A"])
def test_other_words_are_no_level(typed: str) -> None:
    """They are told."""
    with pytest.raises(WrongValueError, match="is not a security level"):
        read_level(typed)


@pytest.mark.parametrize(
    ("typed", "ports"),
    [
        ("80; 443", (80, 443)),
        ("80,443", (80, 443)),
        ("80 443 8080", (80, 443, 8080)),
        ("443/tcp", (443,)),
        ("443/tcp; 53/udp", (443, 53)),
        ("8000-8003", (8000, 8001, 8002, 8003)),
        ("8000 – 8002, 443", (8000, 8001, 8002, 443)),
        (443, (443,)),
        ([80, "443"], (80, 443)),
    ],
)
def test_ports_however_they_are_set_apart(typed: object, ports: tuple[int, ...]) -> None:
    """Several, with protocols, and ranges."""
    assert read_ports(typed) == ports


@pytest.mark.parametrize("typed", ["1-65535", "443-80", "http", "80.5", "1-2-3x"])
def test_what_is_no_port_is_refused(typed: str) -> None:
    """A range of all ports, too: nobody means it."""
    with pytest.raises(WrongValueError):
        read_ports(typed)


@given(PORTS)
def test_ports_come_back(ports: list[int]) -> None:
    """Also long runs, which are written as ranges."""
    assert read_ports(write_ports(tuple(ports)) or "") == tuple(ports)
    run = tuple(range(1, 1001))
    assert (write_ports(run), read_ports("1-1000")) == ("1-1000", run)


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No other exception."""
    for read in (read_integer, read_level, read_ports):
        with contextlib.suppress(WrongValueError):
            read(text)
