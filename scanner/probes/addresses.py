"""Which of a host's addresses a TCP connection may be made to."""

import ipaddress
from typing import Final, Literal

Scope = Literal[
    "global",
    "loopback",
    "private",
    "shared",
    "link-local",
    "documentation",
    "unspecified",
    "multicast",
    "reserved",
]
DOCUMENTATION = tuple(  # RFC 5737, 3849, 9637
    map(
        ipaddress.ip_network,
        ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"),
    )
)
SHARED = ipaddress.ip_network("100.64.0.0/10")  # RFC 6598: between a provider and its customers
PRIVATE = tuple(map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")))

IPV4: Final = 4
IPV6: Final = 6


def literal(host: str) -> str | None:
    """The address that a host is, in its shortest form; None for a name."""
    try:
        return ipaddress.ip_address(host).compressed
    except ValueError:
        return None


def family(address: str) -> Literal[4, 6]:
    """The IP version of an address."""
    return IPV6 if ":" in address else IPV4


def scope(address: str) -> Scope:
    """How far an address reaches (RFC 6890); only a global one is met on the public Internet."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is not None:
        return "reserved"  # RFC 4291, 2.5.5.2: never on a wire
    named: dict[Scope, bool] = {
        "unspecified": ip.is_unspecified,
        "loopback": ip.is_loopback,
        "multicast": ip.is_multicast,
        "link-local": ip.is_link_local,
        "shared": ip in SHARED,
        "private": any(ip in block for block in PRIVATE),
        "documentation": any(ip in block for block in DOCUMENTATION),
        "reserved": not ip.is_global,
    }
    return next((kind for kind, holds in named.items() if holds), "global")


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
