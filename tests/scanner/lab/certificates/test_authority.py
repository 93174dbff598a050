"""The certificates: the good ones hold before a strict verifier, each bad one has its own defect."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from scanner.lab.certificates.authority import Authority, Leaf
from scanner.lab.estate.host import CertificateKind as Kind
from scanner.lab.estate.host import LabHost
from scanner.lab.estate.hosts import HOSTS

NOW = datetime(2026, 6, 1, tzinfo=UTC)
BY_KIND = {host.certificate: host for host in HOSTS}


@pytest.fixture(scope="module")
def authority() -> Authority:
    """An authority dated NOW."""
    return Authority(NOW)


def verify(authority: Authority, host: LabHost, at: datetime = NOW) -> Leaf:
    """Raises when the CA/Browser Forum's profile, the dates, the name or the path is not kept."""
    leaf = authority.leaf(host)
    store = Store([authority.root.certificate])
    verifier = PolicyBuilder().store(store).time(at).build_server_verifier(x509.DNSName(host.host))
    verifier.verify(leaf.certificate, list(leaf.above))
    return leaf


@pytest.mark.parametrize("kind", [Kind.EC, Kind.RSA, Kind.EXPIRING])
def test_good_certificates_lead_to_the_root(authority: Authority, kind: Kind) -> None:
    """A strict verifier takes them."""
    verify(authority, BY_KIND[kind])


@pytest.mark.parametrize(
    "kind",
    [Kind.EXPIRED, Kind.SELF_SIGNED, Kind.WRONG_NAME, Kind.UNKNOWN_CA, Kind.SHA1],
)
def test_bad_certificates_are_refused(authority: Authority, kind: Kind) -> None:
    """A strict verifier takes none of them. The size of a leaf's key is not its business."""
    with pytest.raises(VerificationError):
        verify(authority, BY_KIND[kind])


def test_an_expired_certificate_was_good_in_its_time(authority: Authority) -> None:
    """Its date is all that is wrong."""
    verify(authority, BY_KIND[Kind.EXPIRED], NOW - timedelta(days=6))


def test_an_expiring_certificate_has_ten_days_left(authority: Authority) -> None:
    """Within every notice that a check may want, and not over."""
    leaf = authority.leaf(BY_KIND[Kind.EXPIRING]).certificate
    assert leaf.not_valid_after_utc - NOW == timedelta(days=10)


def test_no_certificate_lives_longer_than_will_be_allowed(authority: Authority) -> None:
    """47 days is the limit from 15/03/2029 on."""
    leaves = [authority.leaf(host).certificate for host in HOSTS]
    assert max(leaf.not_valid_after_utc - leaf.not_valid_before_utc for leaf in leaves) <= timedelta(days=47)


def test_the_keys_are_what_they_are_called(authority: Authority) -> None:
    """P-256, but for the RSA ones."""
    keys = {kind: authority.leaf(host).certificate.public_key() for kind, host in BY_KIND.items()}
    sizes = {kind: key.key_size for kind, key in keys.items() if isinstance(key, rsa.RSAPublicKey)}
    assert sizes == {Kind.RSA: 2048, Kind.WEAK_KEY: 1024}
    curves = {key.curve.name for key in keys.values() if isinstance(key, ec.EllipticCurvePublicKey)}
    assert curves == {"secp256r1"}


def test_the_sha1_signature_is_a_true_one(authority: Authority) -> None:
    """Named SHA-1 inside and outside, and its issuer's key confirms it: the hash is all that is wrong."""
    leaf = authority.leaf(BY_KIND[Kind.SHA1])
    algorithm, key = leaf.certificate.signature_hash_algorithm, leaf.above[0].public_key()
    assert algorithm is not None
    assert algorithm.name == "sha1"
    assert isinstance(key, rsa.RSAPublicKey)
    key.verify(
        leaf.certificate.signature, leaf.certificate.tbs_certificate_bytes, padding.PKCS1v15(), algorithm
    )


def test_two_authorities_share_no_root() -> None:
    """Each run makes its own, so that trusting one lab trusts no other."""
    first, second = Authority(NOW), Authority(NOW)
    assert first.root.certificate != second.root.certificate
