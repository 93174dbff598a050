"""The probe of zones: what one host leads to, and what is told once a run of the zone that it lies in."""

import asyncio
import secrets
from collections.abc import Iterator, Sequence

import dns.name
import dns.resolver
from dns.name import Name
from dns.rdatatype import RdataType

from checks.facts import NameServer, NotTested, Part, ServerAnswer, TransferAnswer, Unseen, ZoneFacts
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.probes.context import ProbeContext
from scanner.probes.dns import zone as resolved
from scanner.probes.dns.resolver import NoReply, Reply, Resolver
from scanner.probes.zone import servers as name_servers
from scanner.probes.zone.asking import is_of_a_test
from scanner.probes.zone.parent import parent_side
from scanner.probes.zone.targets import targets

NOT_PERMITTED = NotTested(
    reason=Reason.NOT_PERMITTED,
    detail="a zone transfer needs the words dns and zone_transfer in the permission, or --authorized",
)
NO_NAME = NotTested(reason=Reason.DNS_FAILURE, detail="the name does not exist (NXDOMAIN)")
NO_ZONE = NotTested(reason=Reason.DNS_FAILURE, detail="the resolver names no zone that holds the host")
NO_PARENT = "no server of the parent zone told of the delegation"
LABEL_BYTES = 8  # of chance: nobody made such a name


async def probe(host: str, context: ProbeContext, *, may_transfer: bool) -> ZoneFacts | NotTested:
    """What is to be told of the zone of a host, an A-label name.

    Some ten questions a zone, once a run, and one more for each name that the host leads to.

    Args:
        host: the name.
        context: of the endpoint.
        may_transfer: whether the owner allows asking for the whole zone.

    """
    try:
        resolver = Resolver(context)
    except dns.resolver.NoResolverConfiguration:
        return NotTested(reason=Reason.TOOL_MISSING, detail="this machine has no resolver configured")
    name = dns.name.from_text(host)
    own = await resolver.ask_once(name, RdataType.A)
    if not await _exists(name, own, resolver):
        return NO_NAME
    zone, mail = await asyncio.gather(resolved.look(name, resolver), resolver.ask_once(name, RdataType.MX))
    if zone.apex is None:
        return NO_ZONE
    of_zone, (found, lost) = await asyncio.gather(
        _once(zone, resolver, context, may_transfer=may_transfer),
        targets(own, mail, zone.name_servers, resolver),
    )
    silent = (*(kind for kind in zone.unanswered if kind == "NS"), *lost)
    unseen = (*of_zone.unseen, *_unseen(Part.ZONE_TARGETS, silent))
    return of_zone.model_copy(update={"targets": found, "unseen": unseen})


async def _exists(name: Name, own: Reply | NoReply, resolver: Resolver) -> bool:
    """An alias exists, whatever it leads to; and one type's answer settles it (RFC 4074, 4.2)."""
    if isinstance(own, NoReply) or own.exists or own.cnames:
        return True
    other = await resolver.ask_once(name, RdataType.AAAA)
    return isinstance(other, NoReply) or other.exists


async def _once(
    zone: resolved.Zone, resolver: Resolver, context: ProbeContext, *, may_transfer: bool
) -> ZoneFacts:
    """What a zone's servers say, asked for by the first of its hosts."""

    async def look() -> ZoneFacts:
        return await _of_zone(zone, resolver, context, may_transfer=may_transfer)

    kept = await context.memory.replies.get(("zone", zone.apex, may_transfer), look)
    assert isinstance(kept, ZoneFacts)  # noqa: S101 - what was put there
    return kept


async def _of_zone(
    zone: resolved.Zone, resolver: Resolver, context: ProbeContext, *, may_transfer: bool
) -> ZoneFacts:
    assert zone.apex is not None  # noqa: S101 - asked by the probe
    apex = dns.name.from_text(zone.apex)
    answered, parent, wildcard = await asyncio.gather(
        name_servers.answers(apex, zone.name_servers, context),
        parent_side(apex, resolver, context),
        _wildcard(apex, resolver),
    )
    own = await name_servers.own_name_servers(apex, answered, context)
    here, proof = await name_servers.prove_ipv6(answered, context)
    given = await name_servers.transfers(apex, answered, context) if may_transfer else NOT_PERMITTED
    return ZoneFacts(
        apex=zone.apex,
        servers=tuple(answered),
        name_servers=own,
        addresses=zone.name_servers,
        parent=parent,
        wildcard=wildcard,
        transfers=given,
        ipv6_here=here,
        ipv6_proof=proof,
        unseen=(
            *_not_asked(zone, answered),
            # Nobody delegates a test's zone, unless the test has a parent for it.
            *_unseen(Part.ZONE_PARENT, () if parent or is_of_a_test(apex) else (NO_PARENT,)),
            *_unseen(Part.ZONE_TRANSFERS, _untold(given, answered)),
        ),
    )


async def _wildcard(apex: Name, resolver: Resolver) -> bool | None:
    label = f"capdo-{secrets.token_hex(LABEL_BYTES)}"
    reply = await resolver.ask_once(dns.name.Name((label.encode(), *apex.labels)), RdataType.A)
    return None if isinstance(reply, NoReply) else reply.exists


def _not_asked(zone: resolved.Zone, answered: Sequence[ServerAnswer]) -> Iterator[Unseen]:
    """Servers whose addresses nobody told, that are no public ones, or that are too many."""
    part = Part.ZONE_SERVERS
    withheld = [one.address for one in answered if one.state == "withheld"]
    beyond = [address for server in zone.name_servers for address in _beyond(server)]
    yield from _unseen(part, [kind for kind in zone.unanswered if kind.startswith("NS")])
    yield from _unseen(part, withheld, Reason.PRIVATE_ADDRESS)
    yield from _unseen(part, beyond, Reason.NOT_REQUESTED)


def _beyond(server: NameServer) -> set[str]:
    return {*server.ipv4, *server.ipv6} - {*name_servers.kept(server)}


def _untold(given: tuple[TransferAnswer, ...] | NotTested, answered: Sequence[ServerAnswer]) -> Iterator[str]:
    """Servers of which it is not known whether they give the zone away."""
    if isinstance(given, NotTested):
        return
    told = {one.server for one in given if one.state != "silent"}
    yield from dict.fromkeys(one.server for one in answered if one.server not in told)


def _unseen(
    part: Part, what: Iterator[str] | Sequence[str], reason: Reason = Reason.DNS_FAILURE
) -> Iterator[Unseen]:
    if listed := ", ".join(what):
        yield Unseen(part=part, reason=reason, detail=listed[:DETAIL_LENGTH])
