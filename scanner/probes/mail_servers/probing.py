"""The mail servers' probe: whom MX records name, at which addresses, and what stands there."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import dns.name
import dns.resolver
from dns.rdatatype import RdataType

from checks.facts import (
    Absent,
    AddressReach,
    MailExchange,
    MailServerFacts,
    NotTested,
    Part,
    PortState,
    Unseen,
)
from checks.facts.names.mail_servers import MailHost, MailServer
from checks.facts.target import DETAIL_LENGTH
from checks.mail._domain import NULL_MX
from checks.model import Reason
from scanner.probes import dnssec
from scanner.probes.addresses import family
from scanner.probes.context import ProbeContext
from scanner.probes.dns import records
from scanner.probes.dns.resolver import NoReply, Resolver
from scanner.probes.mail_servers import meeting
from scanner.probes.mail_servers.by_name import by_names
from scanner.probes.mail_servers.naming import mail_host
from scanner.probes.reach import ipv6_proof

MOST_HOSTS = 8  # names in MX records, the preferred first
MOST_SERVERS = 24  # addresses of these
NO_RESOLVER = NotTested(reason=Reason.TOOL_MISSING, detail="this machine has no resolver configured")
NO_MAIL = Absent(detail="the domain has no server that takes mail")
OF_SERVERS = (Part.MX_REACHED, Part.MX_TLS)


async def probe(
    domain: str, context: ProbeContext, at: datetime, refused: NotTested | None = None
) -> MailServerFacts | Absent | NotTested:
    """The servers of a domain's mail, eight at most, each address met once a run.

    Args:
        domain: an A-label name.
        context: of the endpoint's probes.
        at: the moment at which signatures of DNSSEC must hold.
        refused: why no server may be met, so that DNS alone is asked; None: they may.

    Returns:
        ``Absent`` without an MX record that names a server (a null MX names none, RFC 7505), ``NotTested``
        where DNS does not answer.

    """
    try:
        resolver = Resolver(context)
    except dns.resolver.NoResolverConfiguration:
        return NO_RESOLVER
    name = dns.name.from_text(domain)
    reply = await resolver.ask(name, RdataType.MX)
    if isinstance(reply, NoReply):
        return NotTested(reason=reply.reason, detail=reply.detail[:DETAIL_LENGTH])
    exchanges = _servers_named(records.mail_exchanges(reply.records))
    if not exchanges:
        return NO_MAIL
    security, hosts = await asyncio.gather(
        dnssec.security(name, RdataType.MX, context, at),
        asyncio.gather(*(mail_host(one, context, at) for one in exchanges[:MOST_HOSTS])),
    )
    facts = await _met(domain, hosts, context, refused)
    state = "indeterminate" if isinstance(security, NoReply) else security.state
    left_out = tuple(_names_left_out(exchanges[MOST_HOSTS:]))
    return facts.model_copy(update={"security": state, "unseen": (*left_out, *facts.unseen)})


def _servers_named(exchanges: Iterable[MailExchange]) -> list[MailExchange]:
    """Each name once, with its first preference."""
    named = {one.exchange: one for one in reversed(list(exchanges)) if one.exchange != NULL_MX}
    return sorted(named.values(), key=lambda one: (one.preference, one.exchange))


async def _met(
    domain: str, hosts: Sequence[MailHost], context: ProbeContext, refused: NotTested | None
) -> MailServerFacts:
    if refused is not None:
        unseen = tuple(Unseen(part=part, reason=refused.reason, detail=refused.detail) for part in OF_SERVERS)
        return MailServerFacts(domain=domain, hosts=tuple(hosts), unseen=unseen)
    by_address: dict[str, str] = {}
    for host in hosts:
        by_address |= {one: by_address.get(one, host.name) for one in host.addresses}
    listed = list(by_address.items())
    chosen, beyond = listed[:MOST_SERVERS], listed[MOST_SERVERS:]
    met = await asyncio.gather(*(meeting.meet_once(*one, context) for one in chosen))
    servers = await by_names(met, hosts, context)
    here, proof = await ipv6_proof.prove([_reach(one) for one in servers], context)
    return MailServerFacts(
        domain=domain,
        hosts=tuple(hosts),
        servers=tuple(servers),
        ipv6_here=here,
        ipv6_proof=proof,
        unseen=tuple(_addresses_left_out([address for address, _ in beyond])),
    )


def _reach(server: MailServer) -> AddressReach:
    state = PortState(port=meeting.PORT, state=server.port)
    return AddressReach(address=server.address, family=family(server.address), ports=(state,))


def _names_left_out(beyond: Sequence[MailExchange]) -> Iterator[Unseen]:
    if beyond:
        told = f"not looked at, {len(beyond)} of the names: {', '.join(one.exchange for one in beyond)}"
        yield Unseen(part=Part.MX_ADDRESSES, reason=Reason.NOT_REQUESTED, detail=told[:DETAIL_LENGTH])


def _addresses_left_out(beyond: Sequence[str]) -> Iterator[Unseen]:
    if beyond:
        told = f"not looked at, {len(beyond)} of the addresses: {', '.join(beyond)}"[:DETAIL_LENGTH]
        for part in OF_SERVERS:
            yield Unseen(part=part, reason=Reason.NOT_REQUESTED, detail=told)
