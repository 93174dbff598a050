"""Signs zones as a test wants them: right, and wrong in one way. dnspython has no NSEC3, so that is here."""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import dns.dnssec
import dns.name
import dns.rdataset
import dns.rrset
import dns.zone
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from dns.dnssectypes import Algorithm, DSDigest, NSEC3Hash
from dns.name import Name
from dns.rdataclass import RdataClass
from dns.rdatatype import RdataType
from dns.rdtypes.ANY.DNSKEY import DNSKEY
from dns.rdtypes.ANY.DS import DS

DAY = timedelta(days=1)
TTL = 300
SALT = b"\xab\xcd"
SEP = 257


def now() -> datetime:
    """The present moment, without its fraction."""
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True)
class Key:
    """A key that signs everything of a zone."""

    private: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    record: DNSKEY

    def ds(self, zone: str, digest: DSDigest = DSDigest.SHA256) -> DS:
        """What the parent publishes of it."""
        anything = dns.dnssec.allow_all_policy
        return dns.dnssec.make_ds(dns.name.from_text(zone), self.record, digest, policy=anything)


def key(algorithm: Algorithm = Algorithm.ECDSAP256SHA256) -> Key:
    """A new key; of RSA's kind for the algorithms that are."""
    private: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    if algorithm == Algorithm.ECDSAP256SHA256:
        private = ec.generate_private_key(ec.SECP256R1())
    else:
        private = rsa.generate_private_key(65537, 2048)
    return Key(private, dns.dnssec.make_dnskey(private.public_key(), algorithm, flags=SEP))


@dataclass(frozen=True, kw_only=True)
class Signing:
    """How a zone is signed."""

    key: Key = field(default_factory=key)
    begin: timedelta = -DAY
    end: timedelta = 20 * DAY
    nsec3: bool = False
    opt_out: bool = False
    iterations: int = 0


def signed(name: str, text: str, how: Signing) -> dns.zone.Zone:
    """The zone of a text, with its DNSKEY, signatures and NSEC or NSEC3 records."""
    origin = dns.name.from_text(name)
    zone = dns.zone.from_text(text, origin=origin, relativize=False, check_origin=False)
    begin, end = now() + how.begin, now() + how.end
    keys: list[tuple[Any, DNSKEY]] = [(how.key.private, how.key.record)]
    with zone.writer() as changes:
        if how.nsec3:
            parameters = f"1 0 {how.iterations} {SALT.hex()}"
            changes.add(origin, TTL, dns.rdata.from_text("IN", "NSEC3PARAM", parameters))
        dns.dnssec.sign_zone(zone, changes, keys, inception=begin, expiration=end)
    if how.nsec3:
        _rehash(zone, how, begin, end)
    return zone


def _rehash(zone: dns.zone.Zone, how: Signing, begin: datetime, end: datetime) -> None:
    """NSEC3 in the place of NSEC (RFC 5155, section 7.1)."""
    for node in zone.nodes.values():
        node.delete_rdataset(RdataClass.IN, RdataType.NSEC)
        node.delete_rdataset(RdataClass.IN, RdataType.RRSIG, RdataType.NSEC)
    assert zone.origin is not None
    hashed = sorted((_hash(name, how), kinds) for name, kinds in _owners(zone, how))
    for number, (owner, kinds) in enumerate(hashed):
        following = hashed[(number + 1) % len(hashed)][0]
        listed = " ".join(kind.name for kind in kinds)
        gap = f"1 {int(how.opt_out)} {how.iterations} {SALT.hex()} {_label(following)} {listed}"
        record = dns.rdata.from_text("IN", "NSEC3", gap)
        rrset = dns.rrset.from_rdata(dns.name.from_text(_label(owner), zone.origin), TTL, record)
        add(zone, rrset, how, begin, end)


def add(zone: dns.zone.Zone, rrset: dns.rrset.RRset, how: Signing, begin: datetime, end: datetime) -> None:
    """Put a record set with its signature into a zone."""
    assert zone.origin is not None
    signature = dns.dnssec.sign(
        rrset, how.key.private, zone.origin, how.key.record, inception=begin, expiration=end
    )
    zone.replace_rdataset(rrset.name, rrset.to_rdataset())
    covers = dns.rdataset.from_rdata(rrset.ttl, signature)
    zone.replace_rdataset(rrset.name, covers)


def _hash(name: Name, how: Signing) -> bytes:
    return base64.b32hexdecode(dns.dnssec.nsec3_hash(name, SALT, how.iterations, NSEC3Hash.SHA1))


def _label(hashed: bytes) -> str:
    return base64.b32hexencode(hashed).decode().lower()


def _owners(zone: dns.zone.Zone, how: Signing) -> Iterator[tuple[Name, tuple[RdataType, ...]]]:
    """Names with the types that NSEC3 tells of; those that exist only for what is below them have none."""
    origin = zone.origin
    assert origin is not None
    cuts = [name for name in zone.nodes if name != origin and zone.get_rdataset(name, RdataType.NS)]
    kept: dict[Name, tuple[RdataType, ...]] = {}
    for name, node in zone.nodes.items():
        if any(name != cut and name.is_subdomain(cut) for cut in cuts):
            continue
        kinds = tuple(sorted({one.rdtype for one in node.rdatasets}))
        if how.opt_out and name in cuts and RdataType.DS not in kinds:
            continue
        kept[name] = kinds
        above = name
        while above != origin:
            above = above.parent()
            kept.setdefault(above, ())
    yield from kept.items()


def without(zone: dns.zone.Zone, name: str, kind: RdataType, covers: RdataType = RdataType.NONE) -> None:
    """Take a record set out."""
    zone.delete_rdataset(dns.name.from_text(name), kind, covers)


def text_of(zone: dns.zone.Zone) -> str:
    """What a server reads."""
    return str(zone.to_text(relativize=False))


def ds_lines(owner: str, records: Sequence[DS]) -> str:
    """Lines of a zone file."""
    return "".join(f"{owner} {TTL} IN DS {one}\n" for one in records)
