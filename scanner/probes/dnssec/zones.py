"""Zones on the way down from a trust anchor: their keys, or why there are none to be trusted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import dns.dnssec
from dns.dnssectypes import DSDigest
from dns.name import Name
from dns.rdatatype import RdataType
from dns.rdtypes.ANY.DNSKEY import DNSKEY
from dns.rdtypes.ANY.DS import DS
from dns.rdtypes.ANY.RRSIG import RRSIG

from checks.facts.extent import DETAIL_LENGTH
from checks.facts.names.dnssec import DnssecError, ZoneSecurity
from scanner.probes.dns.records import name_text
from scanner.probes.dns.resolver import Reply
from scanner.probes.dnssec.algorithms import ALGORITHMS
from scanner.probes.dnssec.anchors import TrustAnchor
from scanner.probes.dnssec.signatures import Failed, moment, verify, zone_keys

MOST_KEYS = 32  # of one zone


@dataclass(frozen=True)
class KnownZone:
    """What the way down led to: a zone's keys, or where and why there are none to be trusted."""

    name: Name
    path: tuple[ZoneSecurity, ...]  # from the anchor to this
    keys: tuple[DNSKEY, ...] = ()

    @property
    def told(self) -> ZoneSecurity:
        """Of the zone itself."""
        return self.path[-1]


def keyed(
    known_by: TrustAnchor, reply: Reply, path: tuple[ZoneSecurity, ...], delegated: RRSIG | None, at: float
) -> KnownZone:
    """A zone whose keys are signed by one that its DS records, or its anchor, name."""
    zone = known_by.zone
    rrset = reply.answer.rrset(zone, RdataType.DNSKEY)
    published = [one for one in rrset or () if isinstance(one, DNSKEY)][:MOST_KEYS]
    entry = [key for key in zone_keys(published) if _is_named(key, known_by)]
    if rrset is None or not entry:
        return bogus(zone, path, _no_key(known_by, published))
    result = verify(rrset, reply.answer.signatures(zone, RdataType.DNSKEY), zone, entry, at)
    if isinstance(result, Failed):
        return bogus(zone, path, result)
    signed = (result,) if delegated is None else (result, delegated)
    digests = tuple(sorted({int(one.digest_type) for one in known_by.digests}))
    told = ZoneSecurity(
        zone=name_text(zone),
        state="secure",
        digests=digests,
        algorithms=(int(result.algorithm),),
        key_tags=(result.key_tag,),
        expires=_first_expiry(signed),
    )
    return KnownZone(zone, (*path, told), tuple(zone_keys(published)))


def _first_expiry(signed: Collection[RRSIG]) -> datetime | None:
    """When the first of some signatures goes out of date."""
    ends = [one.expiration for one in signed]
    return moment(min(ends)) if ends else None


def of_signatures(signed: Collection[RRSIG]) -> dict[str, object]:
    """Of the signatures that hold, as fields of a fact."""
    return {
        "algorithms": tuple(sorted({int(one.algorithm) for one in signed})),
        "key_tags": tuple(sorted({one.key_tag for one in signed})),
        "expires": _first_expiry(signed),
    }


def stronger(digests: Sequence[DS]) -> tuple[DS, ...]:
    """Where others are there too, SHA-1 is ignored (RFC 4509, section 3)."""
    return tuple(one for one in digests if one.digest_type != DSDigest.SHA1) or tuple(digests)


def _is_named(key: DNSKEY, known_by: TrustAnchor) -> bool:
    """Whether a DS record, or the anchor itself, is of this key."""
    if any((key.algorithm, key.key) == (one.algorithm, one.key) for one in known_by.keys):
        return True
    tag = dns.dnssec.key_id(key)
    return any(
        (one.key_tag, one.algorithm) == (tag, key.algorithm)
        and dns.dnssec.make_ds(known_by.zone, key, one.digest_type, validating=True).digest == one.digest
        for one in known_by.digests
    )


def _no_key(known_by: TrustAnchor, published: Sequence[DNSKEY]) -> Failed:
    wanted = [*(one.key_tag for one in known_by.digests), *(dns.dnssec.key_id(one) for one in known_by.keys)]
    has = ", ".join(str(dns.dnssec.key_id(key)) for key in published) or "none"
    listed = ", ".join(map(str, sorted(set(wanted))))
    detail = f"{known_by.zone} has keys {has}, and none of them is the one that DS {listed} names"
    if published and not list(zone_keys(published)):
        return Failed(DnssecError.NO_ZONE_KEY, detail)
    return Failed(DnssecError.NO_DNSKEY, detail)


def insecure(
    name: Name,
    path: tuple[ZoneSecurity, ...],
    detail: str,
    error: DnssecError | None,
    signed: Collection[RRSIG],
) -> KnownZone:
    """A zone to which no signatures lead, as those above prove."""
    known = {"zone": name_text(name), "state": "insecure", "error": error, "detail": detail}
    told = ZoneSecurity.model_validate({**known, **of_signatures(signed)})
    return KnownZone(name, (*path, told))


def bogus(name: Name, path: tuple[ZoneSecurity, ...], failed: Failed) -> KnownZone:
    """A zone of which something should hold, and does not."""
    detail = failed.detail[:DETAIL_LENGTH]
    told = ZoneSecurity(zone=name_text(name), state="bogus", error=failed.error, detail=detail)
    return KnownZone(name, (*path, told))


def unsupported(name: Name, path: tuple[ZoneSecurity, ...], digests: Sequence[DS]) -> KnownZone:
    """A zone that nothing known here signs is as one that is not signed (RFC 4035, 5.2)."""
    algorithms = tuple(sorted({int(one.algorithm) for one in digests}))
    kinds = tuple(sorted({int(one.digest_type) for one in digests}))
    known = any(one.algorithm in ALGORITHMS for one in digests)
    told = ZoneSecurity(
        zone=name_text(name),
        state="insecure",
        error=DnssecError.UNSUPPORTED_DIGEST if known else DnssecError.UNSUPPORTED_ALGORITHM,
        detail=f"no DS record can be verified here: algorithms {algorithms}, digests {kinds}"[:DETAIL_LENGTH],
        algorithms=algorithms,
        digests=kinds,
    )
    return KnownZone(name, (*path, told))
