"""Which of a host's addresses a TCP connection may be made to."""

import ipaddress
from collections.abc import Sequence
from typing import Final, Literal

IPV4: Final = 4
IPV6: Final = 6
ADDRESSES_A_FAMILY = 4  # that a scan looks at


def literal(host: str) -> str | None:
    """The address that a host is, in its shortest form; None for a name."""
    try:
        return ipaddress.ip_address(host).compressed
    except ValueError:
        return None


def family(address: str) -> Literal[4, 6]:
    """The IP version of an address."""
    return IPV6 if ":" in address else IPV4


def is_connectable(address: str) -> bool:
    """Whether a connection would reach one host of this address's own family.

    Not so: the unspecified address (Linux connects it to this machine), multicast, reserved 240.0.0.0/4,
    link-local IPv6 (needs an interface), and IPv4-mapped IPv6 (RFC 4291, 2.5.5.2: travels as IPv4).
    """
    ip = ipaddress.ip_address(address)
    if ip.is_unspecified or ip.is_multicast:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        return not ip.is_link_local and ip.ipv4_mapped is None
    return not ip.is_reserved


def first_connectable(addresses: tuple[str, ...]) -> str | None:
    """The first address that can be connected to."""
    return next(filter(is_connectable, addresses), None)


def chosen_to_scan(addresses: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """The addresses that a scan looks at, those that are one too many, and those of no one host."""
    fit = [address for address in addresses if is_connectable(address)]
    families = [[address for address in fit if family(address) == version] for version in (IPV4, IPV6)]
    chosen = [address for found in families for address in found[:ADDRESSES_A_FAMILY]]
    beyond = [address for found in families for address in found[ADDRESSES_A_FAMILY:]]
    return chosen, beyond, [address for address in addresses if not is_connectable(address)]
