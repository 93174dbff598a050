"""Whether a chain is sent as it should be: complete, in order, and nothing else (RFC 5246, 7.4.2)."""

from collections.abc import Sequence

from cryptography import x509
from cryptography.exceptions import InvalidSignature

from checks.facts.tls import Arrangement, TrustProblem
from scanner.probes.tls.certificates.parsing import MALFORMED


def arrangement(
    presented: Sequence[x509.Certificate], problem: TrustProblem | None
) -> tuple[Arrangement, ...]:
    """The faults of a list of at most a few certificates, leaf first; none when it is right.

    A certificate is of use when it certifies the leaf, or another one that is of use. Cross-signed ones and
    the root may come along. ``problem`` is what verification said: it knows of a missing intermediate.
    """
    useful = _useful(presented)
    faults: list[Arrangement] = []
    if problem == "incomplete":
        faults.append("missing_intermediate")
    if len(useful) < len(presented):
        faults.append("surplus")
    if not _is_ordered([presented[place] for place in useful]):
        faults.append("misordered")
    return tuple(faults)


def _useful(presented: Sequence[x509.Certificate]) -> list[int]:
    """The places of the certificates that the leaf hangs on, in the order sent; repeated ones count once."""
    useful, unvisited = {0}, [0]
    while unvisited:
        child = presented[unvisited.pop()]
        for place, parent in enumerate(presented):
            if place not in useful and parent not in presented[:place] and certifies(parent, child):
                useful.add(place)
                unvisited.append(place)
    return sorted(useful)


def _is_ordered(chain: Sequence[x509.Certificate]) -> bool:
    """Whether each one comes after one that it certifies."""
    return all(
        any(certifies(parent, child) for child in chain[:place])
        for place, parent in enumerate(chain)
        if place > 0
    )


def certifies(parent: x509.Certificate, child: x509.Certificate) -> bool:
    """Whether the child is signed by the parent's key; by the names where that cannot be verified here.

    The library refuses SHA-1, among others: that is cert.signature's finding, not a fault of the list.
    """
    try:
        if parent.subject != child.issuer:
            return False
    except MALFORMED:
        return False
    try:
        child.verify_directly_issued_by(parent)
    except InvalidSignature:
        return False
    except MALFORMED:
        return True
    return True
