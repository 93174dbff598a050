"""DANE for mail between servers (RFC 7672): which TLSA records count, and what they say of a chain."""

import hashlib
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from enum import StrEnum

from checks.facts import Absent, MailServerFacts, NotTested
from checks.facts.names.mail_servers import MailHost, MailServer, ShownCertificate, TlsaRecord

TRUST_ANCHOR, DOMAIN_ISSUED = 2, 3  # RFC 7672, 3.1.3: the usages 0 and 1 mean nothing between mail servers
WHOLE, SHA_256, SHA_512 = 0, 1, 2
HEX_LENGTHS = {SHA_256: 64, SHA_512: 128}


class DaneState(StrEnum):
    """How the keys that DNS tells of a mail server stand to what it shows."""

    GOOD = "good"
    MISMATCH = "mismatch"
    EXPIRED = "expired"  # on the way up to the trust anchor
    OTHER_NAME = "other_name"  # the certificate below the trust anchor is for others
    NO_STARTTLS = "no_starttls"
    BOGUS = "bogus"  # the signatures of the records are wrong
    UNUSABLE = "unusable"  # no record has parameters that a mail server may use
    NONE = "none"  # the zone is signed, and has no record
    UNSIGNED = "unsigned"
    UNSEEN = "unseen"  # the server did not tell
    UNKNOWN = "unknown"  # DNS did not


WORST_FIRST = (
    DaneState.NO_STARTTLS,
    DaneState.MISMATCH,
    DaneState.OTHER_NAME,
    DaneState.EXPIRED,
    DaneState.UNSEEN,
    DaneState.GOOD,
)
WRONG = {
    DaneState.BOGUS,
    DaneState.NO_STARTTLS,
    DaneState.MISMATCH,
    DaneState.OTHER_NAME,
    DaneState.EXPIRED,
}


def state_of(seen: MailServerFacts, host: MailHost, at: datetime) -> DaneState:
    """The worst that a sender may meet at one name in the MX records, at a moment."""
    told = host.tlsa
    if told.failure is not None:
        return DaneState.UNKNOWN
    if told.state != "secure":
        return DaneState.BOGUS if told.state == "bogus" else DaneState.UNSIGNED
    if not told.records:
        return DaneState.NONE
    usable = [one for one in told.records if is_usable(one)]
    if not usable:
        return DaneState.UNUSABLE
    names = {told.name or host.name, host.name, seen.domain}
    found = [_at_server(one, host, usable, names, at) for one in seen.servers_of(host) if one.port == "open"]
    return min(found, key=WORST_FIRST.index, default=DaneState.UNSEEN)


def is_usable(record: TlsaRecord) -> bool:
    """Whether a sender can do something with it (RFC 7671, 4 and RFC 7672, 3.1)."""
    if record.usage not in (TRUST_ANCHOR, DOMAIN_ISSUED) or record.selector not in (0, 1):
        return False
    if record.matching == WHOLE:
        return bool(record.data)
    return len(record.data) == HEX_LENGTHS.get(record.matching)


def _at_server(
    server: MailServer, host: MailHost, records: Sequence[TlsaRecord], names: Collection[str], at: datetime
) -> DaneState:
    if isinstance(server.tls, NotTested):
        return DaneState.UNSEEN
    if isinstance(server.tls, Absent):
        return DaneState.NO_STARTTLS
    own = next((one for one in server.by_name if one.name == host.name), None)
    chains = server.tls.chains if own is None else own.chains
    found = [of_chain(records, chain, names, at) for chain in chains]
    worst = min(found, key=WORST_FIRST.index, default=DaneState.UNSEEN)
    is_own = own is not None or server.asked_as == host.name
    # By another name it may have shown another certificate.
    return DaneState.UNSEEN if worst in WRONG and not is_own else worst


def of_chain(
    records: Sequence[TlsaRecord], chain: Sequence[ShownCertificate], names: Collection[str], at: datetime
) -> DaneState:
    """What usable records say of one chain, the leaf first: one that holds is enough.

    Of a DANE-EE record neither dates nor names matter (RFC 7671, 5.1); below a DANE-TA one both do (5.2).
    A trust anchor that is whole in the record need not be sent along: it stands at the end of the chain. Its
    key alone, without a certificate, is not looked for there.
    """
    leaf, issued = chain[0], [one for one in records if one.usage == DOMAIN_ISSUED]
    if any(_is_of(record, leaf) for record in issued):
        return DaneState.GOOD
    anchoring = [one for one in records if one.usage == TRUST_ANCHOR]
    anchors = {place for place, one in enumerate(chain) if place and any(_is_of(r, one) for r in anchoring)}
    if not anchors & _above(chain, lambda _: True):
        whole = [one for one in anchoring if one.matching == WHOLE]
        known = all(any(_is_of(record, one) for one in chain) for record in whole)
        return DaneState.MISMATCH if known else DaneState.UNSEEN
    if not anchors & _above(chain, lambda one: one.not_before <= at <= one.not_after):
        return DaneState.EXPIRED
    return DaneState.GOOD if any(_is_for(leaf, name) for name in names) else DaneState.OTHER_NAME


def _above(chain: Sequence[ShownCertificate], is_good: Callable[[ShownCertificate], bool]) -> set[int]:
    """The places of all that certify the leaf, one through the other, as far as each is good."""
    reached, following = set[int](), [0] if is_good(chain[0]) else []
    while following:
        child = following.pop()
        parents = {place for place, one in enumerate(chain) if child in one.certifies and is_good(one)}
        following += parents - reached
        reached |= parents
    return reached


def _is_of(record: TlsaRecord, certificate: ShownCertificate) -> bool:
    of_key = record.selector == 1
    if record.matching == SHA_512:
        return record.data == (certificate.key_sha512 if of_key else certificate.sha512)
    data = record.data
    if record.matching == WHOLE:
        data = hashlib.sha256(bytes.fromhex(data)).hexdigest()
    return data == (certificate.key_sha256 if of_key else certificate.sha256)


def _is_for(leaf: ShownCertificate, name: str) -> bool:
    """By its names alone, where a wildcard stands for the whole left-most label (RFC 7672, 3.2.3)."""
    listed = {one.lower() for one in leaf.dns_names}
    _, _, parent = name.partition(".")
    return name in listed or ("." in parent and f"*.{parent}" in listed)
