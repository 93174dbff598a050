"""Which paths are believed: the purposes, constraints and keys that browsers hold them to."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID as Purpose

from checks.facts import CertificateChain
from scanner.probes.tls.certificates.chains import judged_chains
from scanner.probes.tls.certificates.presented import PresentedChain
from tests.scanner.probes.authority import DAY, Issued, authority, leaf, new_key, now, rsa_key, with_sha1

ROOT = authority()
SERVER, CLIENT, ANY = Purpose.SERVER_AUTH, Purpose.CLIENT_AUTH, Purpose.ANY_EXTENDED_KEY_USAGE


def _judged(*sent: Issued, extra: Sequence[Issued] = (ROOT,)) -> CertificateChain:
    encoded = tuple(one.certificate.public_bytes(Encoding.DER) for one in sent)
    roots = tuple(one.certificate for one in extra)
    (chain,) = judged_chains([PresentedChain(certificates=encoded)], roots, now())
    return chain


def _sha256(issued: Issued) -> str:
    return issued.certificate.fingerprint(hashes.SHA256()).hex()


def _above(made: Issued) -> tuple[Issued, ...]:
    """A certificate with its issuers, without the root."""
    return (made, *_above(made.issuer)) if made.issuer else ()


@pytest.mark.parametrize(
    ("usage", "trusted"),
    [
        (None, True),
        (SERVER, True),
        (ANY, True),
        (CLIENT, False),
        (Purpose.EMAIL_PROTECTION, False),
        (Purpose.CODE_SIGNING, False),
        (x509.ObjectIdentifier("1.3.6.1.4.1.311.20.2.2"), False),
    ],
)
@pytest.mark.parametrize("depth", [1, 2])
def test_the_purpose_of_intermediates(
    usage: x509.ObjectIdentifier | None, depth: int, *, trusted: bool
) -> None:
    """Wherever it stands, one that may not issue to servers makes the chain invalid, as browsers see it."""
    top = authority(ROOT, "Upper", usage=usage if depth == 2 else None)
    made = leaf(authority(top, "Lower", usage=usage if depth == 1 else None))
    found = _judged(*_above(made))
    assert (found.trusted, found.trust_problem) == (trusted, None if trusted else "invalid")
    assert trusted or "serverAuth" in found.trust_detail


def test_another_certificate_of_the_same_intermediate_may_serve() -> None:
    """Of two certificates of one authority the one for servers makes the path, in any order."""
    key = new_key()
    wrong, right = authority(ROOT, "Sub", key=key, usage=CLIENT), authority(ROOT, "Sub", key=key)
    made = leaf(right)
    for sent in ((made, wrong, right), (made, right, wrong)):
        assert _judged(*sent).trusted


@pytest.mark.parametrize(
    ("permitted", "excluded", "trusted"),
    [
        (["example.test"], None, True),
        (["other.test"], None, False),
        (["test"], None, True),
        (["www.example.test"], None, False),  # the wildcard stands for others as well
        (["www.example.test", "other.test"], None, False),
        (["www.example.test", "example.test"], None, True),
        (None, ["example.test"], False),
        (None, ["www.example.test"], False),
        (None, ["secret.example.test"], False),  # the wildcard stands for it
        (None, ["deep.secret.example.test"], True),
        (None, ["other.test"], True),
    ],
)
@pytest.mark.parametrize("identifiers", [True, False])
def test_wildcards_are_held_to_name_constraints(
    permitted: list[str] | None, excluded: list[str] | None, *, identifiers: bool, trusted: bool
) -> None:
    """With every name that the wildcard stands for, whichever verifier accepts the path."""
    trees = [[x509.DNSName(one) for one in names] if names else None for names in (permitted, excluded)]
    sub = authority(ROOT, "Sub", extra=(x509.NameConstraints(*trees),))
    made = leaf(sub, names=("www.example.test", "*.example.test"), key_identifiers=identifiers)
    assert _judged(*_above(made)).trusted is trusted


@pytest.mark.parametrize("curve", [ec.SECP192R1(), ec.SECP256R1()])
def test_a_root_that_no_browser_knows(curve: ec.EllipticCurve) -> None:
    """A key of a small curve makes no trust anchor."""
    root = authority(key=ec.generate_private_key(curve))
    assert _judged(leaf(root), extra=(root,)).trusted is (curve.key_size == 256)


def test_many_certificates_are_looked_through() -> None:
    """The intermediate may come in any place among 128; beyond, that not all was looked at is said."""
    sub, strangers = authority(ROOT, "Sub"), [leaf(None) for _ in range(130)]
    made = leaf(sub)
    for place in (9, 11, 48, 126):
        found = _judged(made, *strangers[:place], sub, *strangers[place:126])
        assert (found.trusted, found.certificates_sent) == (True, 128)
    beyond = _judged(made, *strangers, sub)
    assert (beyond.trusted, beyond.trust_problem, beyond.certificates_sent) == (None, "other", 132)
    assert "132" in beyond.trust_detail


def test_self_signed_by_an_old_algorithm(tmp_path: Path) -> None:
    """A SHA-1 root is its own issuer; a namesake's signature with SHA-1 makes nobody self-signed."""
    root = with_sha1(authority(key=rsa_key()), tmp_path)
    made = leaf(root)
    chain = _judged(made, root, extra=(root,))
    assert [one.self_signed for one in chain.certificates] == [False, True]
    assert chain.trusted
    namesake = with_sha1(authority(root, key=rsa_key()), tmp_path)
    assert namesake.certificate.subject == namesake.certificate.issuer
    assert not _judged(namesake).certificates[0].self_signed


def test_self_signed_beside_others() -> None:
    """A self-signed leaf is called that, whatever else is sent."""
    assert _judged(leaf(None), authority(ROOT, "Sub")).trust_problem == "self_signed"


@pytest.mark.parametrize("needless_first", [True, False])
def test_dates_that_no_path_needs_do_not_count(*, needless_first: bool) -> None:
    """An old cross-certificate beside a good one neither spoils trust nor the dates that are told."""
    old = authority(name="Old Root")
    key = new_key()
    crossed = authority(old, "Sub", key=key, begin=-9 * DAY, end=-DAY)
    good = authority(ROOT, "Sub", key=key)
    issuers = (crossed, good) if needless_first else (good, crossed)
    assert _judged(leaf(good), *issuers).trusted
    expired = _judged(leaf(good, begin=-5 * DAY, end=-DAY / 2), *issuers)
    assert expired.trust_problem == "expired"
    assert expired.verified_chain[1:] == tuple(_sha256(one) for one in (good, ROOT))


def test_a_path_whose_certificates_were_never_valid_together() -> None:
    """The path that was reached is told all the same."""
    sub = authority(ROOT, "Sub", begin=-9 * DAY, end=-8 * DAY)
    found = _judged(*_above(leaf(sub, begin=-DAY)))
    assert (found.trust_problem, found.trusted_by, len(found.verified_chain)) == ("expired", "ca-file", 3)


@pytest.mark.parametrize("key", [new_key(), rsa_key(), ed25519.Ed25519PrivateKey.generate()])
def test_a_mesh_of_authorities_with_one_way_up(key: object) -> None:
    """Cross-certificates in both directions, and of strangers, do not hide the way."""
    a, b = authority(name="A", key=key), authority(name="B")
    crossed = (authority(a, "B", key=b.key), authority(b, "A", key=key), authority(ROOT, "A", key=key))
    assert _judged(leaf(b), *crossed).trusted
    assert _judged(leaf(b), *crossed[:2]).trust_problem == "unknown_issuer"
