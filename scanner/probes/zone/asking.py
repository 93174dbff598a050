"""Questions to name servers themselves: no recursion, drawn from the budget, counted under "dns"."""

import asyncio
from dataclasses import dataclass, replace

import dns.asyncquery
import dns.exception
import dns.message
from dns.flags import Flag
from dns.name import Name
from dns.rcode import Rcode
from dns.rdatatype import RdataType

from checks.addresses import scope
from scanner.planning.addresses import THIS_MACHINE
from scanner.probes.context import ProbeContext
from scanner.probes.dns import exchange, sections
from scanner.probes.dns.exchange import NoTcpError, OversizedError
from scanner.probes.dns.records import name_text
from scanner.probes.dns.resolver import QUERY_SECONDS
from scanner.probes.dns.sections import Section

PORT = 53
TRIES = 2  # a datagram may be lost
SILENT = "no answer in time"
NOTHING = Section(b"", [])


@dataclass(frozen=True)
class DirectAnswer:
    """What a server says. Of an error (``rcode``) nothing else is read."""

    rcode: int
    is_authority: bool
    answer: Section = NOTHING
    authority: Section = NOTHING
    additional: Section = NOTHING

    @property
    def is_good(self) -> bool:
        """Whether it is an answer at all, rather than an error."""
        return self.rcode == Rcode.NOERROR


def may_be_asked(address: str, apex: Name) -> bool:
    """Whoever writes a zone decides where its servers are: they lead outside, but for a test's (RFC 6761)."""
    reaches = scope(address)
    return reaches == "global" or (is_of_a_test(apex) and reaches == "loopback")


def is_of_a_test(apex: Name) -> bool:
    """Whether public DNS never has such a zone."""
    return name_text(apex).rpartition(".")[2] in THIS_MACHINE


def port_of(address: str, context: ProbeContext) -> int:
    """53; of a test's server on this machine, that of the resolver, which a test runs too."""
    resolver = context.settings.resolver
    at_home = resolver is not None and scope(resolver[0]) == "loopback"
    return resolver[1] if resolver is not None and at_home and scope(address) == "loopback" else PORT


async def ask(address: str, name: Name, kind: RdataType, context: ProbeContext) -> DirectAnswer | str:
    """What a server answers, whatever it says; or why there is no answer. Never raises for it."""
    why = SILENT
    for _ in range(TRIES):
        query = exchange.direct_question(name, kind)
        try:
            return _read(await _exchange(query, address, context), name)
        except TimeoutError:
            why = SILENT
        except (OversizedError, NoTcpError) as error:
            why = str(error)
        except (dns.exception.DNSException, OSError) as error:
            why = getattr(error, "strerror", None) or type(error).__name__
    return why


async def _exchange(query: bytes, address: str, context: ProbeContext) -> bytes:
    """Over UDP, and again over TCP when the answer is truncated, as it is where datagrams are rationed."""
    port, connection = port_of(address, context), context.budget.connection
    async with connection(address, "dns", context.connections), asyncio.timeout(QUERY_SECONDS):
        wire = await exchange.over_udp(query, address, port)
    if exchange.is_truncated(wire):
        async with connection(address, "dns", context.connections), asyncio.timeout(QUERY_SECONDS):
            wire = await exchange.over_tcp(query, address, port)
    return wire


async def first_of_transfer(address: str, apex: Name, context: ProbeContext) -> DirectAnswer | str:
    """The first message of a transfer over TCP, after which the connection is closed; or why none came."""
    query = dns.message.make_query(apex, RdataType.AXFR, flags=Flag(0))
    try:
        async with context.budget.connection(address, "dns", context.connections):
            answer = await dns.asyncquery.tcp(query, address, QUERY_SECONDS, port_of(address, context))
        return _read(answer.wire or b"", apex)
    except (dns.exception.Timeout, TimeoutError):
        return SILENT
    except (dns.exception.DNSException, OSError, EOFError) as error:
        return getattr(error, "strerror", None) or type(error).__name__


def _read(wire: bytes, asked: Name) -> DirectAnswer:
    """Some errors leave the question out, and have nothing else to say."""
    flags = int.from_bytes(wire[2:4])
    found = DirectAnswer(flags & exchange.RCODE, bool(flags & Flag.AA))
    if found.rcode:
        return found
    message = sections.read(wire, asked)
    return replace(
        found,
        rcode=message.rcode,
        answer=message.answer,
        authority=message.authority,
        additional=message.additional,
    )
