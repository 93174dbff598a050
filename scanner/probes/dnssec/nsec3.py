"""What NSEC3 records deny (RFC 5155, section 8)."""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import dns.dnssec
import dns.name
from dns.dnssectypes import NSEC3Hash
from dns.name import Name
from dns.rdatatype import RdataType
from dns.rdtypes.ANY.NSEC3 import NSEC3

from scanner.probes.dnssec.nsec import hides_below, is_delegation, lacks

OPT_OUT = 0x01
MOST_ITERATIONS = 100  # above, a zone counts as insecure (RFC 9276, 3.2; what the large resolvers allow)


def covers(owner: bytes, hashed: bytes, following: bytes) -> bool:
    """Whether a hash lies in the gap after ``owner``; the last goes round to the first (RFC 5155, 8.3)."""
    if owner < following:
        return owner < hashed < following
    return hashed > owner or hashed < following


def owner_hash(owner: Name) -> bytes | None:
    """The hash that an NSEC3 record's first label spells; None: it spells none."""
    try:
        return base64.b32hexdecode(owner.labels[0].upper())
    except ValueError:
        return None


@dataclass(frozen=True)
class Nsec3Proof:
    """Records of a zone whose signatures hold, by their owners' hashes; all of one salt and iterations."""

    zone: Name
    records: Sequence[tuple[bytes, NSEC3]]
    _hashes: dict[Name, bytes] = field(default_factory=dict)

    def denies_type(self, name: Name, kind: RdataType) -> bool:
        """Whether the name has no records of the type (8.5 and 8.6), nor a wildcard for it (8.7)."""
        own = self._at(name)
        if own is not None:
            return lacks(own, kind)
        found = self._closest(name)
        if found is None or self._gap(found[1]) is None:
            return False
        wildcard = self._at(dns.name.from_text("*", found[0]))
        return wildcard is not None and lacks(wildcard, kind)

    def denies_name(self, name: Name) -> bool:
        """Whether neither the name nor a wildcard that would stand for it exists (8.4)."""
        found = self._closest(name)
        if found is None or self._gap(found[1]) is None:
            return False
        return self._gap(dns.name.from_text("*", found[0])) is not None

    def denies_closer(self, name: Name, encloser: Name) -> bool:
        """Whether nothing closer than the wildcard that stood for the name exists (8.8)."""
        return self._gap(_next_closer(name, encloser)) is not None

    def delegates(self, name: Name) -> bool:
        """Whether a zone without DS records begins at the name."""
        own = self._at(name)
        return own is not None and is_delegation(own) and lacks(own, RdataType.DS)

    def opts_out(self, name: Name) -> bool:
        """Whether the name lies where zones without DS records may begin unproven (section 6)."""
        if self._at(name) is not None:
            return False
        found = self._closest(name)
        return found is not None and self.covers_by_opt_out(found[1])

    def covers_by_opt_out(self, name: Name) -> bool:
        """Whether the name lies in a gap that opts out."""
        gap = self._gap(name)
        return gap is not None and bool(gap.flags & OPT_OUT)

    def _closest(self, name: Name) -> tuple[Name, Name] | None:
        """The closest ancestor that exists, and the name below it on the way (7.2.1, 8.3)."""
        for candidate in _ancestors(name, self.zone):
            record = self._at(candidate)
            if record is not None:
                return None if hides_below(record) else (candidate, _next_closer(name, candidate))
        return None

    def _at(self, name: Name) -> NSEC3 | None:
        hashed = self._hash(name)
        return next((record for owner, record in self.records if owner == hashed), None)

    def _gap(self, name: Name) -> NSEC3 | None:
        hashed = self._hash(name)
        return next((one for owner, one in self.records if covers(owner, hashed, one.next)), None)

    def _hash(self, name: Name) -> bytes:
        if name not in self._hashes:
            _, one = self.records[0]
            self._hashes[name] = base64.b32hexdecode(
                dns.dnssec.nsec3_hash(name, one.salt, one.iterations, NSEC3Hash.SHA1)
            )
        return self._hashes[name]


def _ancestors(name: Name, zone: Name) -> Iterator[Name]:
    while name != zone and name.is_subdomain(zone):
        name = name.parent()
        yield name


def _next_closer(name: Name, encloser: Name) -> Name:
    return name.split(len(encloser) + 1)[1]
