"""Which IPv6 addresses make a host usable from the Internet.

Internet.nl discards IPv4-mapped addresses. Beyond those, whatever is no global unicast address by IANA's
registries cannot be reached by the public: 2000::/3 holds all of it (RFC 4291), less the special blocks
listed here (RFC 6890).

One exception: when the host's IPv4 addresses are all loopback too, or the target is ``::1`` itself, a machine
is looking at itself, and ``::1`` is as reachable as 127.0.0.1 is. Not so when they were not connected to:
then public DNS points visitors to their own machines.
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from checks.facts import DnsFacts

GLOBAL_UNICAST = IPv6Network("2000::/3")
LOOPBACK = "loopback"
SPECIAL = {
    "unspecified": ("::/128",),
    LOOPBACK: ("::1/128",),
    "IPv4-mapped": ("::ffff:0:0/96",),
    "NAT64": ("64:ff9b::/96", "64:ff9b:1::/48"),
    "discard-only": ("100::/64",),
    "Teredo": ("2001::/32",),
    "benchmarking": ("2001:2::/48",),
    "ORCHID": ("2001:10::/28", "2001:20::/28"),
    "documentation": ("2001:db8::/32", "3fff::/20"),
    "6to4": ("2002::/16",),
    "6bone": ("3ffe::/16",),
    "unique local": ("fc00::/7",),
    "link-local": ("fe80::/10",),
    "site-local": ("fec0::/10",),
    "multicast": ("ff00::/8",),
}
NETWORKS = [(name, IPv6Network(block)) for name, blocks in SPECIAL.items() for block in blocks]


def usable(dns: DnsFacts) -> tuple[str, ...]:
    """The host's IPv6 addresses that the public can use, as DNS gave them."""
    others = unusable(dns)
    return tuple(text for text in dns.ipv6 if text not in others)


def unusable(dns: DnsFacts) -> dict[str, str]:
    """The others, each with its kind, for example "unique local" or "6to4"."""
    kinds = {text: kind for text in dns.ipv6 if (kind := kind_of(text))}
    if LOOPBACK not in kinds.values() or dns.withheld or not _looks_at_itself(dns):
        return kinds
    return {text: kind for text, kind in kinds.items() if kind != LOOPBACK}


def kind_of(text: str) -> str:
    """Why an address is no global unicast address; "" when it is one."""
    address = _parsed(text)
    if not isinstance(address, IPv6Address):
        return "no IPv6 address"
    special = next((name for name, network in NETWORKS if address in network), "")
    return special or ("" if address in GLOBAL_UNICAST else "not global unicast")


def same(address: str, other_address: str) -> bool:
    """Whether two texts name one address, however they are written."""
    return (_parsed(address) or address) == (_parsed(other_address) or other_address)


def _looks_at_itself(dns: DnsFacts) -> bool:
    parsed = [_parsed(text) for text in dns.ipv4]
    is_named = bool(parsed) or dns.status == "ADDRESS"
    return is_named and all(address is not None and address.is_loopback for address in parsed)


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None
