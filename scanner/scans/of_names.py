"""What is asked of a host's name alone, which neither addresses nor web servers can hide."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from checks.facts import Absent, DnssecFacts, MailFacts, MailServerFacts, NotTested, ZoneFacts
from checks.facts.bundle import FIELDS
from checks.urls import is_address
from scanner.look import NOT_WANTED, Look
from scanner.scans.of_addresses import LEAN

OF_AN_ADDRESS = Absent(detail="the target is an address, which has no name")
MAIL = "mail"  # a family of permissions
NameFinding = ZoneFacts | DnssecFacts | MailFacts | MailServerFacts | Absent | NotTested


async def ask_of_name(look: Look) -> Mapping[str, NameFinding]:
    """By the field of ``Facts``: every kind that a check needs, within the endpoint's deadline."""
    asking = {ZoneFacts: _zone, DnssecFacts: _dnssec, MailFacts: _mail, MailServerFacts: _mail_servers}
    answers = await asyncio.gather(*(_answer(look, kind, ask) for kind, ask in asking.items()))
    return dict(zip((FIELDS[kind] for kind in asking), answers, strict=True))


async def _answer(look: Look, kind: type, ask: Callable[[Look], Awaitable[NameFinding]]) -> NameFinding:
    if not look.wants(kind):
        return NOT_WANTED
    if look.context.settings.depth == "lean":
        return LEAN
    return OF_AN_ADDRESS if is_address(look.target.host) else await look.bounded(ask(look))


async def _zone(look: Look) -> ZoneFacts | Absent | NotTested:
    from scanner.probes import zone  # noqa: PLC0415 - a look without zones does not wait for its modules

    may_transfer = look.planned.permit.zone_transfer
    return await zone.probe(look.target.host, look.context, may_transfer=may_transfer)


async def _dnssec(look: Look) -> DnssecFacts | Absent | NotTested:
    from scanner.probes import dnssec  # noqa: PLC0415 - cryptography, which few looks need

    return await dnssec.probe(look.target.host, look.context, look.target.observed_at)


async def _mail(look: Look) -> MailFacts | Absent | NotTested:
    from scanner.probes import mail  # noqa: PLC0415 - a look without mail does not wait for its modules

    return await mail.probe(look.target.host, look.context)


async def _mail_servers(look: Look) -> MailServerFacts | Absent | NotTested:
    """Servers are met as any mail server meets them, in a scan within the family of mail alone."""
    from scanner.probes import mail_servers  # noqa: PLC0415 - as above

    permit = look.planned.permit
    refused = None if permit.covers(MAIL) else permit.why_not(MAIL)
    return await mail_servers.probe(look.target.host, look.context, look.target.observed_at, refused)
