"""Which certificates a chain relies on, as far as dates go: those of the path, with its root."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from checks.facts import Certificate, CertificateChain

Position = Literal["leaf", "intermediate", "root"]


@dataclass(frozen=True)
class Place:
    """A certificate and where on the path it stands."""

    certificate: Certificate
    position: Position


def on_path(chain: CertificateChain, now: datetime) -> list[Place]:
    """The path, leaf first: the one that was verified, also for another time; else the one that names tell.

    A certificate sent along that is not on it, such as a needless cross-sign, is no part of it.
    """
    path = _verified(chain) or list(_named(chain, now))
    if chain.anchor and chain.anchor.sha256 not in {certificate.sha256 for certificate in path}:
        path.append(chain.anchor)
    return _placed(path)


def as_sent(chain: CertificateChain) -> list[Place]:
    """Every certificate that was sent, for chains whose path cannot be told."""
    return _placed(chain.certificates)


def beside(chain: CertificateChain, now: datetime) -> list[Certificate]:
    """Certificates that were sent, are out of date, and do not matter."""
    needed = {place.certificate.sha256 for place in on_path(chain, now)}
    return [one for one in chain.certificates if one.sha256 not in needed and one.not_after < now]


def _verified(chain: CertificateChain) -> list[Certificate]:
    by_digest = {one.sha256: one for one in (*chain.certificates, *filter(None, (chain.anchor,)))}
    if not chain.verified_chain and chain.trusted:
        return [chain.certificates[0]]
    return [by_digest[sha256] for sha256 in chain.verified_chain if sha256 in by_digest]


def _named(chain: CertificateChain, now: datetime) -> Iterator[Certificate]:
    """From the leaf upwards by the names; of several issuers of one name the one that is valid now."""
    leaf, *others = chain.certificates
    yield leaf
    current = leaf
    while current.issuer != current.subject and not _is_anchored(current, chain):
        issuers = [one for one in others if one.subject == current.issuer]
        if not issuers:
            return
        current = next((one for one in issuers if one.not_before <= now <= one.not_after), issuers[0])
        others = [one for one in others if one.subject != current.subject]
        yield current


def _is_anchored(certificate: Certificate, chain: CertificateChain) -> bool:
    return chain.anchor is not None and certificate.issuer == chain.anchor.subject


def _placed(certificates: Sequence[Certificate]) -> list[Place]:
    return [Place(one, _position(number, one)) for number, one in enumerate(certificates)]


def _position(number: int, certificate: Certificate) -> Position:
    if number == 0:
        return "leaf"
    return "root" if certificate.self_signed else "intermediate"
