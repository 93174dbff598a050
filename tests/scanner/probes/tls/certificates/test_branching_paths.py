"""Path building among branches, as real PKIs have them: one good way among bad ones is found, in any order.

The graphs and defects are those that the BetterTLS suite tries (https://bettertls.com, "pathbuilding").
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

from checks.facts import CertificateChain, Facts
from scanner.probes.tls.certificates.chains import judged_chains
from scanner.probes.tls.certificates.presented import PresentedChain
from tests.checks import builders
from tests.scanner.probes.authority import DAY, Issued, Wanted, authority, issue, now, with_sha1

Edge = tuple[str, str]  # issuer, subject; "T" is a root that is trusted, "U" one that is not, "L" the leaf
GRAPHS: dict[str, tuple[Edge, ...]] = {
    "one way": (("T", "A"), ("A", "L")),
    "two intermediates": (("T", "A"), ("A", "B"), ("B", "L")),
    "two roots": (("T", "A"), ("U", "A"), ("A", "L")),
    "a root that was cross-signed": (("T", "R"), ("U", "R"), ("R", "A"), ("A", "L")),
    "four ways": (("T", "A"), ("T", "B"), ("A", "C"), ("B", "C"), ("C", "L")),
    "a bridge": (("T", "A"), ("A", "X"), ("X", "A"), ("X", "B"), ("B", "X"), ("U", "B"), ("B", "L")),
    "a mesh": (*itertools.permutations("ABC", 2), ("T", "A"), ("T", "C"), ("U", "B"), ("B", "L")),
    "a mesh of five": (*itertools.permutations("ABCDE", 2), ("T", "E"), ("U", "B"), ("A", "L")),
}
DEFECTS = ("expired", "constrained", "for clients", "no CA", "SHA-1")


@dataclass
class _Pki:
    folder: Path
    keys: dict[str, Issued] = field(default_factory=dict)

    def self_of(self, name: str) -> Issued:
        """The authority by itself: its name and key, with which it issues."""
        if name not in self.keys:
            self.keys[name] = authority(name=f"Authority {name}")
        return self.keys[name]

    def certificate(self, edge: Edge, defect: str | None) -> Issued:
        """What an issuer says of a subject, with a defect or without."""
        issuer, subject = self.self_of(edge[0]), edge[1]
        if subject == "L":
            return issue(issuer, Wanted())
        wanted = Wanted(
            name=f"Authority {subject}",
            key=self.self_of(subject).key,
            ca=True,
            usage=None,
            begin=-30 * DAY,
            end=900 * DAY,
        )
        made = issue(issuer, _spoiled(wanted, defect))
        return with_sha1(made, self.folder) if defect == "SHA-1" else made


def _spoiled(wanted: Wanted, defect: str | None) -> Wanted:
    if defect == "expired":
        return replace(wanted, end=-DAY)
    if defect == "constrained":
        return replace(wanted, extra=(x509.NameConstraints([x509.DNSName("other.test")], None),))
    if defect == "for clients":
        return replace(wanted, usage=ExtendedKeyUsageOID.CLIENT_AUTH)
    return replace(wanted, ca=False, names=()) if defect == "no CA" else wanted


def _has_way(edges: set[Edge]) -> bool:
    """Whether the leaf hangs on the trusted root by these edges."""
    reached = {"T"}
    while more := {subject for issuer, subject in edges if issuer in reached} - reached:
        reached |= more
    return "L" in reached


def _bad_edges(graph: str) -> Iterator[tuple[Edge, ...]]:
    """None, each one, and all but one of those between the root and the authorities."""
    inner = [edge for edge in GRAPHS[graph] if edge[1] != "L"]
    yield ()
    yield from ((edge,) for edge in inner)
    yield tuple(edge for edge in inner if edge[0] not in "TU")


def _judged(
    folder: Path, graph: str, bad: tuple[Edge, ...], defect: str, *, reverse: bool
) -> CertificateChain:
    pki = _Pki(folder)
    made = {edge: pki.certificate(edge, defect if edge in bad else None) for edge in GRAPHS[graph]}
    (leaf,) = (one for edge, one in made.items() if edge[1] == "L")
    others = [one for edge, one in made.items() if edge[1] != "L"]
    sent = [leaf, *(reversed(others) if reverse else others)]
    encoded = tuple(one.certificate.public_bytes(Encoding.DER) for one in sent)
    roots = (pki.self_of("T").certificate,)
    (chain,) = judged_chains([PresentedChain(certificates=encoded)], roots, now())
    return chain


def _facts(chain: CertificateChain) -> Facts:
    target = builders.facts().target.model_copy(update={"observed_at": now()})
    return builders.facts(target=target, tls=builders.tls(chains=(chain,)))


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("defect", DEFECTS)
@pytest.mark.parametrize("graph", GRAPHS)
def test_the_good_way_is_found(graph: str, defect: str, tmp_path: Path, *, reverse: bool) -> None:
    """Trusted, and free of findings about signatures, exactly where a way without defects is left."""
    for bad in itertools.islice(_bad_edges(graph), 8):
        chain = _judged(tmp_path, graph, bad, defect, reverse=reverse)
        verdicts = [builders.verdict(check, _facts(chain)) for check in ("cert.trusted", "cert.signature")]
        expected = _has_way(set(GRAPHS[graph]) - set(bad))
        assert all(one.outcome == "pass" for one in verdicts) == expected, (bad, chain.trust_detail)
