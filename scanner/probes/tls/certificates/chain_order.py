"""Whether a chain is sent as it should be: complete, in order, and nothing else (RFC 5246, 7.4.2)."""

from collections.abc import Sequence

from checks.facts.tls import Arrangement, TrustProblem
from scanner.probes.tls.certificates.issuer_links import IssuerLinks


def arrangement(
    links: IssuerLinks, problem: TrustProblem | None, passed_over: int = 0
) -> tuple[Arrangement, ...] | None:
    """The faults of a list, leaf first; none when it is right. None: it is too large to tell.

    A certificate is of use when it certifies the leaf, or another one that is of use. Cross-signed ones and
    the root may come along. ``problem`` is what verification said: it knows of a missing intermediate.
    ``passed_over``: certificates sent that are unreadable or too many to be looked at.
    """
    useful = _useful(links)
    faults: list[Arrangement] = []
    if problem == "incomplete":
        faults.append("missing_intermediate")
    if passed_over or len(useful) < len(links.certificates):
        faults.append("surplus")
    if not _is_ordered(links, useful):
        faults.append("misordered")
    return None if links.is_exhausted else tuple(faults)


def _useful(links: IssuerLinks) -> list[int]:
    """The places of the certificates that the leaf hangs on, in the order sent; repeated ones count once."""
    useful, unvisited = {0}, [0]
    while unvisited:
        for parent in links.parents(unvisited.pop()):
            if parent not in useful and links.certificates[parent] not in links.certificates[:parent]:
                useful.add(parent)
                unvisited.append(parent)
    return sorted(useful)


def _is_ordered(links: IssuerLinks, places: Sequence[int]) -> bool:
    """Whether each one comes after one that it certifies."""
    return all(
        any(links.certifies(parent, child) for child in places if child < parent)
        for parent in places
        if parent > 0
    )
