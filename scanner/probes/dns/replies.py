"""What a resolver answers: a reply, or why there is none."""

from collections.abc import Iterator
from dataclasses import dataclass

import dns.edns
import dns.message
import dns.rcode
from dns.name import Name
from dns.rdata import Rdata
from dns.rdatatype import RdataType
from dns.rdtypes.ANY.CNAME import CNAME

from checks.model import Reason
from scanner.probes.dns.exchange import RCODE, NoTcpError, OversizedError
from scanner.probes.dns.sections import Section, read

ERRORS_KEPT = 3
TEXT_KEPT = 120  # characters of what a server adds to an error
MOST_ALIASES = 16
ANSWERS = (dns.rcode.Rcode.NOERROR, dns.rcode.Rcode.NXDOMAIN)


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer, its CNAME chain followed. Without records: NODATA, or NXDOMAIN when not ``exists``.

    ``answer`` and ``authority`` are whole, with their signatures; whether these hold is ``probes.dnssec``'s
    to say: the resolver, which is told not to check (CD), is not believed in that.
    """

    exists: bool
    records: tuple[Rdata, ...]
    cnames: tuple[Name, ...]  # targets, in order
    zone: Name | None  # owner of the SOA record that a negative answer carries (RFC 2308)
    answer: Section
    authority: Section
    knows_dnssec: bool  # the DO bit came back (RFC 3225)


@dataclass(frozen=True)
class NoReply:
    """Why there is no answer: silence (timeout), or what was answered instead (dns_failure)."""

    reason: Reason
    detail: str


def read_reply(wire: bytes, name: Name, kind: RdataType) -> Reply | str:
    """The answer, or the error that was answered.

    Raises:
        dns.exception.DNSException: it cannot be read, or its aliases have no end.

    """
    if wire[3] & RCODE not in ANSWERS:
        return _error(dns.message.from_wire(wire))
    message = read(wire, name)
    if message.rcode not in ANSWERS:
        return _error(dns.message.from_wire(wire))
    records, cnames = _followed(message.answer, name, kind)
    exists = message.rcode == dns.rcode.Rcode.NOERROR
    if records and not exists:
        raise dns.message.AnswerForNXDOMAIN
    return Reply(
        exists=exists,
        records=records,
        cnames=cnames,
        zone=message.authority.owner(RdataType.SOA),
        answer=message.answer,
        authority=message.authority,
        knows_dnssec=message.knows_dnssec,
    )


def _followed(answer: Section, name: Name, kind: RdataType) -> tuple[tuple[Rdata, ...], tuple[Name, ...]]:
    """The records at the end of the aliases, and where each of these leads."""
    targets: list[Name] = []
    while len(targets) < MOST_ALIASES:
        if records := answer.records(name, kind):
            return records, tuple(targets)
        alias = next(iter(answer.records(name, RdataType.CNAME)), None)
        if not isinstance(alias, CNAME):
            return (), tuple(targets)
        name = alias.target
        targets.append(name)
    raise dns.message.ChainTooLong


def unreadable(error: Exception, address: str) -> str:
    """What kept an answer from being had, without the words of a server."""
    if isinstance(error, NoTcpError):
        return f"truncated over UDP, and resolver {address} does not answer over TCP ({error})"
    if isinstance(error, OSError) and error.strerror:
        return f"resolver {address}: {error.strerror}"
    if isinstance(error, OversizedError):
        return f"resolver {address} gave {error}, which is not read"
    if isinstance(error, dns.message.ChainTooLong):
        return f"resolver {address} gave no answer that can be read: aliases (CNAME) without an end"
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
