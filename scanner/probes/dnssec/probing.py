"""The DNSSEC probe: whether the answers about a host, and about its zone, are signed and hold."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime

import dns.exception
import dns.name
import dns.resolver
from dns.name import Name
from dns.rdatatype import RdataType

from checks.facts import NotTested, Part, Unseen
from checks.facts.names.dnssec import AnswerSecurity, DnssecFacts, ZoneSecurity
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.probes.context import ProbeContext
from scanner.probes.dns import climbing
from scanner.probes.dns.records import name_text
from scanner.probes.dns.resolver import NoReply, Resolver
from scanner.probes.dnssec.anchors import bundled
from scanner.probes.dnssec.answers import Judged, judge
from scanner.probes.dnssec.descent import Descent, garbled

NO_RESOLVER = NotTested(reason=Reason.TOOL_MISSING, detail="this machine has no resolver configured")
WORST_FIRST = ("bogus", "indeterminate", "insecure", "secure")


async def probe(host: str, context: ProbeContext, at: datetime) -> DnssecFacts | NotTested:
    """Every link of the host's answers, and its zone's SOA record, judged by the trust anchors at a moment.

    ``NotTested`` when the resolver answers nothing about the name.
    """
    try:
        resolver = Resolver(context)
    except dns.resolver.NoResolverConfiguration:
        return NO_RESOLVER
    name = dns.name.from_text(host)
    descent = _descent(resolver, context, at)
    ipv4, ipv6, (about_zone, apex) = await asyncio.gather(
        _answer(name, RdataType.A, resolver, descent),
        _answer(name, RdataType.AAAA, resolver, descent),
        _zone(name, resolver, descent),
    )
    about_host = (ipv4, ipv6)
    if all(isinstance(one, NoReply) for one in (*about_host, about_zone)):
        first = next(one for one in about_host if isinstance(one, NoReply))
        return NotTested(reason=first.reason, detail=first.detail[:DETAIL_LENGTH])
    return _facts(about_host, about_zone, apex, context, name, descent)


async def security(
    name: Name, kind: RdataType, context: ProbeContext, at: datetime
) -> AnswerSecurity | NoReply:
    """The worst link of one answer: it is only as safe as that.

    Raises:
        dns.resolver.NoResolverConfiguration: this machine has no resolver.

    """
    resolver = Resolver(context)
    found = await _answer(name, kind, resolver, _descent(resolver, context, at))
    if isinstance(found, NoReply):
        return found
    return min((answer for answer, _ in found), key=lambda one: WORST_FIRST.index(one.state))


def _descent(resolver: Resolver, context: ProbeContext, at: datetime) -> Descent:
    anchors = context.settings.trust_anchors or bundled()
    return Descent(resolver, context.memory, anchors, at)


async def _answer(
    name: Name, kind: RdataType, resolver: Resolver, descent: Descent
) -> tuple[Judged, ...] | NoReply:
    descent.questions += 1
    reply = await resolver.ask(name, kind)
    if isinstance(reply, NoReply):
        return reply
    try:
        return await judge(name, kind, reply, descent)
    except dns.exception.DNSException as error:
        return NoReply(Reason.DNS_FAILURE, garbled(name, error))


async def _zone(
    host: Name, resolver: Resolver, descent: Descent
) -> tuple[tuple[Judged, ...] | NoReply, Name | None]:
    """The SOA record of the zone that holds the host, and the zone's apex."""
    apex = await climbing.apex(host, resolver)
    if isinstance(apex, NoReply):
        return apex, None
    return await _answer(apex, RdataType.SOA, resolver, descent), apex


def _facts(
    about_host: Sequence[tuple[Judged, ...] | NoReply],
    about_zone: tuple[Judged, ...] | NoReply,
    apex: Name | None,
    context: ProbeContext,
    host: Name,
    descent: Descent,
) -> DnssecFacts:
    judged = [one for answer in (*about_host, about_zone) if isinstance(answer, tuple) for one in answer]
    answers = tuple(
        dict.fromkeys(one for answer in about_host if isinstance(answer, tuple) for one, _ in answer)
    )
    zones = dict.fromkeys(zone for _, path in judged for zone in path)
    anchor = (context.settings.trust_anchors or bundled()).covering(host)
    return DnssecFacts(
        anchor=name_text(anchor.zone) if anchor else None,
        apex=name_text(apex) if apex is not None else None,
        zones=tuple(sorted(zones, key=_depth)),
        answers=answers,
        zone_answer=about_zone[-1][0] if isinstance(about_zone, tuple) else None,
        questions=descent.questions,
        unseen=tuple(_unseen(about_host, Part.DNSSEC_ANSWERS))
        + tuple(_unseen([about_zone], Part.DNSSEC_ZONE)),
    )


def _depth(zone: ZoneSecurity) -> int:
    return 0 if zone.zone == "." else 1 + zone.zone.count(".")


def _unseen(found: Sequence[tuple[Judged, ...] | NoReply], part: Part) -> Iterator[Unseen]:
    """What was not answered, and what nobody can tell."""
    for one in found:
        if isinstance(one, NoReply):
            yield Unseen(part=part, reason=one.reason, detail=one.detail[:DETAIL_LENGTH])
            continue
        for answer, _ in one:
            if answer.state == "indeterminate":
                reason = answer.reason or Reason.INDETERMINATE
                yield Unseen(part=part, reason=reason, detail=answer.detail)
