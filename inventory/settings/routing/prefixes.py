"""A table of what is said of address prefixes: a million of them, searched without being unpacked."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from ipaddress import IPv6Address, ip_address
from typing import NamedTuple

BITS = {4: 32, 6: 128}
VALUE_BITS = 48  # of what is said of a prefix
LENGTH_BITS = 8
MOST = 4_000_000  # prefixes: the Internet has some 1.3 million


class Prefix(NamedTuple):
    """A network, ``number`` without the bits of its hosts, and what is said of it, in 48 bits."""

    version: int  # of IP: 4 or 6
    number: int
    length: int
    value: int


def parsed(prefix: str, value: int) -> Prefix:
    """A prefix as it is written, ``1.0.0.0/24``.

    Raises:
        ValueError: it is none.

    """
    address, _, length = prefix.partition("/")
    version = 6 if ":" in address else 4
    number = int(IPv6Address(address)) if ":" in address else _ipv4(address)
    bits = BITS[version] - int(length)
    if not length.isdecimal() or bits < 0:
        raise ValueError("is no prefix")
    return Prefix(version, number >> bits << bits, int(length), value)


def _ipv4(address: str) -> int:
    """As ipaddress reads it, a million times a second."""
    octets = bytes(map(int, address.split(".")))
    if len(octets) != 4:  # noqa: PLR2004 - as IPv4 has them
        raise ValueError("is no prefix")
    return int.from_bytes(octets)


class PrefixTable:
    """Found by address, the most specific first. Each prefix is one number, and these are sorted."""

    def __init__(self, prefixes: Iterable[Prefix]) -> None:
        self._rows: dict[int, list[int]] = {version: [] for version in BITS}
        self._lengths: dict[int, set[int]] = {version: set() for version in BITS}
        for version, number, length, value in prefixes:
            self._rows[version].append((number << LENGTH_BITS | length) << VALUE_BITS | value)
            self._lengths[version].add(length)
        for rows in self._rows.values():
            rows.sort()

    def __len__(self) -> int:
        return sum(map(len, self._rows.values()))

    def covering(self, address: str, longest: int = 128) -> Iterator[tuple[int, int]]:
        """The length and the value of each prefix that holds an address, none longer than ``longest``."""
        known = ip_address(address)
        rows, bits = self._rows[known.version], BITS[known.version]
        for length in sorted(self._lengths[known.version], reverse=True):
            if length > longest:
                continue
            number = int(known) >> (bits - length) << (bits - length)
            wanted = number << LENGTH_BITS | length
            place = bisect_left(rows, wanted << VALUE_BITS)
            while place < len(rows) and rows[place] >> VALUE_BITS == wanted:
                yield length, rows[place] & (1 << VALUE_BITS) - 1
                place += 1
