"""The links of an answer: each alias on the way, and what stands at the end."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import dns.exception
from dns.name import Name
from dns.rdatatype import RdataType
from dns.rdtypes.ANY.CNAME import CNAME
from dns.rdtypes.ANY.DNAME import DNAME
from dns.rdtypes.ANY.RRSIG import RRSIG
from dns.rrset import RRset

from scanner.probes.dns.resolver import Reply
from scanner.probes.dns.sections import Section

MOST_LINKS = 17  # sixteen aliases, and what they lead to
PROOFS = (RdataType.NSEC, RdataType.NSEC3)


@dataclass(frozen=True)
class AnswerLink:
    """One record set of an answer; without one, the answer denies that there is any."""

    name: Name
    kind: RdataType
    rrset: RRset | None
    reply: Reply

    @cached_property
    def signed(self) -> tuple[RRSIG, ...]:
        """The signatures that came with it; of a denial, those of its proofs."""
        if self.rrset is not None:
            return self.reply.answer.signatures(self.name, self.kind)
        authority = self.reply.authority
        return tuple(
            one for owner, kind in authority.owners(*PROOFS) for one in authority.signatures(owner, kind)
        )

    @property
    def is_left_open(self) -> bool:
        """An alias led here, and the server did not follow it: neither records nor a denial came along."""
        zone = self.reply.zone
        return self.rrset is None and (zone is None or not self.name.is_subdomain(zone))

    @cached_property
    def signer(self) -> Name:
        """The zone that signed it, by its own word, if that can be; else the name itself."""
        signers = [one.signer for one in self.signed if self.name.is_subdomain(one.signer)]
        return max(signers, key=len, default=self.name)


def links(name: Name, kind: RdataType, reply: Reply) -> Iterator[AnswerLink]:
    """From the name on, through its aliases; an alias that a DNAME record made is told by that record."""
    for _ in range(MOST_LINKS):
        if (rrset := reply.answer.rrset(name, kind)) is not None:
            yield AnswerLink(name, kind, rrset, reply)
            return
        alias = reply.answer.rrset(name, RdataType.CNAME)
        if alias is None:
            yield AnswerLink(name, kind, None, reply)
            return
        link = AnswerLink(name, RdataType.CNAME, alias, reply)
        target = next(one.target for one in alias if isinstance(one, CNAME))
        source = None if link.signed else _dname(name, target, reply.answer)
        yield link if source is None else AnswerLink(source.name, RdataType.DNAME, source, reply)
        name = target


def _dname(name: Name, target: Name, answer: Section) -> RRset | None:
    """The DNAME record that an alias without signatures follows from (RFC 6672, 5.3.1)."""
    for rrset in answer.rrsets(RdataType.DNAME):
        for one in rrset:
            if isinstance(one, DNAME) and _moved(name, rrset.name, one.target) == target:
                return rrset
    return None


def _moved(name: Name, above: Name, target: Name) -> Name | None:
    """The name with what is above it replaced; None: it is not below that, or too long."""
    if name == above or not name.is_subdomain(above):
        return None
    try:
        return name.relativize(above).concatenate(target)
    except dns.exception.DNSException:
        return None
