"""The zone a host lies in: its name servers with their addresses, and whether its parent has a DS record."""

import asyncio
from dataclasses import dataclass

from dns.name import Name
from dns.rdatatype import RdataType

from checks.facts import NameServer
from scanner.probes.dns import climbing, records
from scanner.probes.dns.resolver import NoReply, Reply, Resolver

SERVERS_KEPT = 16


@dataclass(frozen=True, kw_only=True)
class Zone:
    """What was found. ``unanswered`` names the questions without an answer, as in ``DnsFacts``."""

    apex: str | None = None
    name_servers: tuple[NameServer, ...] = ()
    has_ds: bool | None = None
    unanswered: tuple[str, ...] = ()


async def look(host: Name, resolver: Resolver) -> Zone:
    """The zone of a host; without its apex nothing else can be asked."""
    apex = await climbing.apex(host, resolver)
    if isinstance(apex, NoReply):
        return Zone(unanswered=("SOA", "NS", "DS"))
    servers, signed = await asyncio.gather(
        resolver.ask_once(apex, RdataType.NS), resolver.ask_once(apex, RdataType.DS)
    )
    name_servers, unanswered = await _with_addresses(servers, resolver)
    return Zone(
        apex=records.name_text(apex),
        name_servers=name_servers,
        has_ds=bool(signed.records) if isinstance(signed, Reply) else None,
        unanswered=(*unanswered, *(() if isinstance(signed, Reply) else ("DS",))),
    )


async def _with_addresses(
    servers: Reply | NoReply, resolver: Resolver
) -> tuple[tuple[NameServer, ...], tuple[str, ...]]:
    if isinstance(servers, NoReply):
        return (), ("NS",)
    names = records.name_servers(servers.records)[:SERVERS_KEPT]
    described = await asyncio.gather(*(_server(name, resolver) for name in names))
    unanswered = {kind for _, missing in described for kind in missing}
    return tuple(server for server, _ in described), tuple(sorted(unanswered))


async def _server(name: Name, resolver: Resolver) -> tuple[NameServer, tuple[str, ...]]:
    ipv4, ipv6 = await asyncio.gather(
        resolver.ask_once(name, RdataType.A), resolver.ask_once(name, RdataType.AAAA)
    )
    server = NameServer(
        name=records.name_text(name),
        ipv4=records.addresses(ipv4.records) if isinstance(ipv4, Reply) else (),
        ipv6=records.addresses(ipv6.records) if isinstance(ipv6, Reply) else (),
    )
    answers = (("NS:A", ipv4), ("NS:AAAA", ipv6))
    return server, tuple(kind for kind, reply in answers if isinstance(reply, NoReply))
