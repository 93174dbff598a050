"""The delegation as the parent zone's servers have it: name servers, and the glue of those in the zone."""

from collections.abc import AsyncIterator

from dns.name import Name
from dns.rdata import Rdata
from dns.rdatatype import RdataType

from checks.facts import NameServer, ParentSide
from scanner.probes.context import ProbeContext
from scanner.probes.dns import climbing, records
from scanner.probes.dns.resolver import NoReply, Resolver
from scanner.probes.zone import asking, servers
from scanner.probes.zone.asking import DirectAnswer

SERVERS_TRIED = 3


async def parent_side(apex: Name, resolver: Resolver, context: ProbeContext) -> ParentSide | None:
    """What the first of the parent's servers says that answers; None: nobody told."""
    if len(apex.labels) <= 2:  # noqa: PLR2004 - a top-level domain and the root label: nobody's to judge
        return None
    parent = await climbing.apex(apex.parent(), resolver)
    if isinstance(parent, NoReply):
        return None
    async for address in _addresses(parent, resolver):
        if not asking.may_be_asked(address, apex):
            continue
        answer = await asking.ask(address, apex, RdataType.NS, context)
        if not isinstance(answer, str) and (named := servers.names_in(answer, apex)):
            return ParentSide(zone=records.name_text(parent), name_servers=named, glue=_glue(answer, apex))
    return None


async def _addresses(parent: Name, resolver: Resolver) -> AsyncIterator[str]:
    """One address of each of the first servers."""
    named = await resolver.ask_once(parent, RdataType.NS)
    if isinstance(named, NoReply):
        return
    for server in records.name_servers(named.records)[:SERVERS_TRIED]:
        for kind in (RdataType.A, RdataType.AAAA):
            told = await resolver.ask_once(server, kind)
            known = () if isinstance(told, NoReply) else records.addresses(told.records)
            if known:
                yield known[0]
                break


def _glue(answer: DirectAnswer, apex: Name) -> tuple[NameServer, ...]:
    """Addresses in the additional section."""
    found: dict[str, list[Rdata]] = {}
    for owner, kind in answer.additional.owners(RdataType.A, RdataType.AAAA):
        if owner.is_subdomain(apex):
            known = answer.additional.records(owner, kind)
            found.setdefault(records.name_text(owner), []).extend(known)
    return tuple(_server(name, tuple(kept)) for name, kept in sorted(found.items()))


def _server(name: str, kept: tuple[Rdata, ...]) -> NameServer:
    known = records.addresses(kept)
    ipv4 = tuple(address for address in known if ":" not in address)
    return NameServer(name=name, ipv4=ipv4, ipv6=tuple(address for address in known if ":" in address))
