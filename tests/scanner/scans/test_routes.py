"""From where addresses are announced, and whether RPKI authorizes it: RFC 6811, section 2."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import dns.message
import dns.rrset
import pytest
from dns.rdatatype import RdataType

from checks.facts import MailExchange, NameServer, NotTested, RoutingFacts
from checks.facts.names.routing import NO_VRPS
from checks.model import Reason
from scanner.look import Look
from scanner.scans.of_routes import NO_ROUTES, routes_of
from tests.checks import builders
from tests.checks.mail import servers
from tests.scanner.probes import contexts
from tests.scanner.probes.dns import rogues

ROUTES = """
64496 8.8.0.0/16 300
64497 8.8.8.0/24 300
64498 8.8.4.0/25 300
64499_64500 9.9.9.0/24 300
64501 1.1.1.0/24 300
0 4.4.4.0/24 300
"""
VRPS = (
    ("AS64496", "8.8.0.0/16", 16),
    ("AS64498", "8.8.4.0/24", 24),
    ("AS64499", "9.9.9.0/24", 24),
    ("AS0", "4.4.4.0/24", 24),
)


async def found(
    folder: Path, *addresses: str, vrps: bool = True, **settings: Any
) -> RoutingFacts | NotTested:
    """What these tables say of addresses that a host has."""
    (folder / "routes").write_text(ROUTES)
    roas = [{"asn": asn, "prefix": prefix, "maxLength": longest} for asn, prefix, longest in VRPS]
    (folder / "vrps").write_text(json.dumps({"roas": roas}))
    given = {"route_files": (folder / "routes",), "vrp_file": folder / "vrps" if vrps else None}
    look = SimpleNamespace(context=contexts.context(**{**given, **settings}), wants=lambda _: True)
    names = builders.dns(ipv4=addresses, ipv6=(), name_servers=())
    facts = builders.facts(
        dns=names, zone=builders.zone(addresses=()), mail_servers=servers.mail_servers(hosts=())
    )
    return await routes_of(cast("Look", look), facts)


@pytest.mark.parametrize(
    ("address", "prefix", "origins"),
    [
        ("8.8.1.1", "8.8.0.0/16", [(64496, "valid")]),
        ("8.8.8.8", "8.8.8.0/24", [(64497, "invalid")]),  # covered by the /16 of another network
        ("8.8.4.4", "8.8.4.0/25", [(64498, "invalid")]),  # longer than it may be
        ("9.9.9.9", "9.9.9.0/24", [(64499, "valid"), (64500, "invalid")]),
        ("1.1.1.1", "1.1.1.0/24", [(64501, "not_found")]),
        ("4.4.4.4", "4.4.4.0/24", [(0, "invalid")]),  # AS 0 is nobody (RFC 6483, section 4)
        ("5.5.5.5", None, []),
    ],
)
async def test_each_route_is_valid_invalid_or_not_found(
    tmp_path: Path, address: str, prefix: str | None, origins: list[tuple[int, str]]
) -> None:
    """By the most specific prefix, for each network that announces it."""
    told = await found(tmp_path, address)
    assert isinstance(told, RoutingFacts)
    (route,) = told.addresses
    assert (route.address, route.prefix) == (address, prefix)
    assert [(one.asn, one.validity) for one in route.origins] == origins


async def test_without_vrps_the_networks_are_told_alone(tmp_path: Path) -> None:
    """And it is said what is missing."""
    told = await found(tmp_path, "8.8.1.1", vrps=False)
    assert isinstance(told, RoutingFacts)
    assert told.vrps == NO_VRPS
    assert told.origins_of("8.8.1.1") == {64496}
    assert told.addresses[0].origins[0].validity is None


async def test_addresses_that_nobody_announces_are_left_out(tmp_path: Path) -> None:
    """Private ones and those of this machine."""
    told = await found(tmp_path, "10.0.0.1", "127.0.0.1", "8.8.1.1", "8.8.1.1")
    assert isinstance(told, RoutingFacts)
    assert [route.address for route in told.addresses] == ["8.8.1.1"]


async def test_without_a_table_nothing_is_told(tmp_path: Path) -> None:
    """Nor of one that was spoilt or taken away since it was set."""
    assert await found(tmp_path, "8.8.1.1", route_files=()) == NO_ROUTES
    for spoilt in (tmp_path / "none", tmp_path):
        told = await found(tmp_path, "8.8.1.1", route_files=(spoilt,))
        assert isinstance(told, NotTested)
        assert told.reason is Reason.UNREADABLE


async def test_a_zone_and_its_mail_are_looked_up_too(tmp_path: Path) -> None:
    """Every address that the name depends on."""
    (tmp_path / "routes").write_text(ROUTES)
    settings = contexts.context(route_files=(tmp_path / "routes",))
    look = cast("Look", SimpleNamespace(context=settings, wants=lambda _: True))
    facts = builders.facts(
        dns=builders.dns(ipv4=("8.8.1.1",), ipv6=()),
        zone=builders.zone(addresses=(NameServer(name="ns1.example.test", ipv4=("9.9.9.9",)),)),
        mail_servers=servers.mail_servers(hosts=(servers.host(ipv4=("1.1.1.1",), ipv6=()),)),
    )
    told = await routes_of(look, facts)
    assert isinstance(told, RoutingFacts)
    assert {"8.8.1.1", "9.9.9.9", "1.1.1.1"} <= {route.address for route in told.addresses}


async def test_mail_servers_are_asked_of_dns_where_nobody_met_them(tmp_path: Path) -> None:
    """An address that no mail server was asked at is a question to the resolver, and no connection."""
    (tmp_path / "routes").write_text(ROUTES)
    async with rogues.answering(_mail_server_at_nine) as resolver:
        settings = contexts.context(route_files=(tmp_path / "routes",), resolver=resolver)
        look = cast("Look", SimpleNamespace(context=settings, wants=lambda _: True))
        mail = MailExchange(preference=10, exchange="mail.example.test")
        names = builders.dns(ipv4=("8.8.1.1",), ipv6=(), name_servers=(), mail_exchanges=(mail,))
        facts = builders.facts(dns=names, zone=NO_ROUTES, mail_servers=NO_ROUTES)
        told = await routes_of(look, facts)
    assert isinstance(told, RoutingFacts)
    assert {*settings.connections} == {"dns"}
    assert [route.address for route in told.addresses] == ["8.8.1.1", "9.9.9.9"]


def _mail_server_at_nine(query: dns.message.Message) -> bytes:
    response, question = dns.message.make_response(query), query.question[0]
    if question.rdtype == RdataType.A:
        response.answer = [dns.rrset.from_text(question.name, 60, "IN", "A", "9.9.9.9")]
    return response.to_wire()
