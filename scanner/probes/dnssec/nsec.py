"""What NSEC records deny (RFC 4035, section 5.4; RFC 6840, section 4)."""

from collections.abc import Sequence
from dataclasses import dataclass

import dns.name
from dns.name import Name, NameRelation
from dns.rdatatype import RdataType
from dns.rdtypes.ANY.NSEC import NSEC
from dns.rdtypes.ANY.NSEC3 import NSEC3


def has_type(record: NSEC | NSEC3, kind: RdataType) -> bool:
    """Whether the record's type bit map has a type (RFC 4034, 4.1.2)."""
    window, bit = divmod(kind, 256)
    octets = dict(record.windows).get(window, b"")
    return len(octets) > bit // 8 and bool(octets[bit // 8] & (0x80 >> bit % 8))


def is_delegation(record: NSEC | NSEC3) -> bool:
    """Whether it stands in the parent, at the name of a zone below (RFC 6840, 4.1)."""
    return has_type(record, RdataType.NS) and not has_type(record, RdataType.SOA)


def lacks(record: NSEC | NSEC3, kind: RdataType) -> bool:
    """Whether the name that it is of has neither the type nor an alias to something that may have it.

    What a delegation says is of DS alone; DS is the parent's, so that the zone's own apex says nothing of it.
    """
    if has_type(record, kind) or has_type(record, RdataType.CNAME):
        return False
    if kind == RdataType.DS:
        return not has_type(record, RdataType.SOA)
    return not is_delegation(record)


def hides_below(record: NSEC | NSEC3) -> bool:
    """Whether names below its own are another zone's, or another name's (DNAME)."""
    return is_delegation(record) or has_type(record, RdataType.DNAME)


def between(owner: Name, name: Name, following: Name, apex: Name) -> bool:
    """Whether a name lies in the gap after ``owner``; the last one ends at the apex (RFC 4034, 6.1)."""
    if not owner < name:
        return False
    return bool(name < following or following == apex)


@dataclass(frozen=True)
class NsecProof:
    """Records of a zone whose signatures hold, each with its owner."""

    zone: Name
    records: Sequence[tuple[Name, NSEC]]

    def denies_type(self, name: Name, kind: RdataType) -> bool:
        """Whether the name has no records of the type: it is there without, or only names below it are."""
        if (own := self._at(name)) is not None:
            return lacks(own, kind)
        if self._is_only_above(name):
            return True
        wildcard = self._wildcard_for(name)
        if wildcard is None:
            return False
        made_from = self._at(wildcard)
        return lacks(made_from, kind) if made_from is not None else self._is_only_above(wildcard)

    def denies_name(self, name: Name) -> bool:
        """Whether neither the name nor a wildcard that would stand for it exists."""
        wildcard = self._wildcard_for(name)
        return wildcard is not None and self._is_missing(name) and self._is_missing(wildcard)

    def denies_closer(self, name: Name, encloser: Name) -> bool:
        """Whether nothing closer than the wildcard that stood for the name exists (RFC 4035, 5.3.4)."""
        gap = self._gap(name)
        return gap is not None and self._encloser(name, gap) == encloser

    def delegates(self, name: Name) -> bool:
        """Whether a zone without DS records begins at the name."""
        own = self._at(name)
        return own is not None and is_delegation(own) and lacks(own, RdataType.DS)

    def _at(self, name: Name) -> NSEC | None:
        return next((record for owner, record in self.records if owner == name), None)

    def _is_only_above(self, name: Name) -> bool:
        """Whether the name exists for what is below it alone, as an empty non-terminal."""
        gap = self._gap(name)
        return gap is not None and gap[1].next.is_subdomain(name)

    def _is_missing(self, name: Name) -> bool:
        return self._gap(name) is not None and not self._is_only_above(name)

    def _wildcard_for(self, name: Name) -> Name | None:
        """The wildcard that would stand for a name that is not there; None: that is not known."""
        gap = self._gap(name)
        return dns.name.from_text("*", self._encloser(name, gap)) if gap is not None else None

    def _gap(self, name: Name) -> tuple[Name, NSEC] | None:
        for owner, record in self.records:
            covered = between(owner, name, record.next, self.zone)
            if covered and not (name.is_subdomain(owner) and hides_below(record)):
                return owner, record
        return None

    def _encloser(self, name: Name, gap: tuple[Name, NSEC]) -> Name:
        """The closest ancestor that exists: what the name has in common with either end of the gap."""
        shared = max(_shared_labels(name, gap[0]), _shared_labels(name, gap[1].next))
        return name.split(shared)[1]


def _shared_labels(name: Name, other: Name) -> int:
    relation, _, labels = name.fullcompare(other)
    return 0 if relation == NameRelation.NONE else labels
