"""The paths from a leaf to a trust store, the most hopeful first, in bounded work.

A path never returns to a name and key that it has passed, and the steps of the search are counted.
"""

import heapq
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count

from cryptography import x509

from scanner.probes.tls.certificates.issuer_links import IssuerLinks, key_of
from scanner.probes.tls.certificates.parsing import attempt, extension, is_ca, serves
from scanner.probes.tls.certificates.roots import Roots

PATHS = 100  # a full mesh of five authorities has 65
STEPS = 2_000
DEPTH = 10  # certificates without the root
BROKEN_HASHES = {"md5", "sha1"}

Path = tuple[x509.Certificate, ...]  # leaf first, without the root


def paths(links: IssuerLinks, store: Roots, moment: datetime) -> Iterator[Path]:
    """The paths to a root of the store: those with the fewest defects first, then the shortest."""
    is_anchored = _anchored(links, store)
    defects = [0, *(_defects(one, moment) for one in links.certificates[1:])]
    to_root = _defects_to_root(links, is_anchored, defects)
    found, steps, order = 0, 0, count(1)
    heap: list[tuple[int, int, int, tuple[int, ...]]] = [(0, 1, 0, (0,))] if 0 in to_root else []
    while heap and found < PATHS and steps < STEPS:
        worst, length, _, path = heapq.heappop(heap)
        steps += 1
        if is_anchored(path[-1]):
            found += 1
            yield tuple(links.certificates[place] for place in path)
        passed = worst - to_root[path[-1]]
        for place in links.parents(path[-1]) if length < DEPTH else ():
            if place in to_root and not _returns(links, path, place):
                worst = passed + defects[place] + to_root[place]
                heapq.heappush(heap, (worst, length + 1, next(order), (*path, place)))


def _returns(links: IssuerLinks, path: tuple[int, ...], place: int) -> bool:
    """Whether a path has been at this name and key."""
    entity = links.subjects[place], links.keys[place]
    return any((links.subjects[passed], links.keys[passed]) == entity for passed in path)


def _defects_to_root(
    links: IssuerLinks, is_anchored: Callable[[int], bool], defects: list[int]
) -> dict[int, int]:
    """The least defects on the way to a root, from the leaf and each place above it that has a way."""
    above, unvisited = {0: tuple(links.parents(0))}, [0]
    while unvisited:
        for parent in above[unvisited.pop()]:
            if parent not in above:
                above[parent] = tuple(links.parents(parent))
                unvisited.append(parent)
    least = {place: 0 for place in above if is_anchored(place)}
    for _ in above:  # each round settles one more certificate of the longest way
        for place, parents in above.items():
            ways = [defects[parent] + least[parent] for parent in parents if parent in least]
            if ways and min(ways) < least.get(place, min(ways) + 1):
                least[place] = min(ways)
    return least


def _anchored(links: IssuerLinks, store: Roots) -> Callable[[int], bool]:
    """Whether a root of the store has signed a certificate, or is the same authority."""
    known: dict[int, bool] = {}

    def is_anchored(place: int) -> bool:
        if place not in known:
            known[place] = _is_anchored(links, store, place)
        return known[place]

    return is_anchored


def _is_anchored(links: IssuerLinks, store: Roots, place: int) -> bool:
    certificate, issuer, subject = links.certificates[place], links.issuers[place], links.subjects[place]
    same = store.by_name.get(subject, ()) if subject else ()
    signers = store.by_name.get(issuer, ()) if issuer else ()
    return any(key_of(root) == links.keys[place] for root in same) or any(
        links.is_signed_by(certificate, root) for root in signers
    )


def _defects(issuer: x509.Certificate, moment: datetime) -> int:
    """How much speaks against an issuer, so that paths without it are tried first."""
    usage = extension(issuer, x509.KeyUsage)
    digest = attempt(lambda: issuer.signature_hash_algorithm, None)
    dates = attempt(lambda: (issuer.not_valid_before_utc, issuer.not_valid_after_utc), None)
    return sum(
        (
            dates is None or not dates[0] <= moment <= dates[1],
            not is_ca(issuer),
            usage is not None and not usage.key_cert_sign,
            not serves(extension(issuer, x509.ExtendedKeyUsage)),
            digest is not None and digest.name in BROKEN_HASHES,
        )
    )
