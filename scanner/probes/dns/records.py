"""Records as facts: bounded in number and length, and in an order that does not change between answers."""

import ipaddress

from dns.name import Name
from dns.rdata import Rdata
from dns.rdtypes.ANY.CAA import CAA
from dns.rdtypes.ANY.MX import MX
from dns.rdtypes.ANY.NS import NS
from dns.rdtypes.ANY.TXT import TXT
from dns.rdtypes.IN.A import A
from dns.rdtypes.IN.AAAA import AAAA

from checks.facts import CaaRecord, MailExchange

RECORDS_KEPT = 64
TEXT_KEPT = 4096  # characters


def name_text(name: Name) -> str:
    """A name in lower case without its final dot; the root is ``.``."""
    return name.to_text(omit_final_dot=True).lower()


def names(cnames: tuple[Name, ...]) -> tuple[str, ...]:
    """The targets of a CNAME chain, in order."""
    return tuple(name_text(name) for name in cnames[:RECORDS_KEPT])


def addresses(records: tuple[Rdata, ...]) -> tuple[str, ...]:
    """A or AAAA records as addresses in their shortest form, in numeric order."""
    ips = {ipaddress.ip_address(record.address) for record in records if isinstance(record, A | AAAA)}
    return tuple(address.compressed for address in sorted(ips, key=int)[:RECORDS_KEPT])


def name_servers(records: tuple[Rdata, ...]) -> tuple[Name, ...]:
    """The names in NS records, sorted."""
    return tuple(sorted(record.target for record in records if isinstance(record, NS)))


def mail_exchanges(records: tuple[Rdata, ...]) -> tuple[MailExchange, ...]:
    """MX records, the preferred first."""
    exchanges = [
        MailExchange(preference=record.preference, exchange=name_text(record.exchange))
        for record in records
        if isinstance(record, MX)
    ]
    exchanges.sort(key=lambda mail: (mail.preference, mail.exchange))
    return tuple(exchanges[:RECORDS_KEPT])


def texts(records: tuple[Rdata, ...]) -> tuple[str, ...]:
    """TXT records, each with its strings joined (RFC 7208, 3.3)."""
    joined = sorted(_text(b"".join(record.strings)) for record in records if isinstance(record, TXT))
    return tuple(joined[:RECORDS_KEPT])


def certification_authorities(records: tuple[Rdata, ...]) -> tuple[CaaRecord, ...]:
    """CAA records, sorted by tag and value."""
    authorities = [
        CaaRecord(flags=record.flags, tag=_text(record.tag).lower(), value=_text(record.value))
        for record in records
        if isinstance(record, CAA)
    ]
    authorities.sort(key=lambda caa: (caa.tag, caa.value, caa.flags))
    return tuple(authorities[:RECORDS_KEPT])


def _text(data: bytes) -> str:
    return data.decode("utf-8", errors="replace")[:TEXT_KEPT]
