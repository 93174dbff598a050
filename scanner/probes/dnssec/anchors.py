"""Where trust begins: the root's keys, or those of a file that the user names."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import dns.exception
import dns.rdatatype
import dns.zonefile
from dns.name import Name
from dns.rdtypes.ANY.DNSKEY import DNSKEY
from dns.rdtypes.ANY.DS import DS
from dns.rdtypes.dnskeybase import Flag
from dns.rrset import RRset

from inventory.wording.phrases import Foreign, os_reason
from scanner.errors import ScannerError
from scanner.probes.dnssec.algorithms import ALGORITHMS, DIGESTS
from scanner.probes.dnssec.signatures import is_readable

FILE_LENGTH = 1_000_000  # bytes
TEXT_KEPT = 120  # characters of what a parser says


@dataclass(frozen=True)
class TrustAnchor:
    """The DS and DNSKEY records by which the keys of one zone are known."""

    zone: Name
    digests: tuple[DS, ...] = ()
    keys: tuple[DNSKEY, ...] = ()


@dataclass(frozen=True, eq=False)
class TrustAnchors:
    """Of all zones that have one. Compared by identity: it is a part of keys of caches."""

    by_zone: dict[Name, TrustAnchor]
    are_bundled: bool = False

    def covering(self, name: Name) -> TrustAnchor | None:
        """The closest one at or above a name; None: no trust anchor says anything of it."""
        while name not in self.by_zone:
            if not name.labels or name.labels == (b"",):
                return None
            name = name.parent()
        return self.by_zone[name]


@cache
def bundled() -> TrustAnchors:
    """The root's, as IANA publishes them."""
    text = (files("scanner.probes.dnssec") / "root-anchors.ds").read_text(encoding="utf-8")
    return replace(_parsed(text, "root-anchors.ds"), are_bundled=True)


def from_file(path: Path) -> TrustAnchors:
    """The anchors of a file of DS or DNSKEY records in presentation form (RFC 4034), of any zones.

    Raises:
        ScannerError: it cannot be read, a line of it is no such record, or none of its keys can be used.

    """
    try:
        with path.open("rb") as file:
            text = file.read(FILE_LENGTH + 1).decode()
    except OSError as error:
        raise ScannerError(
            "{path}: cannot read the trust anchors: {reason}", path=path, reason=os_reason(error)
        ) from None
    except UnicodeDecodeError:
        raise ScannerError("{path}: not a text file of DS or DNSKEY records", path=path) from None
    if len(text) > FILE_LENGTH:
        raise ScannerError(
            "{path}: larger than {most} bytes, which no trust anchors are",
            path=path,
            most=FILE_LENGTH,
        )
    return _parsed(text, str(path))


def _parsed(text: str, file: str) -> TrustAnchors:
    by_zone: dict[Name, TrustAnchor] = {}
    for line, record in _records(text):
        for rrset in _read(record, f"{file}, line {line}"):
            known = by_zone.get(rrset.name, TrustAnchor(rrset.name))
            digests = tuple(one for one in rrset if isinstance(one, DS))
            keys = tuple(one for one in rrset if isinstance(one, DNSKEY))
            by_zone[rrset.name] = TrustAnchor(rrset.name, (*known.digests, *digests), (*known.keys, *keys))
    if not by_zone:
        raise ScannerError("{file}: holds no trust anchor: write DS or DNSKEY records, one a line", file=file)
    return TrustAnchors(by_zone)


def _records(text: str) -> Iterator[tuple[int, str]]:
    """Each record with the number of the line it begins on; parentheses join lines (RFC 1035, 5.1)."""
    begun, record = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        content = line.partition(";")[0].rstrip()
        if not record and not content.strip():
            continue
        begun = begun if record else number
        record += content + "\n"
        if record.count("(") <= record.count(")"):
            yield begun, record
            record = ""
    if record:
        yield begun, record


def _read(record: str, where: str) -> list[RRset]:
    if record[0].isspace():
        raise ScannerError(
            "{where}: begins with a space: each record needs the name of its zone", where=where
        )
    try:
        found = dns.zonefile.read_rrsets(record, rdclass=None, default_ttl=0)
    except (dns.exception.DNSException, ValueError) as error:
        told = str(error).partition(": ")[2] or type(error).__name__
        raise ScannerError(
            "{where}: no DS or DNSKEY record: {told}", where=where, told=Foreign(told[:TEXT_KEPT])
        ) from None
    for rrset in found:
        for one in rrset:
            _refuse_unusable(one, where)
    return found


def _refuse_unusable(record: object, where: str) -> None:
    if not isinstance(record, DS | DNSKEY):
        raise ScannerError("{where}: neither a DS nor a DNSKEY record", where=where)
    if record.algorithm not in ALGORITHMS:
        raise ScannerError(
            "{where}: algorithm {number} cannot be verified here", where=where, number=int(record.algorithm)
        )
    if isinstance(record, DS) and record.digest_type not in DIGESTS:
        raise ScannerError(
            "{where}: digest type {number} cannot be verified here",
            where=where,
            number=int(record.digest_type),
        )
    if isinstance(record, DNSKEY) and not record.flags & Flag.ZONE:
        raise ScannerError("{where}: not a zone's key: its flags lack 256", where=where)
    if isinstance(record, DNSKEY) and not is_readable(record):
        raise ScannerError("{where}: its public key cannot be read", where=where)
