"""Addresses of the lab's machines: global ones, as the scanner wants them. In the lab they lead nowhere else.

They are AS112's (RFC 7534, RFC 7535), whose sinks belong to no site.
"""

SCANNER = ("192.31.196.200/24", "2620:4f:8000:ffff::2/64")
ITS_ROUTER = ("192.31.196.254/24", "2620:4f:8000:ffff::1/64")
SCANNER_WITHOUT_IPV6 = "192.31.197.200/24"
ROUTER_WITHOUT_IPV6 = "192.31.197.254/24"
INSIDE = ("10.9.9.9", "fd00::9")  # of a private network, where nobody may look
OTHER_NETWORK = "192.31.196.2"


def ipv4(number: int) -> str:
    """Of the machine with this number, below 100."""
    return f"192.175.48.{number}"


def ipv6(number: int) -> str:
    """Likewise."""
    return f"2620:4f:8000::{number}"


def both(number: int) -> tuple[str, str]:
    """Likewise."""
    return ipv4(number), ipv6(number)


def records(owner: str, *addresses: str) -> str:
    """Lines of a zone."""
    return "".join(f"{owner} {'AAAA' if ':' in one else 'A'} {one}\n" for one in addresses)
