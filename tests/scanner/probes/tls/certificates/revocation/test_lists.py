"""Revocation lists, good and bad. Each is published when its test runs, however late that is."""

from collections.abc import Callable

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st

from checks.facts import Revocation
from scanner.probes.tls.certificates.revocation import crl as lists
from scanner.probes.tls.certificates.revocation.unusable import UnusableError
from tests.scanner.probes.authority import DAY, authority, now, rsa_key
from tests.scanner.probes.tls.certificates.revocation.issuers import CA, REVOKED_AT, crl, server

Make = Callable[[], x509.CertificateRevocationList]

URL = "http://ca.example.test/list.crl"
SERVER, OTHER = server(crl_url=URL), server()
IMPOSTOR = authority(key=rsa_key())
STRANGER = authority(key=rsa_key(), name="Another Root")
REVOKED = Revocation(status="revoked", source="crl", revoked_at=REVOKED_AT)
GOOD = Revocation(status="good", source="crl")


def _point(url: str | None = None, *, authorities: bool = False) -> tuple[x509.ExtensionType, bool]:
    names = [x509.UniformResourceIdentifier(url)] if url else None
    point = x509.IssuingDistributionPoint(
        full_name=names,
        relative_name=None,
        only_contains_user_certs=False,
        only_contains_ca_certs=authorities,
        only_some_reasons=None,
        indirect_crl=False,
        only_contains_attribute_certs=False,
    )
    return point, True


def _read(encoded: bytes) -> Revocation:
    return lists.read(encoded, URL, SERVER.certificate, CA.certificate, now())


@pytest.mark.parametrize("encoding", [Encoding.DER, Encoding.PEM])
@pytest.mark.parametrize(
    ("make", "expected"),
    [
        pytest.param(lambda: crl(SERVER, OTHER), REVOKED, id="listed"),
        pytest.param(lambda: crl(OTHER), GOOD, id="not listed"),
        pytest.param(crl, GOOD, id="empty"),
        pytest.param(lambda: crl(SERVER, extensions=(_point(URL),)), REVOKED, id="the part it names"),
    ],
)
def test_believed(make: Make, encoding: Encoding, expected: Revocation) -> None:
    """A current list of the issuer's own."""
    assert _read(make().public_bytes(encoding)) == expected


@pytest.mark.parametrize(
    ("make", "why"),
    [
        pytest.param(lambda: crl(signer=IMPOSTOR), "not the issuer's", id="signed by an impostor"),
        pytest.param(
            lambda: crl(signer=STRANGER, issuer=STRANGER), "not the issuer's", id="of another authority"
        ),
        pytest.param(lambda: crl(begin=-2 * DAY, end=-DAY), "out of date", id="out of date"),
        pytest.param(lambda: crl(begin=DAY, end=2 * DAY), "future", id="of the future"),
        pytest.param(
            lambda: crl(extensions=(_point("http://ca.example.test/2"),)), "cover", id="another part"
        ),
        pytest.param(lambda: crl(extensions=(_point(authorities=True),)), "cover", id="of authorities only"),
        pytest.param(
            lambda: crl(extensions=((x509.DeltaCRLIndicator(1), True),)), "critical", id="only the changes"
        ),
    ],
)
def test_not_believed(make: Make, why: str) -> None:
    """A list that is not the right one proves nothing."""
    with pytest.raises(UnusableError, match=why):
        _read(make().public_bytes(Encoding.DER))


@given(st.binary(max_size=300) | st.binary(max_size=50).map(b"-----BEGIN X509 CRL-----".__add__))
def test_garbage(garbage: bytes) -> None:
    """Whatever is sent, the error is ours."""
    with pytest.raises(UnusableError):
        _read(garbage)
