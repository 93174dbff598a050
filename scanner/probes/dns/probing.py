"""The DNS probe: addresses first, then what the zone says."""

import asyncio

import dns.name
import dns.resolver
from dns.name import Name
from dns.rdatatype import RdataType

from checks.facts import DnsFacts, NotTested
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.probes import addresses
from scanner.probes.context import ProbeContext
from scanner.probes.dns import records
from scanner.probes.dns.climbing import authorities
from scanner.probes.dns.resolver import NoReply, Reply, Resolver
from scanner.probes.dns.zone import look


async def probe(host: str, context: ProbeContext, *, addresses_only: bool = False) -> DnsFacts | NotTested:
    """Records of a host (an A-label name or an address) and of its zone; MX and TXT are the host's own.

    ``addresses_only``: nothing but A and AAAA is asked for.

    A name that does not exist is a fact. ``NotTested`` when neither A nor AAAA was answered.
    """
    literal = addresses.literal(host)
    if literal is not None:
        return _of_address(literal)
    try:
        resolver = Resolver(context)
    except dns.resolver.NoResolverConfiguration:
        return NotTested(reason=Reason.TOOL_MISSING, detail="this machine has no resolver configured")
    name = dns.name.from_text(host)
    ipv4, ipv6 = await asyncio.gather(resolver.ask(name, RdataType.A), resolver.ask(name, RdataType.AAAA))
    if isinstance(ipv4, NoReply) and isinstance(ipv6, NoReply):
        return _failure(host, ipv4, ipv6)
    host_facts = _of_host(ipv4, ipv6)
    if addresses_only:
        return host_facts.model_copy(update={"addresses_only": True})
    return await _described(host_facts, name, resolver)


def _of_address(literal: str) -> DnsFacts:
    if addresses.family(literal) == addresses.IPV4:
        return DnsFacts(status="ADDRESS", ipv4=(literal,))
    return DnsFacts(status="ADDRESS", ipv6=(literal,))


def _failure(host: str, ipv4: NoReply, ipv6: NoReply) -> NotTested:
    """Why nothing is known of a name: a response code says more than silence does."""
    failures = sorted((ipv4, ipv6), key=lambda failure: failure.reason is Reason.TIMEOUT)
    causes = "; ".join(dict.fromkeys(failure.detail for failure in failures))
    return NotTested(
        reason=failures[0].reason,
        detail=f"the resolver answers neither A nor AAAA of {host}: {causes}"[:DETAIL_LENGTH],
    )


def _of_host(ipv4: Reply | NoReply, ipv6: Reply | NoReply) -> DnsFacts:
    """Some servers deny a name's existence for the type they lack (RFC 4074, 4.2): one NOERROR settles it."""
    replies = [reply for reply in (ipv4, ipv6) if isinstance(reply, Reply)]
    return DnsFacts(
        status="NOERROR" if any(reply.exists for reply in replies) else "NXDOMAIN",
        ipv4=records.addresses(ipv4.records) if isinstance(ipv4, Reply) else (),
        ipv6=records.addresses(ipv6.records) if isinstance(ipv6, Reply) else (),
        cname_chain=records.names(max((reply.cnames for reply in replies), key=len)),
        unanswered=tuple(kind for kind, reply in (("A", ipv4), ("AAAA", ipv6)) if isinstance(reply, NoReply)),
        failures=tuple(reply.detail for reply in (ipv4, ipv6) if isinstance(reply, NoReply)),
    )


async def _described(host_facts: DnsFacts, name: Name, resolver: Resolver) -> DnsFacts:
    if host_facts.status == "NXDOMAIN" and not host_facts.gone:  # an alias exists, whatever it leads to
        return host_facts
    zone, mail, text, caa = await asyncio.gather(
        look(name, resolver),
        resolver.ask(name, RdataType.MX),
        resolver.ask(name, RdataType.TXT),
        authorities(name, resolver),
    )
    answers = (("MX", mail), ("TXT", text), ("CAA", caa))
    unanswered = tuple(kind for kind, answer in answers if isinstance(answer, NoReply))
    return host_facts.model_copy(
        update={
            "zone": zone.apex,
            "name_servers": zone.name_servers,
            "mail_exchanges": records.mail_exchanges(mail.records) if isinstance(mail, Reply) else (),
            "txt": records.texts(text.records) if isinstance(text, Reply) else (),
            "caa": caa if not isinstance(caa, NoReply) else (),
            "has_ds": zone.has_ds,
            "unanswered": (*host_facts.unanswered, *zone.unanswered, *unanswered),
        }
    )
