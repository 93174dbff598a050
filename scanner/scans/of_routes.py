"""From where addresses are announced, by imported tables: no host is touched for it."""

import asyncio
from collections.abc import Iterable, Iterator
from functools import lru_cache
from ipaddress import ip_network
from pathlib import Path

from checks.addresses import scope
from checks.facts import (
    AddressRoute,
    DnsFacts,
    Facts,
    ImportedTable,
    MailServerFacts,
    NameServer,
    NotTested,
    RouteOrigin,
    RoutingFacts,
    ZoneFacts,
)
from checks.facts.names.mail_servers import MailHost
from checks.facts.names.routing import NO_VRPS, Validity
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from inventory.errors import InventoryError
from inventory.settings.routing import MAX_LENGTH_BITS, PrefixTable, read_routes, read_vrps
from inventory.settings.routing.routes import Routes
from inventory.settings.routing.vrps import Vrps
from scanner.look import NOT_WANTED, Look
from scanner.probes.dns.several import addresses_of

NO_ROUTES = NotTested(
    reason=Reason.NOT_REQUESTED, detail="no table of routes is set: capdo settings set rpki.routes"
)
MOST_ADDRESSES = 128
MOST_EXCHANGES = 8
Files = tuple[tuple[Path, int], ...]  # each with the moment of its last change, in nanoseconds


async def routes_of(look: Look, facts: Facts) -> RoutingFacts | NotTested:
    """Of the addresses that these facts name."""
    settings = look.context.settings
    if not look.wants(RoutingFacts):
        return NOT_WANTED
    if not settings.route_files:
        return NO_ROUTES
    try:
        async with look.context.memory.importing:  # the first look of a run reads them
            routes = await asyncio.to_thread(_routes, _files(*settings.route_files))
            vrps = await asyncio.to_thread(_vrps, _files(settings.vrp_file)) if settings.vrp_file else None
    except (InventoryError, OSError) as error:
        return NotTested(reason=Reason.UNREADABLE, detail=str(error)[:DETAIL_LENGTH])
    known = [*_addresses(facts), *await _of_mail_servers(look, facts)]
    addresses = [one for one in dict.fromkeys(known) if scope(one) == "global"][:MOST_ADDRESSES]
    return RoutingFacts(
        routes=ImportedTable(day=routes.day, sha256=routes.sha256),
        vrps=NO_VRPS if vrps is None else ImportedTable(day=vrps.day, sha256=vrps.sha256),
        addresses=tuple(_route(address, routes.table, vrps) for address in addresses),
    )


def _files(*paths: Path) -> Files:
    return tuple((path, path.stat().st_mtime_ns) for path in paths)


@lru_cache(maxsize=1)
def _routes(files: Files) -> Routes:
    """Read once a run, and again when a file is another."""
    return read_routes(path for path, _ in files)


@lru_cache(maxsize=1)
def _vrps(files: Files) -> Vrps:
    """Likewise."""
    ((path, _),) = files
    return read_vrps(path)


def _addresses(facts: Facts) -> Iterator[str]:
    """Of the host and of its zone's name servers."""
    if isinstance(facts.dns, DnsFacts):
        yield from (*facts.dns.ipv4, *facts.dns.ipv6)
        yield from _of_servers(facts.dns.name_servers)
    if isinstance(facts.zone, ZoneFacts):
        yield from _of_servers(facts.zone.addresses)


def _of_servers(servers: Iterable[NameServer | MailHost]) -> Iterator[str]:
    return (address for server in servers for address in (*server.ipv4, *server.ipv6))


async def _of_mail_servers(look: Look, facts: Facts) -> list[str]:
    """Of those that MX records name, asked of DNS alone where nobody else did."""
    if isinstance(facts.mail_servers, MailServerFacts):
        return list(_of_servers(facts.mail_servers.hosts))
    named = facts.dns.mail_exchanges if isinstance(facts.dns, DnsFacts) else ()
    return (
        await addresses_of([mail.exchange for mail in named[:MOST_EXCHANGES]], look.context) if named else []
    )


def _route(address: str, routes: PrefixTable, vrps: Vrps | None) -> AddressRoute:
    """The most specific prefix that holds it, with every network that announces it."""
    found = list(routes.covering(address))
    if not found:
        return AddressRoute(address=address)
    length = found[0][0]
    origins = sorted({asn for known, asn in found if known == length})
    prefix = str(ip_network(f"{address}/{length}", strict=False))
    validities = (None if vrps is None else _validity(address, length, asn, vrps.table) for asn in origins)
    told = (
        RouteOrigin(asn=asn, validity=validity) for asn, validity in zip(origins, validities, strict=True)
    )
    return AddressRoute(address=address, prefix=prefix, origins=tuple(told))


def _validity(address: str, length: int, asn: int, vrps: PrefixTable) -> Validity:
    """RFC 6811, section 2: of the VRPs whose prefix covers the route, one has to match; AS 0 never does."""
    covering = [value for _, value in vrps.covering(address, length)]
    if not covering:
        return "not_found"
    longest = (1 << MAX_LENGTH_BITS) - 1
    matched = any(value >> MAX_LENGTH_BITS == asn and length <= value & longest for value in covering)
    return "valid" if matched and asn else "invalid"
