"""A zone's name servers as machines: what bears one address is one server, whatever it is called."""

from collections.abc import Iterable, Sequence
from ipaddress import ip_interface

from checks.addresses import scope
from checks.facts import NameServer
from checks.model import Text

AT_HOME = Text(
    vi="Không áp dụng: vùng thử nghiệm nằm trên chính máy này.",
    en="Does not apply: a test keeps the zone on this machine.",
)
PREFIXES = {4: 24, 6: 48}  # what one site is usually given, and what is announced as one route
NOWHERE = ("loopback", "private", "shared", "link-local", "unspecified", "multicast", "reserved")


def distinct(servers: Iterable[tuple[str, ...]]) -> int:
    """How many servers these are, each given by its addresses; one without addresses is none."""
    machines: list[set[str]] = []
    for addresses in map(set, filter(None, servers)):
        shared = [machine for machine in machines if machine & addresses]
        machines = [machine for machine in machines if machine not in shared]
        machines.append(addresses.union(*shared))
    return len(machines)


def is_at_home(servers: Iterable[NameServer]) -> bool:
    """Whether a test keeps the zone on this machine: then everything is on one machine (RFC 6761)."""
    known = [address for server in servers for address in (*server.ipv4, *server.ipv6)]
    return bool(known) and all(scope(address) == "loopback" for address in known)


def public(server: NameServer) -> tuple[str, ...]:
    """The addresses at which others can ask a server."""
    return tuple(address for address in (*server.ipv4, *server.ipv6) if scope(address) not in NOWHERE)


def networks(addresses: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """By IP version: the /24 or /48 that addresses lie in, sorted."""
    found = {ip_interface(f"{address}/{PREFIXES[ip_interface(address).version]}") for address in addresses}
    return {
        version: tuple(
            str(network) for network in sorted({one.network for one in found if one.version == version})
        )
        for version in PREFIXES
    }
