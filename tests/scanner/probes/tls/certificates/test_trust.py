import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, SignatureAlgorithmOID

from checks.facts import CertificateChain
from scanner.errors import ScannerError
from scanner.probes.tls.certificates import roots, trust
from scanner.probes.tls.certificates.chains import judged_chains
from scanner.probes.tls.certificates.issuer_links import IssuerLinks
from scanner.probes.tls.certificates.parsing import SentCertificate
from scanner.probes.tls.certificates.presented import PresentedChain
from scanner.probes.tls.certificates.trust import Trust
from tests.scanner.probes.authority import DAY, Issued, authority, leaf, now, rsa_key, with_sha1

ROOT = authority()
SUB = authority(ROOT, "Example Sub CA")
OTHER = authority(name="Somebody Else", organization="Somebody Else")


def _verify(*presented: x509.Certificate, extra: Sequence[Issued] = (ROOT,)) -> Trust:
    return _verified(presented, [one.certificate for one in extra])


def _verified(presented: Sequence[x509.Certificate], extra: Sequence[x509.Certificate]) -> Trust:
    sent = [SentCertificate.of(certificate) for certificate in presented]
    return trust.verify(sent, IssuerLinks(presented), extra, now())


def _chain(presented: Sequence[x509.Certificate], extra: Sequence[x509.Certificate]) -> CertificateChain:
    sent = PresentedChain(certificates=tuple(one.public_bytes(Encoding.DER) for one in presented))
    (chain,) = judged_chains([sent], extra, now())
    return chain


def _sha256(*certificates: x509.Certificate) -> tuple[str, ...]:
    return tuple(one.fingerprint(hashes.SHA256()).hex() for one in certificates)


def test_a_good_chain_is_trusted() -> None:
    """Leaf and intermediate lead to the root of the CA file; the whole path is told."""
    made = leaf(SUB)
    found = _verify(*made.chain)
    path = _sha256(made.certificate, SUB.certificate, ROOT.certificate)
    assert found == Trust(trusted=True, trusted_by="ca-file", verified_chain=path)


def test_order_does_not_matter_to_trust() -> None:
    """Intermediates after the root, or among strangers, still make a path: cert.chain judges the order."""
    made = leaf(SUB)
    strangers = (ROOT.certificate, OTHER.certificate, SUB.certificate)
    assert _verify(made.certificate, *strangers).trusted


def test_without_the_root_nothing_is_trusted() -> None:
    """The same chain under Mozilla's roots alone has an unknown issuer, whether or not the root is sent."""
    made = leaf(authority(OTHER, "Sub", organization="Somebody Else"))
    for presented in (made.chain, (*made.chain, made.root)):
        found = _verify(*presented, extra=())
        assert (found.trusted, found.problem, found.verified_chain) == (False, "unknown_issuer", ())


def test_the_unknown_issuer_is_named() -> None:
    """The detail names the issuer that no store and no presented certificate has."""
    assert "CN=Somebody Else" in _verify(leaf(OTHER).certificate).detail


def test_self_signed() -> None:
    """A leaf signed with its own key, expired or not, is self-signed; in the CA file it is trusted."""
    fresh, old = leaf(None), leaf(None, begin=-9 * DAY, end=-DAY)
    assert _verify(fresh.certificate).problem == "self_signed"
    assert _verify(old.certificate).problem == "self_signed"
    assert _verify(fresh.certificate, extra=(fresh,)).trusted_by == "ca-file"


def test_expired_under_a_trusted_root() -> None:
    """An expired leaf of a trusted CA is expired, not unknown; the path that held is told."""
    made = leaf(SUB, begin=-9 * DAY, end=-DAY)
    found = _verify(*made.chain)
    assert (found.trusted, found.problem, found.trusted_by) == (False, "expired", "ca-file")
    assert found.verified_chain == _sha256(*made.chain, ROOT.certificate)


def test_expired_under_an_unknown_root() -> None:
    """An expired leaf of an unknown CA keeps the graver trouble: its issuer is unknown."""
    assert _verify(*leaf(OTHER, begin=-9 * DAY, end=-DAY).chain).problem == "unknown_issuer"


def test_expired_intermediate() -> None:
    """A leaf in its time under an expired intermediate is not trusted for its dates."""
    made = leaf(authority(ROOT, "Old Sub", begin=-9 * DAY, end=-DAY))
    assert _verify(*made.chain).problem == "expired"


def test_not_yet_valid() -> None:
    """A certificate of tomorrow is told apart from one of yesterday."""
    found = _verify(*leaf(SUB, begin=DAY).chain)
    assert (found.trusted, found.problem, found.trusted_by) == (False, "not_yet_valid", "ca-file")


def test_missing_intermediate() -> None:
    """The intermediate of a trusted organization was not sent: incomplete, and the detail names it."""
    found = _verify(leaf(SUB).certificate)
    assert (found.trusted, found.problem) == (False, "incomplete")
    assert "CN=Example Sub CA" in found.detail


def test_missing_intermediate_by_key_identifier() -> None:
    """Without an organization, the authority key identifier may name the trusted root above the gap."""
    sub = authority(ROOT, "Nameless Sub", organization=None)
    root = x509.DirectoryName(ROOT.certificate.subject)
    identifier = x509.AuthorityKeyIdentifier(None, [root], ROOT.certificate.serial_number)
    made = leaf(sub, key_identifiers=False, extra=(identifier,))
    assert _verify(made.certificate).problem == "incomplete"


