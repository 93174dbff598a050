"""The certificates that a mail server shows, with what DANE compares (RFC 6698, 2.1)."""

import hashlib
from collections.abc import Iterable, Sequence

from checks.facts.names.mail_servers import ShownCertificate
from scanner.probes.mail_meeting import SentChain
from scanner.probes.tls.certificates.describing import describe
from scanner.probes.tls.certificates.issuer_links import IssuerLinks, key_of
from scanner.probes.tls.certificates.parsing import SentCertificate, is_ca, load, quietly

CHAIN_LENGTH = 16  # certificates looked at; real chains have four


def shown_chains(
    chains: Iterable[SentChain], unsent: Sequence[bytes] = ()
) -> tuple[tuple[ShownCertificate, ...], ...]:
    """Each chain as it was sent, the leaf first, without what is no certificate.

    ``unsent``: certificates of trust anchors that DNS has whole, which go on where the chain ends.
    """
    with quietly():
        sent = (one[:CHAIN_LENGTH] for one in chains)
        return tuple(found for one in sent if (found := _shown(one, unsent)))


def _shown(sent: Sequence[bytes], unsent: Sequence[bytes]) -> tuple[ShownCertificate, ...]:
    """Nothing where the leaf itself is unreadable."""
    known = load((*sent, *(one for one in unsent[:CHAIN_LENGTH] if one not in sent)))
    if not sent or describe(known[0]) is None:
        return ()
    read = [one for one in known if describe(one) is not None]
    places = [place for place, one in enumerate(read) if one.parsed is not None]
    links = IssuerLinks([one.parsed for one in read if one.parsed is not None])
    return tuple(
        _certificate(one, _certified(place, places, links), is_sent=one.der in sent)
        for place, one in enumerate(read)
    )


def _certified(place: int, places: Sequence[int], links: IssuerLinks) -> tuple[int, ...]:
    if place not in places or not is_ca(links.certificates[places.index(place)]):
        return ()
    parent = places.index(place)
    return tuple(
        child for number, child in enumerate(places) if number != parent and links.certifies(parent, number)
    )


def _certificate(one: SentCertificate, certifies: tuple[int, ...], *, is_sent: bool) -> ShownCertificate:
    told = describe(one)
    assert told is not None  # noqa: S101 - those that are none were left out
    key = None if one.parsed is None else key_of(one.parsed)
    return ShownCertificate(
        subject=told.subject,
        not_before=told.not_before,
        not_after=told.not_after,
        dns_names=told.dns_names,
        sha256=hashlib.sha256(one.der).hexdigest(),
        sha512=hashlib.sha512(one.der).hexdigest(),
        key_sha256=None if key is None else hashlib.sha256(key).hexdigest(),
        key_sha512=None if key is None else hashlib.sha512(key).hexdigest(),
        certifies=certifies,
        is_sent=is_sent,
    )
