"""Questions to the resolver: each one bounded in time, drawn from the budget and counted."""

import asyncio
from dataclasses import dataclass

import dns.asyncquery
import dns.asyncresolver
import dns.exception
import dns.message
import dns.rcode
from dns.name import Name
from dns.rdata import Rdata
from dns.rdatatype import RdataType

from checks.model import Reason
from scanner.probes.context import ProbeContext

QUERY_SECONDS = 3.0
SERVERS_ASKED = 3
PAYLOAD = 1232  # octets: passes every path unfragmented (DNS flag day 2020)
ANSWERS = (dns.rcode.Rcode.NOERROR, dns.rcode.Rcode.NXDOMAIN)


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer, its CNAME chain followed. Without records: NODATA, or NXDOMAIN when not ``exists``."""

    exists: bool
    records: tuple[Rdata, ...] = ()
    cnames: tuple[Name, ...] = ()  # targets, in order
    zone: Name | None = None  # owner of the SOA record that a negative answer carries (RFC 2308)


class Resolver:
    """The resolver of one endpoint's run: the configured one, else the system's."""

    def __init__(self, context: ProbeContext) -> None:
        """Find the servers.

        Raises:
            dns.resolver.NoResolverConfiguration: none was given and this machine has none.

        """
        self._context = context
        servers = [context.settings.resolver] if context.settings.resolver else _system_servers()
        self._attempts = servers if len(servers) > 1 else servers * 2

    async def ask(self, name: Name, kind: RdataType) -> Reply | Reason:
        """The answer of the first server that has one, or why there is none; never raises for a server."""
        reason = Reason.TIMEOUT
        for address, port in self._attempts:
            query = dns.message.make_query(name, kind, use_edns=0, payload=PAYLOAD)
            try:
                async with asyncio.timeout_at(self._context.deadline):
                    reply = _reply(await self._exchange(query, address, port))
            except (TimeoutError, dns.exception.Timeout):
                reason = Reason.TIMEOUT
            except (dns.exception.DNSException, OSError, EOFError):
                reason = Reason.UNREACHABLE
            else:
                if isinstance(reply, Reply):
                    return reply
                reason = reply
        return reason

    async def _exchange(self, query: dns.message.Message, address: str, port: int) -> dns.message.Message:
        """Over UDP, and again over TCP when the answer is truncated (RFC 7766)."""
        connection = self._context.budget.connection
        try:
            async with connection(address, "dns", self._context.connections):
                # Datagrams that don't answer the question are ignored: anyone can send one.
                return await dns.asyncquery.udp(
                    query,
                    address,
                    QUERY_SECONDS,
                    port,
                    ignore_unexpected=True,
                    ignore_errors=True,
                    raise_on_truncation=True,
                )
        except dns.message.Truncated:
            async with connection(address, "dns", self._context.connections):
                return await dns.asyncquery.tcp(query, address, QUERY_SECONDS, port)


def _system_servers() -> list[tuple[str, int]]:
    system = dns.asyncresolver.Resolver()
    return [(str(server), system.port) for server in system.nameservers[:SERVERS_ASKED]]


def _reply(response: dns.message.Message) -> Reply | Reason:
    if response.rcode() not in ANSWERS or not isinstance(response, dns.message.QueryMessage):
        return Reason.UNREACHABLE
    chain = response.resolve_chaining()
    return Reply(
        exists=response.rcode() == dns.rcode.Rcode.NOERROR,
        records=tuple(chain.answer or ()),
        cnames=tuple(rrset[0].target for rrset in chain.cnames),
        zone=next((rrset.name for rrset in response.authority if rrset.rdtype == RdataType.SOA), None),
    )
