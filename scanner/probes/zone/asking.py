"""Questions to name servers themselves: no recursion, drawn from the budget, counted under "dns"."""

import dns.asyncquery
import dns.exception
import dns.flags
import dns.message
import dns.rcode
from dns.message import Message
from dns.name import Name
from dns.rdatatype import RdataType

from checks.addresses import scope
from scanner.planning.addresses import THIS_MACHINE
from scanner.probes.context import ProbeContext
from scanner.probes.dns.records import name_text
from scanner.probes.dns.resolver import QUERY_SECONDS

PORT = 53
PAYLOAD = 1232  # octets: passes every path unfragmented (DNS flag day 2020)
TRIES = 2  # a datagram may be lost
SILENT = "no answer in time"


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


async def ask(address: str, name: Name, kind: RdataType, context: ProbeContext) -> Message | str:
    """What a server answers over UDP, whatever it says; or why there is no answer. Never raises for it."""
    why, port = SILENT, port_of(address, context)
    for _ in range(TRIES):
        query = dns.message.make_query(name, kind, flags=dns.flags.Flag(0), use_edns=0, payload=PAYLOAD)
        try:
            async with context.budget.connection(address, "dns", context.connections):
                return await dns.asyncquery.udp(
                    query, address, QUERY_SECONDS, port, ignore_unexpected=True, ignore_errors=True
                )
        except (dns.exception.Timeout, TimeoutError):
            why = SILENT
        except (dns.exception.DNSException, OSError, EOFError) as error:
            why = getattr(error, "strerror", None) or type(error).__name__
    return why


async def first_of_transfer(address: str, apex: Name, context: ProbeContext) -> Message | str:
    """The first message of a transfer over TCP, after which the connection is closed; or why none came."""
    query = dns.message.make_query(apex, RdataType.AXFR, flags=dns.flags.Flag(0))
    try:
        async with context.budget.connection(address, "dns", context.connections):
            return await dns.asyncquery.tcp(query, address, QUERY_SECONDS, port_of(address, context))
    except (dns.exception.Timeout, TimeoutError):
        return SILENT
    except (dns.exception.DNSException, OSError, EOFError) as error:
        return getattr(error, "strerror", None) or type(error).__name__


def is_good(answer: Message) -> bool:
    """Whether it is an answer at all, rather than an error."""
    return answer.rcode() == dns.rcode.Rcode.NOERROR