def test_an_impostor_is_no_gap() -> None:
    """A CA that bears the trusted root's name, but not its key, is unknown or invalid, never incomplete."""
    impostor = authority()
    assert _verify(leaf(impostor).certificate).problem == "unknown_issuer"
    assert _verify(leaf(impostor, key_identifiers=False).certificate).problem == "invalid"


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"key": rsa_key(1024)}, id="1024-bit RSA"),
        pytest.param({"key_identifiers": False}, id="no key identifiers"),
        pytest.param({"names": ()}, id="no subjectAltName"),
        pytest.param({"usage": None}, id="no extended key usage"),
        pytest.param({"key": ed25519.Ed25519PrivateKey.generate()}, id="Ed25519"),
        pytest.param({"end": 4000 * DAY}, id="ten years"),
    ],
)
def test_unusual_is_not_untrusted(changes: dict[str, object]) -> None:
    """Weak or unusual leaves of a trusted CA are trusted: other checks judge keys, names and signatures."""
    rsa = authority(key=rsa_key())
    made = leaf(authority(rsa, "RSA Sub", key=rsa_key()), **changes)
    assert _verify(*made.chain, extra=(rsa,)).trusted is True


def test_sha1_signature(tmp_path: Path) -> None:
    """A leaf signed with SHA-1 by a trusted CA is trusted."""
    made = with_sha1(leaf(SUB), tmp_path)
    assert made.certificate.signature_algorithm_oid == SignatureAlgorithmOID.ECDSA_WITH_SHA1
    assert _verify(*made.chain).trusted_by == "ca-file"


def test_weak_authority(tmp_path: Path) -> None:
    """A whole chain of 1024-bit keys and SHA-1 signatures is trusted once its root is in the CA file."""
    root = with_sha1(authority(key=rsa_key(1024)), tmp_path)
    made = with_sha1(leaf(root, key=rsa_key(1024)), tmp_path)
    assert _verify(*made.chain, extra=(root,)).trusted_by == "ca-file"


def test_wrong_purpose() -> None:
    """A client's certificate does not stand for a server, although its path is good."""
    found = _verify(*leaf(SUB, usage=ExtendedKeyUsageOID.CLIENT_AUTH).chain)
    assert (found.trusted, found.problem) == (False, "invalid")
    assert "serverAuth" in found.detail


def test_issued_by_a_leaf() -> None:
    """A leaf that signs another leaf is no CA."""
    found = _verify(*leaf(leaf(SUB, name="no.ca.test")).chain)
    assert (found.trusted, found.problem) == (False, "invalid")


def test_an_anchor_need_not_be_a_root() -> None:
    """An intermediate in the CA file is trusted as it stands."""
    assert _verify(leaf(SUB).certificate, extra=(SUB,)).trusted_by == "ca-file"


def test_chains_are_bounded() -> None:
    """Of a chain of 150 certificates 128 are kept, and the true number is told."""
    made = leaf(SUB)
    many = (*made.chain, *(leaf(None).certificate for _ in range(148)))
    found = _chain(many, [ROOT.certificate])
    assert found.trusted
    assert (len(found.certificates), found.certificates_sent) == (128, 150)


def test_names_stay_bounded_in_details() -> None:
    """A very long issuer name does not make a long detail."""
    made = leaf(authority(name="x" * 64, organization="y" * 60))
    long = replace(_verify(made.certificate), detail="z" * 5_000)
    assert len(long.detail) > len(_chain(made.chain, ()).trust_detail) <= 300


def test_a_ca_file_is_read(tmp_path: Path) -> None:
    """A PEM file gives its certificates; no file, or no certificate in it, is one clear error."""
    file, key = ROOT.write(tmp_path, "root")
    assert roots.from_file(file) == (ROOT.certificate,)
    for wrong in (tmp_path / "none.pem", key, tmp_path):
        with pytest.raises(ScannerError, match=wrong.name):
            roots.from_file(wrong)


def test_certificates_of_the_openssl_command(tmp_path: Path) -> None:
    """A private CA and a leaf as administrators make them, bare of extensions, are trusted by the CA file."""
    assert shutil.which("openssl")
    run = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30"]
    subprocess.run(
        [*run, "-subj", "/O=Sở/CN=Cũ", "-utf8", "-keyout", "ca.key", "-out", "ca.pem"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    subprocess.run(
        [
            "openssl",
            "req",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-subj",
            "/CN=www.example.test",
            "-keyout",
            "leaf.key",
            "-out",
            "leaf.csr",
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    subprocess.run(
        [
            "openssl",
            "x509",
            "-req",
            "-in",
            "leaf.csr",
            "-CA",
            "ca.pem",
            "-CAkey",
            "ca.key",
            "-CAcreateserial",
            "-days",
            "9",
            "-out",
            "leaf.pem",
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    extra = roots.from_file(tmp_path / "ca.pem")
    (made,) = roots.from_file(tmp_path / "leaf.pem")
    assert _verified([made], extra).trusted_by == "ca-file"
    assert _verified([made], []).problem == "unknown_issuer"
