"""Reachability of the builders' two addresses, for the tests of the IPv6 checks."""

from checks.facts import AddressReach, PortState, ReachFacts
from checks.facts.reach import PortAnswer
from tests.checks import builders

BOTH: dict[int, PortAnswer] = {443: "open", 80: "open"}
CLOSED: dict[int, PortAnswer] = {443: "refused", 80: "refused"}
SILENT: dict[int, PortAnswer] = {443: "timeout", 80: "timeout"}
HTTPS: dict[int, PortAnswer] = {443: "open", 80: "timeout"}


def address(text: str, ports: dict[int, PortAnswer]) -> AddressReach:
    """One address with its web ports in these states."""
    states = tuple(PortState(port=port, state=state) for port, state in ports.items())
    return AddressReach(address=text, family=6 if ":" in text else 4, ports=states)


def reach(ipv4: dict[int, PortAnswer], *ipv6: dict[int, PortAnswer], ipv6_here: bool = True) -> ReachFacts:
    """The builders' addresses; further IPv6 addresses are numbered after the first."""
    found = [address(builders.V4, ipv4)]
    found += [
        address(builders.V6 if number == 0 else f"2a00::{number}", ports) for number, ports in enumerate(ipv6)
    ]
    return builders.reach(
        addresses=tuple(found), ipv6_here=ipv6_here, ipv6_proof="" if ipv6_here else "no route"
    )
