"""How far an IP address reaches, by IANA's registries of special-purpose addresses (RFC 6890)."""

import ipaddress
from typing import Literal

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
