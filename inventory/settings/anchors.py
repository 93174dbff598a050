"""Addresses whose answer proves that this machine's own IPv6 works: the control endpoints of scans."""

from ipaddress import AddressValueError, IPv6Address

from inventory.errors import InventoryError
from inventory.safe_text import quoted

SEPARATOR = ";"
MOST = 4


def anchors_in(value: str) -> tuple[str, ...]:
    """The addresses that a value names."""
    return tuple(one.strip() for one in value.split(SEPARATOR) if one.strip())


def anchor_addresses(value: str) -> str:
    """The addresses as they are kept, in their shortest form.

    Raises:
        InventoryError: there is none or too many, or one of them cannot prove anything.

    """
    told = anchors_in(value)
    if not 1 <= len(told) <= MOST:
        raise InventoryError(
            "{value}: write 1 to {most} IPv6 addresses, separated by semicolons",
            value=quoted(value),
            most=MOST,
        )
    return f"{SEPARATOR} ".join(dict.fromkeys(map(_anchor, told)))


def _anchor(text: str) -> str:
    """Of another machine, beyond this one's own link."""
    try:
        address = IPv6Address(text)
    except AddressValueError as error:
        raise InventoryError("{text} is no IPv6 address", text=quoted(text)) from error
    of_this_link = address.is_link_local or address.is_loopback or address.is_unspecified
    if of_this_link or address.is_multicast or address.ipv4_mapped is not None:
        raise InventoryError(
            "{text} proves nothing: name an address beyond this machine's own link", text=quoted(text)
        )
    return address.compressed
