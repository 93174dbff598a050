"""checks.ipv6._addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.ipv6._addresses import kind_of, same, unusable, usable
from tests.checks import builders

GLOBAL = "2a00:1450:4001:830::2004"


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        (GLOBAL, ""),
        ("2405:4800::1", ""),
        ("2001:4860:4860::8888", ""),
        ("::ffff:192.0.2.1", "IPv4-mapped"),
        ("2002:c000:204::1", "6to4"),
        ("2001:0:4136:e378::1", "Teredo"),
        ("fd00::1", "unique local"),
        ("fc00::1", "unique local"),
        ("fe80::1", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("fec0::1", "site-local"),
        ("2001:db8::1", "documentation"),
        ("3fff::1", "documentation"),
        ("2001:10::1", "ORCHID"),
        ("2001:20::1", "ORCHID"),
        ("2001:2::1", "benchmarking"),
        ("64:ff9b::c000:201", "NAT64"),
        ("100::1", "discard-only"),
        ("::1", "loopback"),
        ("::", "unspecified"),
        ("ff02::1", "multicast"),
        ("4000::1", "not global unicast"),
        ("192.0.2.1", "no IPv6 address"),
        ("rubbish", "no IPv6 address"),
    ],
)
def test_only_global_unicast_counts(address: str, kind: str) -> None:
    """Every special block is named."""
    assert kind_of(address) == kind
    dns = builders.dns(ipv6=(address, GLOBAL))
    assert (address in usable(dns)) is (kind == "")
    assert GLOBAL in usable(dns)


@given(st.ip_addresses(v=6).map(str))
def test_an_address_is_usable_or_has_a_kind(address: str) -> None:
    """Nothing is left out, nothing counted twice."""
    dns = builders.dns(ipv6=(address,))
    assert {*usable(dns), *unusable(dns)} == {address}
    assert bool(usable(dns)) is (kind_of(address) == "")


@pytest.mark.parametrize(
    ("ipv4", "status", "counts"),
    [
        (("127.0.0.1",), "NOERROR", True),
        (("127.0.0.1", "127.8.8.8"), "NOERROR", True),
        (("127.0.0.1", "192.0.2.1"), "NOERROR", False),
        (("192.0.2.1",), "NOERROR", False),
        ((), "NOERROR", False),
        ((), "ADDRESS", True),
        (("rubbish",), "NOERROR", False),
    ],
)
def test_loopback_counts_only_for_a_machine_looking_at_itself(
    ipv4: tuple[str, ...], status: str, *, counts: bool
) -> None:
    """A public name that points to ::1 has no usable IPv6."""
    dns = builders.dns(ipv4=ipv4, ipv6=("::1", "fd00::1"), status=status)
    assert usable(dns) == (("::1",) if counts else ())


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("2a00::1", "2A00:0:0::1", True), ("2a00::1", "2a00::2", False), ("x", "x", True), ("x", "::1", False)],
)
def test_addresses_compare_by_value(one: str, other: str, *, expected: bool) -> None:
    """However they are written."""
    assert same(one, other) is expected
