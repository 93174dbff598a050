"""The certificates that a mail server shows, with what DANE compares (RFC 6698, 2.1)."""

import hashlib
from collections.abc import Iterable, Sequence

from checks.facts.names.mail_servers import ShownCertificate
from scanner.probes.tls.certificates.describing import describe
from scanner.probes.tls.certificates.issuer_links import IssuerLinks, key_of
from scanner.probes.tls.certificates.parsing import SentCertificate, is_ca, load, quietly
from scanner.probes.tls.certificates.presented import PresentedChain

CHAIN_LENGTH = 16  # certificates looked at; real chains have four


def shown_chains(chains: Iterable[PresentedChain]) -> tuple[tuple[ShownCertificate, ...], ...]:
    """Each chain as it was sent, the leaf first, without what is no certificate."""
    with quietly():
        return tuple(found for one in chains if (found := _shown(load(one.certificates[:CHAIN_LENGTH]))))


def _shown(sent: Sequence[SentCertificate]) -> tuple[ShownCertificate, ...]:
    """Nothing where the leaf itself is unreadable."""
    if not sent or describe(sent[0]) is None:
        return ()
    read = [one for one in sent if describe(one) is not None]
    places = [place for place, one in enumerate(read) if one.parsed is not None]
    links = IssuerLinks([one.parsed for one in read if one.parsed is not None])
    return tuple(_certificate(one, _certified(place, places, links)) for place, one in enumerate(read))


def _certified(place: int, places: Sequence[int], links: IssuerLinks) -> tuple[int, ...]:
    if place not in places or not is_ca(links.certificates[places.index(place)]):
        return ()
    parent = places.index(place)
    return tuple(
        child for number, child in enumerate(places) if number != parent and links.certifies(parent, number)
    )


def _certificate(one: SentCertificate, certifies: tuple[int, ...]) -> ShownCertificate:
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
    )
