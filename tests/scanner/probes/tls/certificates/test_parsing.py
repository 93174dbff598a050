from datetime import UTC, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.facts import Certificate, CertificateChain
from scanner.probes.tls.certificates import describing
from scanner.probes.tls.certificates.chains import judged_chains
from scanner.probes.tls.certificates.parsing import UNREADABLE, SentCertificate, load
from scanner.probes.tls.certificates.presented import PresentedChain
from tests.scanner.probes.authority import HOST, Issued, authority, leaf, now, rsa_key

ROOT = authority()
LEAF = leaf(ROOT, names=(HOST, "*.example.test", "192.0.2.1", "2001:db8::1"))


def _der(issued: Issued) -> bytes:
    return issued.certificate.public_bytes(Encoding.DER)


def _described(der: bytes) -> Certificate:
    (sent,) = load([der])
    found = describing.describe(sent)
    assert found is not None
    return found


def describe(certificate: x509.Certificate) -> Certificate:
    """What is found in a certificate that can be parsed."""
    return _described(SentCertificate.of(certificate).der)


def _chains(*sent: bytes) -> list[CertificateChain]:
    return list(judged_chains([PresentedChain(certificates=sent)], [ROOT.certificate], now()))


def test_a_good_leaf() -> None:
    """Names, dates, key, signature and alternative names come out as they went in."""
    found = describe(LEAF.certificate)
    assert found.subject == f"CN={HOST},O=Example"
    assert found.issuer == "CN=Example Root,O=Example"
    assert found.dns_names == (HOST, "*.example.test")
    assert found.ip_addresses == ("192.0.2.1", "2001:db8::1")
    assert (found.key_type, found.key_bits, found.key_curve) == ("EC", 256, "secp256r1")
    assert (found.signature_algorithm, found.signature_hash) == ("ecdsa-with-SHA256", "sha256")
    assert found.not_after - found.not_before == timedelta(days=91)
    assert found.not_before.tzinfo is UTC
    assert (found.is_ca, found.self_signed) == (False, False)
    assert int(found.serial_number, 16) == LEAF.certificate.serial_number
    assert len(found.serial_number) % 2 == 0
    assert LEAF.certificate.public_bytes(Encoding.PEM).decode() == found.pem


@pytest.mark.parametrize(
    ("purpose", "name"),
    [
        (ExtendedKeyUsageOID.SERVER_AUTH, "serverAuth"),
        (ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE, "anyExtendedKeyUsage"),
        (x509.ObjectIdentifier("1.3.6.1.4.1.311.10.3.3"), "1.3.6.1.4.1.311.10.3.3"),
    ],
)
def test_purposes_are_named_as_the_checks_know_them(purpose: x509.ObjectIdentifier, name: str) -> None:
    """What the library has no name for goes by its numbers."""
    assert describe(leaf(None, usage=purpose).certificate).extended_key_usage == (name,)


def test_an_authority() -> None:
    """A root is a CA and signed by itself; a name that equals its issuer's is not enough for that."""
    assert (describe(ROOT.certificate).is_ca, describe(ROOT.certificate).self_signed) == (True, True)
    namesake = authority(ROOT)
    assert namesake.certificate.subject == namesake.certificate.issuer
    assert not describe(namesake.certificate).self_signed


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (rsa_key(1024), ("RSA", 1024, None)),
        (rsa_key(3072), ("RSA", 3072, None)),
        (ec.generate_private_key(ec.SECP384R1()), ("EC", 384, "secp384r1")),
        (ec.generate_private_key(ec.SECP192R1()), ("EC", 192, "secp192r1")),
        (ed25519.Ed25519PrivateKey.generate(), ("Ed25519", 256, None)),
        (ed448.Ed448PrivateKey.generate(), ("Ed448", 456, None)),
    ],
)
def test_kinds_of_keys(key: Any, expected: tuple[str, int, str | None]) -> None:
    """Each kind of key is named with its size."""
    found = describe(leaf(ROOT, key=key).certificate)
    assert (found.key_type, found.key_bits, found.key_curve) == expected


def test_a_signature_without_a_hash() -> None:
    """EdDSA names no hash."""
    found = describe(leaf(None, key=ed25519.Ed25519PrivateKey.generate()).certificate)
    assert (found.signature_algorithm, found.signature_hash) == ("ed25519", None)


def test_an_unknown_key_is_named() -> None:
    """A key of a kind that nobody here knows has its object identifier for a name, and 0 bits."""
    oid_of_ec, ml_dsa = bytes.fromhex("06072a8648ce3d0201"), bytes.fromhex("06076086480165030c")
    odd = _der(LEAF).replace(oid_of_ec, ml_dsa)
    found = _described(odd)
    assert (found.key_type, found.key_bits, found.unreadable) == ("2.16.840.1.101.3.12", 0, ("key",))
    assert _chains(odd)[0].trusted is not True


def test_names_are_bounded_by_their_length() -> None:
    """Thousands of names are listed, as many as a flight holds; long ones are cut; the total is true."""
    names = [f"{number}.example.test" for number in range(2_000)]
    many = describe(leaf(ROOT, names=(*names, "10.0.0.1")).certificate)
    assert (many.dns_names, many.ip_addresses, many.names_total) == (tuple(names), ("10.0.0.1",), 2_001)
    long = describe(leaf(ROOT, names=("a" * 9_000,)).certificate)
    assert [len(name) for name in long.dns_names] == [500]
    endless = describe(
        leaf(ROOT, names=tuple(f"{'b' * 490}{number:06}" for number in range(700))).certificate
    )
    assert (len(endless.dns_names), endless.names_total, endless.pem) == (528, 700, "")


def test_an_unreadable_name_says_so() -> None:
    """A name that is no UTF-8 is reported as unreadable."""
    spoiled = _described(_der(LEAF).replace(HOST.encode(), b"\xff" * len(HOST), 1))
    assert (spoiled.subject, spoiled.unreadable) == (UNREADABLE, ("subject",))


def test_a_chain_without_a_leaf_is_empty() -> None:
    """What is no certificate is left out; when the leaf is none, nothing is known of the chain."""
    (chain,) = _chains(_der(LEAF), b"garbage", _der(ROOT))
    assert (len(chain.certificates), chain.certificates_sent, chain.arrangement) == (2, 3, ("surplus",))
    assert _chains(b"garbage", _der(ROOT)) == []


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_spoiled_certificates_never_raise(data: st.DataObject) -> None:
    """Whatever bytes of a certificate are changed, it is described or left out, and never trusted."""
    der = bytearray(_der(LEAF))
    for _ in range(data.draw(st.integers(1, 4))):
        der[data.draw(st.integers(0, len(der) - 1))] = data.draw(st.integers(0, 255))
    for made in _chains(bytes(der), _der(ROOT)):
        assert bytes(der) == _der(LEAF) or not made.trusted
        assert made.model_validate_json(made.model_dump_json()) == made
