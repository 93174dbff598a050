"""What DNS says of a mail server's name: its addresses, and its keys (RFC 6698, RFC 7672)."""

import asyncio
from datetime import datetime

import dns.exception
import dns.name
from dns.name import Name
from dns.rdata import Rdata
from dns.rdatatype import RdataType
from dns.rdtypes.ANY.TLSA import TLSA

from checks.facts import DnsFacts, MailExchange, NotTested
from checks.facts.names.mail_servers import MailHost, TlsaAnswer, TlsaRecord
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.planning.addresses import permitted
from scanner.probes import dnssec
from scanner.probes.context import ProbeContext
from scanner.probes.dns import records
from scanner.probes.dns.resolver import NoReply, Reply, Resolver

LABELS = Name((b"_25", b"_tcp"))
DATA_KEPT = 8_192  # octets of a TLSA record: a whole certificate has some two thousand


async def mail_host(mail: MailExchange, context: ProbeContext, at: datetime) -> MailHost:
    """One name in MX records: its addresses, those set apart that are not public, and its TLSA records.

    ``at``: the moment at which signatures must hold.
    """
    resolver, name = Resolver(context), dns.name.from_text(mail.exchange)
    ipv4, ipv6, tlsa = await asyncio.gather(
        resolver.ask(name, RdataType.A), resolver.ask(name, RdataType.AAAA), _tlsa(name, context, at)
    )
    failure = next((one for one in (ipv4, ipv6) if isinstance(one, NoReply)), None)
    aliases = [one.cnames[-1] for one in (ipv4, ipv6) if isinstance(one, Reply) and one.cnames]
    if aliases:
        tlsa = await _beyond_alias(name, aliases[0], context, at) or tlsa
    names = DnsFacts(ipv4=_addresses(ipv4), ipv6=_addresses(ipv6))
    _, withheld = permitted(names, mail.exchange)
    return MailHost(
        name=mail.exchange,
        preference=mail.preference,
        ipv4=names.ipv4,
        ipv6=names.ipv6,
        withheld=tuple(one.address for one in withheld),
        failure=None if failure is None else _why(failure),
        unanswered=(
            *(("A",) if isinstance(ipv4, NoReply) else ()),
            *(("AAAA",) if isinstance(ipv6, NoReply) else ()),
        ),
        tlsa=tlsa,
    )


def _addresses(answer: Reply | NoReply) -> tuple[str, ...]:
    return () if isinstance(answer, NoReply) else records.addresses(answer.records)


async def _beyond_alias(name: Name, target: Name, context: ProbeContext, at: datetime) -> TlsaAnswer | None:
    """Of a signed alias, which no MX record should name, where it leads comes first (RFC 7672, 2.2.2)."""
    alias = await dnssec.security(name, RdataType.A, context, at)
    if isinstance(alias, NoReply) or alias.state != "secure":
        return None
    found = await _tlsa(target, context, at)
    return found if found.records and found.state == "secure" else None


async def _tlsa(name: Name, context: ProbeContext, at: datetime) -> TlsaAnswer:
    """The records of port 25, and whether they are signed: those that are not say nothing."""
    try:
        owner = LABELS + name
    except dns.exception.DNSException:  # too long to be a name
        return TlsaAnswer()
    reply = await Resolver(context).ask(owner, RdataType.TLSA)
    security = await dnssec.security(owner, RdataType.TLSA, context, at)
    for answer in (reply, security):
        if isinstance(answer, NoReply):
            return TlsaAnswer(failure=_why(answer))
    assert isinstance(reply, Reply)  # noqa: S101 - for mypy: the loop has told
    assert not isinstance(security, NoReply)  # noqa: S101 - as above
    if security.state == "indeterminate":
        reason = security.reason or Reason.INDETERMINATE
        return TlsaAnswer(state=security.state, failure=NotTested(reason=reason, detail=security.detail))
    found = tuple(map(_record, _sorted(reply.records)))
    return TlsaAnswer(name=records.name_text(name), state=security.state, records=found)


def _sorted(found: tuple[Rdata, ...]) -> list[TLSA]:
    kept = [one for one in found if isinstance(one, TLSA)]
    return sorted(kept, key=lambda one: (one.usage, one.selector, one.mtype, one.cert))[
        : records.RECORDS_KEPT
    ]


def _record(one: TLSA) -> TlsaRecord:
    data = one.cert[:DATA_KEPT].hex()
    return TlsaRecord(usage=one.usage, selector=one.selector, matching=one.mtype, data=data)


def _why(answer: NoReply) -> NotTested:
    return NotTested(reason=answer.reason, detail=answer.detail[:DETAIL_LENGTH])
