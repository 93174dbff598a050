"""Whether a record set's signatures hold (RFC 4035, 5.3), in bounded work whatever a zone publishes."""

import struct
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import cryptography.exceptions
import dns.dnssec
import dns.exception
import dns.rdataset
import dns.rdatatype
from dns.dnssecalgs import get_algorithm_cls_from_dnskey
from dns.name import Name
from dns.rdtypes.ANY.DNSKEY import DNSKEY
from dns.rdtypes.ANY.RRSIG import RRSIG
from dns.rdtypes.dnskeybase import Flag
from dns.rrset import RRset

from checks.facts.names.dnssec import DnssecError
from scanner.probes.dnssec.algorithms import ALGORITHMS, WEAK_ALGORITHMS

MOST_SIGNATURES = 8  # looked at of one record set
# Tried for one signature: a key tag is hardly ever shared, except to cost time (CVE-2023-50387).
MOST_KEYS = 2
KEY_OCTETS = 1030  # RSA of 8,192 bits
DNSSEC_PROTOCOL = 3
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
INVALID = (
    dns.exception.ValidationFailure,
    dns.exception.UnsupportedAlgorithm,
    dns.exception.AlgorithmKeyMismatch,
    cryptography.exceptions.UnsupportedAlgorithm,
    cryptography.exceptions.InvalidSignature,
    ValueError,
    struct.error,
)
NEAREST_FIRST = (DnssecError.EXPIRED, DnssecError.NOT_YET_VALID, DnssecError.BAD_SIGNATURE)


@dataclass(frozen=True)
class Failed:
    """Why something is bogus."""

    error: DnssecError
    detail: str


def zone_keys(keys: Iterable[DNSKEY]) -> Iterator[DNSKEY]:
    """Those that may sign a zone's records (RFC 4034, 2.1; RFC 5011, 2.1)."""
    for key in keys:
        may_sign = key.flags & Flag.ZONE and not key.flags & Flag.REVOKE
        if may_sign and key.protocol == DNSSEC_PROTOCOL and len(key.key) <= KEY_OCTETS:
            yield key


def is_readable(key: DNSKEY) -> bool:
    """Whether its octets are a public key of its algorithm."""
    try:
        get_algorithm_cls_from_dnskey(key).public_cls.from_dnskey(key)
    except INVALID:
        return False
    return True


def verify(
    rrset: RRset, signed: Collection[RRSIG], zone: Name, keys: Collection[DNSKEY], at: float
) -> RRSIG | Failed:
    """The first signature that holds; where none does, why the one that comes nearest does not.

    ``at``: the moment, in seconds since 1970.
    """
    own = [one for one in signed if one.signer == zone and one.algorithm in ALGORITHMS]
    own.sort(key=lambda one: one.algorithm in WEAK_ALGORITHMS)
    failures = []
    for signature in own[:MOST_SIGNATURES]:
        failed = _failure(rrset, signature, zone, keys, at)
        if failed is None:
            return signature
        failures.append(failed)
    what = f"{dns.rdatatype.to_text(rrset.rdtype)} of {rrset.name}"
    if not failures:
        by = f"none of its {len(signed)} signatures is by {zone}" if signed else "it has no signature"
        return Failed(DnssecError.NO_RRSIG, f"{what}: {by}")
    nearest = min(failures, key=lambda one: _distance(one.error))
    return Failed(nearest.error, f"{what}: {nearest.detail}")


def _distance(error: DnssecError) -> int:
    return NEAREST_FIRST.index(error) if error in NEAREST_FIRST else len(NEAREST_FIRST)


def _failure(
    rrset: RRset, signature: RRSIG, zone: Name, keys: Collection[DNSKEY], at: float
) -> Failed | None:
    tag = signature.key_tag
    candidates = [
        key for key in keys if key.algorithm == signature.algorithm and dns.dnssec.key_id(key) == tag
    ]
    if not candidates:
        return Failed(DnssecError.NO_DNSKEY, f"the zone has no key {tag} (algorithm {signature.algorithm:d})")
    if signature.expiration < at:
        return Failed(
            DnssecError.EXPIRED, f"the signature of key {tag} expired at {_told(signature.expiration)}"
        )
    if signature.inception > at:
        begins = _told(signature.inception)
        return Failed(DnssecError.NOT_YET_VALID, f"the signature of key {tag} begins at {begins}")
    known = dns.rdataset.from_rdata_list(0, candidates[:MOST_KEYS])
    try:
        dns.dnssec.validate_rrsig(rrset, signature, {zone: known}, now=at)
    except INVALID:
        return Failed(DnssecError.BAD_SIGNATURE, f"the signature of key {tag} is false")
    return None


def moment(seconds: int) -> datetime:
    """A moment as a signature tells it (RFC 4034, section 3.1.5)."""
    return EPOCH + timedelta(seconds=seconds)


def _told(seconds: int) -> str:
    return f"{moment(seconds):%Y-%m-%dT%H:%M:%SZ}"
