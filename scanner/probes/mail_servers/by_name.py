"""What a mail server shows by each of its names whose keys DNS tells (RFC 7672, 2.2.3 and 8.1)."""

import asyncio
from collections.abc import Iterable, Sequence

from checks.facts import NotTested
from checks.facts.names.mail_servers import MailHost, MailServer, MailTls, NamedChains
from checks.mail._dane import TRUST_ANCHOR, WHOLE, is_usable
from scanner.probes.context import ProbeContext
from scanner.probes.mail_meeting import Meeting
from scanner.probes.mail_servers.meeting import show_once
from scanner.probes.mail_servers.showing import shown_chains

MOST_NAMES = 8  # connections more, of one domain
OF_CERTIFICATE = 0  # a record's selector


async def by_names(
    met: Iterable[Meeting], hosts: Sequence[MailHost], context: ProbeContext
) -> list[MailServer]:
    """The servers, with what each shows by the names of these hosts for which it matters."""
    asked = {(one.server.address, host.name): (one, host) for one in met for host in _judged(one, hosts)}
    others = [key for key, (one, host) in asked.items() if one.server.asked_as != host.name]
    left_out = set(others[MOST_NAMES:])
    wanted = [pair for key, pair in asked.items() if key not in left_out]
    found = await asyncio.gather(*(_named(one, host, context) for one, host in wanted))
    named = list(zip((one.server.address for one, _ in wanted), found, strict=True))
    return [
        one.server.model_copy(
            update={"by_name": tuple(told for address, told in named if address == one.server.address)}
        )
        for one in met
    ]


def _judged(met: Meeting, hosts: Sequence[MailHost]) -> Iterable[MailHost]:
    """Those at this address whose keys DNS tells, where the chain that was shown does not say all."""
    if not isinstance(met.server.tls, MailTls):
        return ()
    known = (one for one in hosts if met.server.address in one.addresses and one.tlsa.state == "secure")
    return [
        one
        for one in known
        if any(map(is_usable, one.tlsa.records)) and (one.name != met.server.asked_as or _anchors(one))
    ]


def _anchors(host: MailHost) -> list[bytes]:
    """Certificates of trust anchors that stand whole in DNS."""
    records = (one for one in host.tlsa.records if one.usage == TRUST_ANCHOR and is_usable(one))
    whole = (one for one in records if (one.selector, one.matching) == (OF_CERTIFICATE, WHOLE))
    return [bytes.fromhex(one.data) for one in whole]


async def _named(met: Meeting, host: MailHost, context: ProbeContext) -> NamedChains:
    is_own = met.server.asked_as == host.name
    chains = met.chains if is_own else await show_once(met.server.address, host.name, context)
    if isinstance(chains, NotTested):
        return NamedChains(name=host.name, failure=chains)
    return NamedChains(name=host.name, chains=await asyncio.to_thread(shown_chains, chains, _anchors(host)))
