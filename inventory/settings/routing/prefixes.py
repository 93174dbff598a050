"""A table of what is said of address prefixes: a million of them, searched without being unpacked."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from ipaddress import IPv6Address, ip_address
from typing import NamedTuple

BITS = {4: 32, 6: 128}
VALUE_BITS = 48  # of what is said of a prefix
LENGTH_BITS = 8
MOST = 4_000_000  # prefixes: the Internet has some 1.3 million
BEYOND = 129  # bits, which no address has
_OCTETS = {str(number): number for number in range(256)}
_LENGTHS = {str(number): number for number in range(BEYOND)}


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
    address, _, text = prefix.partition("/")
    length, version = _LENGTHS.get(text, BEYOND), 6 if ":" in address else 4
    bits = BITS[version] - length
    if bits < 0:
        raise ValueError(prefix)
    number = int(IPv6Address(address)) if version == 6 else _ipv4(address)  # noqa: PLR2004 - as above
    return Prefix(version, number >> bits << bits, length, value)


def _ipv4(address: str) -> int:
    """As ipaddress reads it, many times as fast: there are a million."""
    first, second, third, fourth = address.split(".")
    try:
        return _OCTETS[first] << 24 | _OCTETS[second] << 16 | _OCTETS[third] << 8 | _OCTETS[fourth]
    except KeyError as error:
        raise ValueError(address) from error


class PrefixTable:
    """Found by address, the most specific first. Each prefix is one number, and these are sorted."""

    def __init__(self, prefixes: Iterable[Prefix]) -> None:
        self._rows: dict[int, list[int]] = {version: [] for version in BITS}
        self._lengths: dict[int, set[int]] = {version: set() for version in BITS}
        add = {version: rows.append for version, rows in self._rows.items()}
        seen = self._lengths
        for version, number, length, value in prefixes:
            add[version]((number << LENGTH_BITS | length) << VALUE_BITS | value)
            seen[version].add(length)
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
