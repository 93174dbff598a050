"""The way down from a trust anchor, zone by zone: DS above, DNSKEY below (RFC 4035, section 5)."""

import time
from datetime import datetime

import dns.exception
import dns.name
from dns.name import Name
from dns.rdatatype import RdataType
from dns.rdtypes.ANY.DS import DS
from dns.rdtypes.ANY.RRSIG import RRSIG
from dns.rrset import RRset

from checks.facts.extent import DETAIL_LENGTH
from checks.facts.names.dnssec import DnssecError
from checks.model import Reason
from scanner.probes.context import Memory
from scanner.probes.dns.records import name_text
from scanner.probes.dns.resolver import NoReply, Reply, Resolver
from scanner.probes.dns.sections import spelling
from scanner.probes.dnssec import denial
from scanner.probes.dnssec.algorithms import ALGORITHMS, DIGESTS
from scanner.probes.dnssec.anchors import TrustAnchor, TrustAnchors
from scanner.probes.dnssec.denial import Unproven
from scanner.probes.dnssec.signatures import Failed, verify
from scanner.probes.dnssec.zones import KnownZone, bogus, insecure, keyed, stronger, unsupported

MOST_QUESTIONS = 64  # for one host
MOST_DIGESTS = 16
IN_VAIN = 30.0  # seconds, in which a zone that could not be told is not asked about again
NO_SIGNATURES = "the resolver passes on no signatures of {zone} (DNSKEY): it does not speak DNSSEC"
OTHER_ROOT = "what the resolver takes for the root is not signed by the root's keys ({why})"


def garbled(name: Name, error: dns.exception.DNSException) -> str:
    """That records came along which cannot be read: nobody can tell what they say."""
    return f"records about {name_text(name)} cannot be read ({type(error).__name__})"


class IndeterminateError(Exception):
    """Nobody can tell whether there ought to be signatures (RFC 4033, section 5), and why."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail[:DETAIL_LENGTH]


class Descent:
    """The ways down of one look. What they lead to is kept for the run, and what cannot be told is not."""

    def __init__(self, resolver: Resolver, memory: Memory, anchors: TrustAnchors, at: datetime) -> None:
        self._resolver = resolver
        self._kept = memory.zones
        self._undetermined = memory.undetermined
        self._anchors = anchors
        self.at = at.timestamp()
        self.questions = 0

    async def ask(self, name: Name, kind: RdataType) -> Reply:
        """An answer.

        Raises:
            IndeterminateError: there is none, or the look has asked enough.

        """
        self.questions += 1
        if self.questions > MOST_QUESTIONS:
            why = f"more than {MOST_QUESTIONS} questions would be needed"
            raise IndeterminateError(Reason.INCOMPLETE, why)
        reply = await self._resolver.ask(name, kind)
        if isinstance(reply, NoReply):
            raise IndeterminateError(reply.reason, reply.detail)
        return reply

    async def zone_of(self, name: Name) -> KnownZone:
        """The zone that a name lies in, or the one above it where trust ends.

        Raises:
            IndeterminateError: no trust anchor covers the name, or a question has no answer.

        """
        found = await self._kept.get((spelling(name), self._anchors), lambda: self._found_anew(name))
        assert isinstance(found, KnownZone)  # noqa: S101 - what was put there
        return found

    async def _found_anew(self, name: Name) -> KnownZone:
        """Asked for, unless that was just in vain: whoever waits for the same zone does not wait in turn."""
        key = (spelling(name), self._anchors)
        if (failed := self._undetermined.get(key)) is not None:
            since, reason, detail = failed
            if time.monotonic() - since < IN_VAIN:
                raise IndeterminateError(reason, detail)
        try:
            return await self._readable(name)
        except IndeterminateError as error:
            if error.reason is not Reason.INCOMPLETE:  # this look's own limit
                self._undetermined[key] = (time.monotonic(), error.reason, error.detail)
            raise

    async def _readable(self, name: Name) -> KnownZone:
        try:
            return await self._found(name)
        except dns.exception.DNSException as error:
            raise IndeterminateError(Reason.DNS_FAILURE, garbled(name, error)) from error

    async def _found(self, name: Name) -> KnownZone:
        if (anchor := self._anchors.by_zone.get(name)) is not None:
            return await self._anchored(anchor)
        if self._anchors.covering(name) is None:
            raise IndeterminateError(Reason.INDETERMINATE, f"no trust anchor covers {name_text(name)}")
        above = await self.zone_of(name.parent())
        return await self._below(above, name) if above.told.state == "secure" else above

    async def _anchored(self, anchor: TrustAnchor) -> KnownZone:
        reply = await self.ask(anchor.zone, RdataType.DNSKEY)
        is_root = anchor.zone == dns.name.root
        is_signed = bool(reply.answer.signatures(anchor.zone, RdataType.DNSKEY))
        if not is_signed and (is_root or not reply.knows_dnssec):
            detail = NO_SIGNATURES.format(zone=name_text(anchor.zone))
            raise IndeterminateError(Reason.INDETERMINATE, detail)
        zone = keyed(anchor, reply, (), None, self.at)
        if self._anchors.are_bundled and zone.told.state != "secure":  # a host is not to blame for the root
            raise IndeterminateError(Reason.INDETERMINATE, OTHER_ROOT.format(why=zone.told.detail))
        return zone

    async def _below(self, above: KnownZone, name: Name) -> KnownZone:
        """What a name one label further down is: a zone of its own, or a part of the one above."""
        reply = await self.ask(name, RdataType.DS)
        if (alias := reply.answer.rrset(name, RdataType.CNAME)) is not None:  # never a zone's apex
            result = self._verified(alias, reply, above)
            return above if isinstance(result, RRSIG) else bogus(name, above.path, result)
        rrset = reply.answer.rrset(name, RdataType.DS)
        if rrset is None:
            return self._undelegated(above, name, reply)
        result = self._verified(rrset, reply, above)
        if isinstance(result, Failed):
            return bogus(name, above.path, result)
        digests = [one for one in rrset if isinstance(one, DS)][:MOST_DIGESTS]
        usable = [one for one in digests if one.algorithm in ALGORITHMS and one.digest_type in DIGESTS]
        if not usable:
            return unsupported(name, above.path, digests)
        keys = await self.ask(name, RdataType.DNSKEY)
        return keyed(TrustAnchor(name, stronger(usable)), keys, above.path, result, self.at)

    def _verified(self, rrset: RRset, reply: Reply, zone: KnownZone) -> RRSIG | Failed:
        signed = reply.answer.signatures(rrset.name, rrset.rdtype)
        return verify(rrset, signed, zone.name, zone.keys, self.at)

    def _undelegated(self, above: KnownZone, name: Name, reply: Reply) -> KnownZone:
        denied = denial.read(reply.authority, above.name, above.keys, self.at)
        lacking = denied.of_delegation(name)
        if lacking is None:
            return above
        if isinstance(lacking, Failed):
            return bogus(name, above.path, lacking)
        error = DnssecError.TOO_MANY_ITERATIONS if lacking is Unproven.ITERATIONS else None
        return insecure(name, above.path, lacking.value, error, denied.signed)
