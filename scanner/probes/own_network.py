"""Whether the scanner itself still reaches anybody: asked when a host is silent, so that it is not blamed.

Asked are only those that a run has to do with anyway, one small question each: its resolver, and a few name
servers of the zones that it looks at, which answered when the run began.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import dns.asyncquery
import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.resolver
from dns.name import Name
from dns.rdatatype import RdataType

from checks.addresses import scope
from checks.urls import is_address, registrable
from scanner.probes.context import ProbeContext
from scanner.probes.dns import climbing, records
from scanner.probes.dns.resolver import QUERY_SECONDS, NoReply, Resolver

PORT = 53
ZONES = 3  # whose name servers are witnesses
SERVERS_A_ZONE = 2
STANDS = 10.0  # seconds for which an answer of a name server is taken to stand


@dataclass(frozen=True)
class Witness:
    """A name server that answered, and the zone that it was asked of."""

    address: str
    zone: Name


@dataclass
class OwnNetwork:
    """What a run can ask to tell its own silence from a host's. ``hosts``: names that it looks at."""

    hosts: Sequence[str]
    witnesses: tuple[Witness, ...] = ()
    _answered_at: float = field(default=float("-inf"))

    async def learn(self, context: ProbeContext) -> None:
        """Find name servers that answer now. Where a firewall lets none be asked, there are none."""
        try:
            resolver = Resolver(context)
        except dns.resolver.NoResolverConfiguration:
            return
        found = await asyncio.gather(*(_servers(name, resolver) for name in self._names()))
        asked = [witness for one in found for witness in one if _may_be_asked(witness.address, context)]
        answers = await asyncio.gather(*(_answers(witness, context) for witness in asked))
        self.witnesses = tuple(one for one, answered in zip(asked, answers, strict=True) if answered)

    async def failure(self, context: ProbeContext) -> str | None:
        """What of the scanner's own is dead; None: nothing is, as far as can be told."""
        names = self._names()
        if not names:  # addresses alone: no resolver is asked for them
            return None
        try:
            silence = await Resolver(context).silence((dns.name.root, *names))
        except dns.resolver.NoResolverConfiguration:
            return None
        if silence is not None:
            return silence.detail
        return await self._silence_beyond(context)

    async def _silence_beyond(self, context: ProbeContext) -> str | None:
        """A resolver may answer from what it remembers, while nothing beyond it is reached."""
        now = asyncio.get_running_loop().time()
        if not self.witnesses or now - self._answered_at < STANDS:
            return None
        for _ in range(2):  # a datagram may be lost
            for witness in self.witnesses:
                if await _answers(witness, context):
                    self._answered_at = now
                    return None
        listed = ", ".join(witness.address for witness in self.witnesses)
        return f"the resolver answers, and none of the name servers that answered before does: {listed}"

    def _names(self) -> tuple[Name, ...]:
        """A few, each of another organization's domain."""
        named = {registrable(host): host for host in reversed(self.hosts) if not is_address(host)}
        return tuple(dns.name.from_text(host) for host in list(named.values())[-ZONES:])


async def _servers(host: Name, resolver: Resolver) -> list[Witness]:
    """Name servers of a host's zone, by address."""
    apex = await climbing.apex(host, resolver)
    if isinstance(apex, NoReply):
        return []
    servers = await resolver.ask(apex, RdataType.NS)
    if isinstance(servers, NoReply):
        return []
    names = records.name_servers(servers.records)[:SERVERS_A_ZONE]
    answers = await asyncio.gather(*(resolver.ask(name, RdataType.A) for name in names))
    known = (records.addresses(one.records)[:1] for one in answers if not isinstance(one, NoReply))
    return [Witness(address, apex) for found in known for address in found]


def _may_be_asked(address: str, context: ProbeContext) -> bool:
    """Whoever writes a zone decides where its name servers are: as names of hosts do, they lead outside."""
    reaches, resolver = scope(address), context.settings.resolver
    at_home = resolver is not None and scope(resolver[0]) == "loopback"
    return reaches == "global" or (at_home and reaches == "loopback")


async def _answers(witness: Witness, context: ProbeContext) -> bool:
    query = dns.message.make_query(witness.zone, RdataType.SOA, flags=dns.flags.Flag(0))
    try:
        async with context.budget.connection(witness.address, "dns", context.connections):
            await dns.asyncquery.udp(
                query, witness.address, QUERY_SECONDS, PORT, ignore_unexpected=True, ignore_errors=True
            )
    except (dns.exception.DNSException, OSError, EOFError):
        return False
    return True
