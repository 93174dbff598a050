"""Stapled OCSP responses, good and bad. Each is given when its test runs, however late that is."""

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given
from hypothesis import strategies as st

from checks.facts import NotTested, Revocation
from scanner.probes.tls.certificates.revocation import check_staple
from tests.scanner.probes.authority import DAY, authority, now, rsa_key
from tests.scanner.probes.tls.certificates.revocation.issuers import (
    REVOKED_AT,
    delegate,
    issued_leaf,
    response,
    server,
)

SERVER, OTHER = server(), server()
IMPOSTOR = authority(key=rsa_key())  # of the same name, with another key
WHOLE = response(SERVER, end=30 * DAY)
GOOD = Revocation(status="good", source="stapled_ocsp")


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        pytest.param(lambda: response(SERVER), GOOD, id="good"),
        pytest.param(lambda: response(SERVER, algorithm=hashes.SHA256()), GOOD, id="named by SHA-256"),
        pytest.param(lambda: response(SERVER, delegate()), GOOD, id="by an appointed responder"),
        pytest.param(
            lambda: response(SERVER, revoked=True),
            Revocation(status="revoked", source="stapled_ocsp", revoked_at=REVOKED_AT),
            id="revoked",
        ),
    ],
)
def test_believed(make: Callable[[], bytes], expected: Revocation) -> None:
    """A current response, signed by the issuer or a responder of its own, is taken at its word."""
    assert check_staple(issued_leaf(SERVER), make(), now()) == expected


@pytest.mark.parametrize(
    ("make", "why"),
    [
        pytest.param(lambda: None, "no stapled", id="none"),
        pytest.param(lambda: b"", "cannot be read", id="empty"),
        pytest.param(lambda: WHOLE[:-9], "cannot be read", id="cut short"),
        pytest.param(lambda: response(OTHER), "another certificate", id="of another certificate"),
        pytest.param(lambda: response(SERVER, IMPOSTOR), "not signed", id="signed by an impostor"),
        pytest.param(
            lambda: response(SERVER, delegate(IMPOSTOR)), "not signed", id="by an impostor's responder"
        ),
        pytest.param(
            lambda: response(SERVER, delegate(usage=ExtendedKeyUsageOID.SERVER_AUTH)),
            "not signed",
            id="by a server",
        ),
        pytest.param(lambda: response(SERVER, begin=-2 * DAY, end=-DAY), "out of date", id="out of date"),
        pytest.param(lambda: response(SERVER, end=None), "out of date", id="says no date"),
        pytest.param(lambda: response(SERVER, begin=DAY, end=2 * DAY), "future", id="of the future"),
        pytest.param(
            lambda: ocsp.OCSPResponseBuilder.build_unsuccessful(
                ocsp.OCSPResponseStatus.TRY_LATER
            ).public_bytes(Encoding.DER),
            "TRY_LATER",
            id="an error",
        ),
    ],
)
def test_not_believed(make: Callable[[], bytes | None], why: str) -> None:
    """Anything else proves nothing: neither good nor revoked."""
    found = check_staple(issued_leaf(SERVER), make(), now())
    assert isinstance(found, NotTested)
    assert why in found.detail


def test_the_responder_must_be_in_date() -> None:
    """A responder's certificate that has expired signs no more, though the response is current."""
    late = delegate().certificate.not_valid_after_utc + DAY - now()
    staple = response(SERVER, delegate(), begin=late - DAY, end=late + DAY)
    assert isinstance(check_staple(issued_leaf(SERVER), staple, now() + late), NotTested)


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_no_damage_is_believed(at: int, change: int) -> None:
    """A response with one byte changed is never an exception, and says good only where it does not matter."""
    damaged = bytearray(WHOLE)
    damaged[at] ^= change
    found = check_staple(issued_leaf(SERVER), bytes(damaged), now())
    assert isinstance(found, NotTested) or found == GOOD


@given(st.binary(max_size=200))
def test_garbage(garbage: bytes) -> None:
    """Whatever is stapled, there is an answer."""
    assert isinstance(check_staple(issued_leaf(SERVER), garbage, now()), NotTested)
