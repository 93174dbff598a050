"""Questions to the resolver: each one bounded in time, drawn from the budget and counted."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import dns.asyncquery
import dns.asyncresolver
import dns.edns
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
ERRORS_KEPT = 3
TEXT_KEPT = 120  # characters of what a server adds to an error
ANSWERS = (dns.rcode.Rcode.NOERROR, dns.rcode.Rcode.NXDOMAIN)


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer, its CNAME chain followed. Without records: NODATA, or NXDOMAIN when not ``exists``."""

    exists: bool
    records: tuple[Rdata, ...] = ()
    cnames: tuple[Name, ...] = ()  # targets, in order
    zone: Name | None = None  # owner of the SOA record that a negative answer carries (RFC 2308)


@dataclass(frozen=True)
class NoReply:
    """Why there is no answer: silence (timeout), or what was answered instead (dns_failure)."""

    reason: Reason
    detail: str


class _NoReplyError(Exception):
    """Carries why there is no answer past the memory, which keeps answers alone."""

    def __init__(self, why: NoReply) -> None:
        super().__init__(why.detail)
        self.why = why


class NoTcpError(Exception):
    """The answer did not fit a datagram, and could not be had over TCP."""

    def __init__(self, error: OSError | EOFError) -> None:
        super().__init__(getattr(error, "strerror", None) or "the connection was closed")


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

    async def ask(self, name: Name, kind: RdataType) -> Reply | NoReply:
        """The answer of the first server that has one, or why there is none; never raises for a server."""
        asked = f"{dns.rdatatype.to_text(kind)} of {name.to_text(omit_final_dot=True)}"
        failure = NoReply(Reason.TIMEOUT, f"no resolver answered {asked} in time")
        for address, port in self._attempts:
            query = dns.message.make_query(name, kind, use_edns=0, payload=PAYLOAD)
            try:
                async with asyncio.timeout_at(self._context.deadline):
                    reply = _reply(await self._exchange(query, address, port))
            except (TimeoutError, dns.exception.Timeout):
                failure = NoReply(Reason.TIMEOUT, f"resolver {address} did not answer {asked} in time")
            except (dns.exception.DNSException, NoTcpError, OSError, EOFError) as error:
                failure = NoReply(Reason.DNS_FAILURE, f"{asked}: {_told(error, address)}")
            else:
                if isinstance(reply, Reply):
                    return reply
                failure = NoReply(Reason.DNS_FAILURE, f"{asked}: {reply}")
        return failure

    async def silence(self, names: Iterable[Name]) -> NoReply | None:
        """Why no server answers anything about any of these names; None: one does, whatever it says.

        The first name alone is asked for, and the others, of which there is one at least, if that is in vain.
        """
        first, *others = names
        if await self._silence(first) is None:
            return None
        silences = await asyncio.gather(*(self._silence(name) for name in others))
        return None if None in silences else silences[0]

    async def _silence(self, name: Name) -> NoReply | None:
        failure = NoReply(Reason.TIMEOUT, "no resolver was asked")
        for address, port in self._attempts:
            query = dns.message.make_query(name, RdataType.A, use_edns=0, payload=PAYLOAD)
            try:
                async with asyncio.timeout_at(self._context.deadline):
                    await self._exchange(query, address, port)
            except (TimeoutError, dns.exception.Timeout):
                failure = NoReply(Reason.TIMEOUT, f"resolver {address} does not answer")
            except (dns.exception.DNSException, NoTcpError, OSError, EOFError) as error:
                failure = NoReply(Reason.DNS_FAILURE, _told(error, address))
            else:
                return None
        return failure

    async def ask_once(self, name: Name, kind: RdataType) -> Reply | NoReply:
        """As ``ask``, and once a run: of names that many hosts lie under, such as their zone's."""

        async def answer() -> Reply:
            reply = await self.ask(name, kind)
            if isinstance(reply, NoReply):
                raise _NoReplyError(reply)
            return reply

        try:
            kept = await self._context.memory.replies.get((name, kind), answer)
        except _NoReplyError as error:
            return error.why
        assert isinstance(kept, Reply)  # noqa: S101 - what was put there
        return kept

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
            return await self._over_tcp(query, address, port)

    async def _over_tcp(self, query: dns.message.Message, address: str, port: int) -> dns.message.Message:
        async with self._context.budget.connection(address, "dns", self._context.connections):
            try:
                return await dns.asyncquery.tcp(query, address, QUERY_SECONDS, port)
            except (OSError, EOFError) as error:
                if isinstance(error, TimeoutError):
                    raise
                raise NoTcpError(error) from error


def _system_servers() -> list[tuple[str, int]]:
    system = dns.asyncresolver.Resolver()
    return [(str(server), system.port) for server in system.nameservers[:SERVERS_ASKED]]


def _told(error: Exception, address: str) -> str:
    """What kept an answer from being had, without the words of a server."""
    if isinstance(error, NoTcpError):
        return f"truncated over UDP, and resolver {address} does not answer over TCP ({error})"
    if isinstance(error, OSError) and error.strerror:
        return f"resolver {address}: {error.strerror}"
    return f"resolver {address} gave no answer that can be read ({type(error).__name__})"


def _error(response: dns.message.Message) -> str:
    """The response code, and what the server adds to it (extended DNS errors, RFC 8914)."""
    return " ".join((dns.rcode.to_text(response.rcode()), *_extended_errors(response)))


def _extended_errors(response: dns.message.Message) -> Iterator[str]:
    for extended in response.extended_errors()[:ERRORS_KEPT]:
        code = extended.code
        name = dns.edns.EDECode.to_text(code).replace("_", " ")
        text = f": {extended.text}" if extended.text else ""
        yield f"(extended error {int(code)}, {name}{text})"[:TEXT_KEPT]


def _reply(response: dns.message.Message) -> Reply | str:
    """The answer, or the error that was answered."""
    if response.rcode() not in ANSWERS or not isinstance(response, dns.message.QueryMessage):
        return _error(response)
    chain = response.resolve_chaining()
    return Reply(
        exists=response.rcode() == dns.rcode.Rcode.NOERROR,
        records=tuple(chain.answer or ()),
        cnames=tuple(rrset[0].target for rrset in chain.cnames),
        zone=next((rrset.name for rrset in response.authority if rrset.rdtype == RdataType.SOA), None),
    )
