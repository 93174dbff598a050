"""A message as it came over the wire: every record is found, and read when somebody asks for it.

dnspython reads whole messages, which takes most of the time of a question; of an answer with signatures and
proofs few records are ever looked at. Names are read here, the data of records by dnspython.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import dns.exception
import dns.message
import dns.name
import dns.rdata
import dns.rdataset
import dns.rrset
from dns.name import Name
from dns.rdata import Rdata
from dns.rdataclass import RdataClass
from dns.rdatatype import RdataType
from dns.rdtypes.ANY.RRSIG import RRSIG
from dns.rrset import RRset

HEADER, FIXED = 12, 10  # octets: of a message; of a record between its name and its data
QUESTION_END = 4  # octets after the name
POINTER, SIZE = 0xC0, 0x3F
MOST_POINTERS = 64  # in one name: each leads back, and a hostile one would take long
NAME_OCTETS = 255
RCODE, DNSSEC_OK = 0x0F, 0x8000


def spelling(name: Name) -> tuple[bytes, ...]:
    """A name to keep things by: equal for equal names, and quicker than dnspython's own hash."""
    return tuple(map(bytes.lower, name.labels))


@dataclass(frozen=True, slots=True)
class WireRecord:
    """Where one record's data lie in the message."""

    owner: Name
    kind: int
    rdclass: int
    ttl: int  # seconds; of an OPT record, bits
    at: int
    octets: int


class Section:
    """One section's records. What reads their data raises DNSException where they are garbled."""

    def __init__(self, wire: bytes, records: list[WireRecord]) -> None:
        self._wire = wire
        self._records = records
        self._known: dict[int, Rdata] = {}  # by where they stand

    def owner(self, kind: RdataType) -> Name | None:
        """Of the first record of a type."""
        return next((one.owner for one in self._records if one.kind == kind), None)

    def records(self, name: Name, kind: RdataType) -> tuple[Rdata, ...]:
        """Those of a name and type, each once; of a type that stands alone, such as SOA, the last."""
        found = [self._data(one) for one in self._of(name, kind)]
        return tuple(found if len(found) == 1 else dns.rdataset.from_rdata_list(0, found)) if found else ()

    def rrset(self, name: Name, kind: RdataType) -> RRset | None:
        """The same as a set; None: there are none."""
        found = [self._data(one) for one in self._of(name, kind)]
        return dns.rrset.from_rdata_list(name, 0, found) if found else None

    def rrsets(self, *kinds: RdataType) -> Iterator[RRset]:
        """The sets of some types, in their order."""
        for owner, kind in self.owners(*kinds):
            if (found := self.rrset(owner, kind)) is not None:
                yield found

    def owners(self, *kinds: RdataType) -> Iterable[tuple[Name, RdataType]]:
        """Whose the sets of some types are, in their order."""
        return dict.fromkeys((one.owner, RdataType(one.kind)) for one in self._records if one.kind in kinds)

    def signatures(self, name: Name, kind: RdataType) -> tuple[RRSIG, ...]:
        """The signatures over the records of a name and type."""
        covered = kind.to_bytes(2)
        over = [one for one in self._of(name, RdataType.RRSIG) if self._wire[one.at : one.at + 2] == covered]
        found = [one for one in map(self._data, over) if isinstance(one, RRSIG)]
        return tuple(found if len(found) == 1 else dict.fromkeys(found))  # to compare them takes its time

    def _of(self, name: Name, kind: RdataType) -> list[WireRecord]:
        return self._by_owner.get((spelling(name), kind), [])

    @cached_property
    def _by_owner(self) -> dict[tuple[tuple[bytes, ...], int], list[WireRecord]]:
        """So that to look for each of many takes no longer than to read them."""
        found: dict[tuple[tuple[bytes, ...], int], list[WireRecord]] = {}
        for one in self._records:
            if one.rdclass == RdataClass.IN:
                found.setdefault((spelling(one.owner), one.kind), []).append(one)
        return found

    def _data(self, record: WireRecord) -> Rdata:
        if (known := self._known.get(record.at)) is None:
            kind = RdataType(record.kind)
            known = dns.rdata.from_wire(RdataClass.IN, kind, self._wire, record.at, record.octets)
            self._known[record.at] = known
        return known


@dataclass(frozen=True)
class WireMessage:
    """An answer, of which the header was compared with the query."""

    rcode: int  # with the bits that EDNS adds (RFC 6891, 6.1.3)
    answer: Section
    authority: Section
    additional: Section
    knows_dnssec: bool  # the DO bit came back (RFC 3225)


def read(wire: bytes, asked: Name) -> WireMessage:
    """The message, whose one question is about a name.

    Raises:
        dns.exception.DNSException: its names, lengths and counts make no sense.

    """
    questions, *counts = struct.unpack_from("!HHHH", wire, 4)
    if questions != 1:
        raise dns.exception.FormError
    reader = _Reader(wire, asked)
    answer, authority, additional = ([reader.record() for _ in range(count)] for count in counts)
    if reader.at != len(wire):
        raise dns.message.TrailingJunk
    edns = [one for one in additional if one.kind == RdataType.OPT]
    if len(edns) > 1 or any(one.kind == RdataType.OPT for one in (*answer, *authority)):
        raise dns.message.BadEDNS
    flags = edns[0].ttl if edns else 0
    return WireMessage(
        rcode=wire[3] & RCODE | flags >> 24 << 4,
        answer=Section(wire, answer),
        authority=Section(wire, authority),
        additional=Section(wire, additional),
        knows_dnssec=bool(flags & DNSSEC_OK),
    )


class _Reader:
    """Goes from record to record."""

    def __init__(self, wire: bytes, asked: Name) -> None:
        self._wire = wire
        self._names = {HEADER: asked}  # by where they stand: most records point to one of few
        self.at = HEADER + sum(len(label) + 1 for label in asked.labels) + QUESTION_END

    def record(self) -> WireRecord:
        """The next one."""
        try:
            owner, at = self._name(self.at, 0)
            kind, rdclass, ttl, octets = struct.unpack_from("!HHIH", self._wire, at)
        except (IndexError, struct.error) as error:
            raise dns.exception.FormError from error
        self.at = at + FIXED + octets
        if self.at > len(self._wire):
            raise dns.exception.FormError
        return WireRecord(owner, kind, rdclass, ttl, at + FIXED, octets)

    def _name(self, start: int, pointers: int) -> tuple[Name, int]:
        """The name that begins there, and where it ends (RFC 1035, 4.1.4)."""
        labels: list[bytes] = []
        at = start
        while size := self._wire[at]:
            if size >= POINTER:
                target = (size & SIZE) << 8 | self._wire[at + 1]
                if target >= start or pointers == MOST_POINTERS:
                    raise dns.name.BadPointer
                pointed = self._pointed_to(target, pointers + 1)
                return Name((*labels, *pointed.labels)) if labels else pointed, at + 2
            if size > SIZE:
                raise dns.name.BadLabelType
            labels.append(self._wire[at + 1 : at + 1 + size])
            at += 1 + size
            if at - start > NAME_OCTETS:
                raise dns.name.NameTooLong
        return Name((*labels, b"")), at + 1

    def _pointed_to(self, target: int, pointers: int) -> Name:
        if (known := self._names.get(target)) is None:
            known = self._names[target] = self._name(target, pointers)[0]
        return known
