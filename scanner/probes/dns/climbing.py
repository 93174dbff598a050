"""What is found by going up the name tree: the zone's apex, and the CAA records that govern a host."""

from collections.abc import Iterator

from dns.name import Name
from dns.rdatatype import RdataType

from checks.facts import CaaRecord
from checks.model import Reason
from scanner.probes.dns import records
from scanner.probes.dns.resolver import NoReply, Reply, Resolver

STEPS = 10  # labels climbed at most


async def apex(host: Name, resolver: Resolver) -> Name | NoReply:
    """The apex of the zone that holds the host: the owner of its SOA record.

    A resolver that names no zone all the way up is a failure to tell, not a fact.
    """
    for name in _upwards(host):
        reply = await _ask(name, RdataType.SOA, host, resolver)
        if isinstance(reply, NoReply):
            return reply
        zone = _owner(name, reply)
        if zone is not None:
            return zone
    return NoReply(Reason.DNS_FAILURE, "the resolver names no zone")


async def authorities(host: Name, resolver: Resolver) -> tuple[CaaRecord, ...] | NoReply:
    """The closest CAA record set at or above the host, the root excluded (RFC 8659, section 3)."""
    for name in _upwards(host):
        reply = await _ask(name, RdataType.CAA, host, resolver)
        if isinstance(reply, NoReply):
            return reply
        caa = records.certification_authorities(reply.records)
        if caa:
            return caa
    return ()


async def _ask(name: Name, kind: RdataType, host: Name, resolver: Resolver) -> Reply | NoReply:
    """What stands above a host stands above others too."""
    return await (resolver.ask(name, kind) if name == host else resolver.ask_once(name, kind))


def _owner(name: Name, reply: Reply) -> Name | None:
    """A CNAME leads into another zone and is never an apex itself, so its own zone is found further up."""
    if reply.cnames:
        return None
    if reply.records:
        return name
    return reply.zone if reply.zone is not None and name.is_subdomain(reply.zone) else None


def _upwards(name: Name) -> Iterator[Name]:
    for _ in range(min(STEPS, len(name.labels) - 1)):
        yield name
        name = name.parent()
