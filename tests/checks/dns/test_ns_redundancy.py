"""dns.ns_redundancy."""

from typing import Any

import pytest

from checks.dns._servers import distinct
from checks.facts import AddressRoute, NameServer, NotTested, RouteOrigin, RoutingFacts
from checks.model import Reason
from tests.checks import builders


def servers(*addresses: str) -> dict[str, Any]:
    """Name servers, each by its addresses with blanks between."""
    return {
        "name_servers": tuple(
            NameServer(
                name=f"ns{number}.a.gov.vn",
                ipv4=tuple(address for address in listed.split() if ":" not in address),
                ipv6=tuple(address for address in listed.split() if ":" in address),
            )
            for number, listed in enumerate(addresses)
        )
    }


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        (servers("1.1.1.1", "8.8.8.8"), "pass"),
        (servers("1.1.1.1 2001:4860::1", "8.8.8.8 2001:4860::2"), "pass"),
        (servers("1.1.1.1 2001:4860:1::1", "1.1.1.2 2001:4860:2::1"), "pass"),
        (servers("2001:4860:1::1", "2001:4860:2::1"), "pass"),
        (servers("1.1.1.1", "8.8.8.8", ""), "pass"),
        ({**servers("1.1.1.1", "8.8.8.8"), "unanswered": ("NS:AAAA",)}, "pass"),
        (servers("1.1.1.1", "1.1.1.2"), "warn"),
        (servers("1.1.1.1 2001:4860:1::1", "1.1.1.2 2001:4860:1:5::2"), "warn"),
        (servers("1.1.1.1", "1.1.1.1"), "fail"),
        (servers("1.1.1.1 2001:4860:1::1", "8.8.8.8 2001:4860:1::1"), "fail"),
        (servers("1.1.1.1"), "fail"),
        (servers("1.1.1.1", ""), "fail"),
        (servers("1.1.1.1", "10.0.0.53"), "fail"),
        (servers("", "192.168.1.1"), "fail"),
        (servers("127.0.0.1 ::1", "127.0.0.2 ::1"), "not_applicable"),
        (servers("127.0.0.1", "8.8.8.8"), "fail"),
        ({**servers("1.1.1.1", ""), "unanswered": ("NS:A",)}, "not_tested"),
        ({**servers("1.1.1.1", "1.1.1.2"), "unanswered": ("NS:AAAA",)}, "not_tested"),
        ({"name_servers": (), "unanswered": ("NS",)}, "not_tested"),
        ({"name_servers": (), "zone": None, "unanswered": ("SOA", "NS", "DS")}, "not_tested"),
        ({"name_servers": (), "zone": None, "addresses_only": True}, "not_tested"),
        ({"status": "ADDRESS"}, "not_applicable"),
    ],
)
def test_two_servers_in_two_networks(changes: dict[str, Any], outcome: str) -> None:
    """Servers are counted by what they are, not by what they are called; networks by family."""
    assert (
        builders.verdict("dns.ns_redundancy", builders.facts(dns=builders.dns(**changes))).outcome == outcome
    )


def test_what_shares_addresses_in_a_chain_is_one() -> None:
    """a-b, c-d, b-c: all four addresses belong to one machine, whatever the order."""
    assert distinct([("a", "b"), ("c", "d"), ("b", "c"), ("e",), ()]) == 2


def test_an_address_that_was_not_looked_at_takes_nothing_away() -> None:
    """What is asked of the zone alone never hangs on the web."""
    about = builders.facts(unseen=(builders.UNSEEN_ADDRESS,))
    assert builders.verdict("dns.ns_redundancy", about).outcome == "pass"


def announced(**origins: int) -> RoutingFacts:
    """A table in which each address, its dots written as ``_``, is announced by one network."""
    return builders.routing(
        addresses=tuple(
            AddressRoute(
                address=address.lstrip("a").replace("_", "."),
                prefix="192.0.0.0/16",
                origins=(RouteOrigin(asn=asn),) if asn else (),
            )
            for address, asn in origins.items()
        )
    )


@pytest.mark.parametrize(
    ("routing", "outcome"),
    [
        (announced(a1_1_1_1=64496, a8_8_8_8=64497), "pass"),
        (announced(a1_1_1_1=64496, a8_8_8_8=64496), "warn"),
        (announced(a1_1_1_1=64496, a8_8_8_8=0), "pass"),
        (announced(a1_1_1_1=64496), "pass"),
        (announced(), "pass"),
        (NotTested(reason=Reason.NOT_REQUESTED, detail="no table"), "pass"),
    ],
    ids=["two", "one", "one without a route", "one not looked up", "none", "no table"],
)
def test_two_networks_are_two_systems_where_a_table_is_imported(
    routing: RoutingFacts | NotTested, outcome: str
) -> None:
    """One autonomous system is one network, whatever its prefixes; what is not known takes nothing away."""
    about = builders.facts(dns=builders.dns(**servers("1.1.1.1", "8.8.8.8")), routing=routing)
    assert builders.verdict("dns.ns_redundancy", about).outcome == outcome
