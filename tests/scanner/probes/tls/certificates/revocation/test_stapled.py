"""Stapled OCSP responses, good and bad."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given
from hypothesis import strategies as st

from checks.facts import Absent, NotTested, Revocation, Staple
from checks.model import Reason
from scanner.probes.tls.certificates.revocation import check_staple
from scanner.probes.tls.certificates.revocation.checking import demands_staple, judge_staple
from tests.scanner.probes.authority import authority, leaf, rsa_key
from tests.scanner.probes.tls.certificates.revocation.issuers import (
    CA,
    HOUR,
    NOW,
    REVOKED_AT,
    delegate,
    issued_leaf,
    response,
    server,
)

SERVER, OTHER = server(), server()
IMPOSTOR = authority(key=rsa_key())  # of the same name, with another key
WHOLE = response(SERVER)
GOOD = Revocation(status="good", source="stapled_ocsp")


@pytest.mark.parametrize(
    ("staple", "expected"),
    [
        pytest.param(WHOLE, GOOD, id="good"),
        pytest.param(response(SERVER, algorithm=hashes.SHA256()), GOOD, id="named by SHA-256"),
        pytest.param(response(SERVER, delegate()), GOOD, id="by an appointed responder"),
        pytest.param(
            response(SERVER, revoked=True),
            Revocation(status="revoked", source="stapled_ocsp", revoked_at=REVOKED_AT),
            id="revoked",
        ),
    ],
)
def test_believed(staple: bytes, expected: Revocation) -> None:
    """A current response, signed by the issuer or a responder of its own, is taken at its word."""
    assert check_staple(issued_leaf(SERVER), staple, NOW) == expected


@pytest.mark.parametrize(
    ("staple", "why"),
    [
        pytest.param(None, "no stapled", id="none"),
        pytest.param(b"", "cannot be read", id="empty"),
        pytest.param(WHOLE[:-9], "cannot be read", id="cut short"),
        pytest.param(response(OTHER), "another certificate", id="of another certificate"),
        pytest.param(response(SERVER, IMPOSTOR), "not signed", id="signed by an impostor"),
        pytest.param(response(SERVER, delegate(IMPOSTOR)), "not signed", id="by an impostor's responder"),
        pytest.param(
            response(SERVER, delegate(usage=ExtendedKeyUsageOID.SERVER_AUTH)), "not signed", id="by a server"
        ),
        pytest.param(response(SERVER, end=NOW - HOUR, begin=NOW - 2 * HOUR), "out of date", id="out of date"),
        pytest.param(response(SERVER, end=None), "out of date", id="says no date"),
        pytest.param(response(SERVER, begin=NOW + HOUR, end=NOW + 2 * HOUR), "future", id="of the future"),
        pytest.param(
            ocsp.OCSPResponseBuilder.build_unsuccessful(ocsp.OCSPResponseStatus.TRY_LATER).public_bytes(
                Encoding.DER
            ),
            "TRY_LATER",
            id="an error",
        ),
    ],
)
def test_not_believed(staple: bytes | None, why: str) -> None:
    """Anything else proves nothing: neither good nor revoked."""
    found = check_staple(issued_leaf(SERVER), staple, NOW)
    assert isinstance(found, NotTested)
    assert why in found.detail
    assert found.reason is (Reason.NOT_REQUESTED if staple is None else Reason.UNREADABLE)


TRY_LATER = ocsp.OCSPResponseBuilder.build_unsuccessful(ocsp.OCSPResponseStatus.TRY_LATER)


@pytest.mark.parametrize(
    ("staple", "fault"),
    [
        (WHOLE, None),
        (response(SERVER, revoked=True), None),
        (response(SERVER, end=NOW - HOUR, begin=NOW - 2 * HOUR), "out_of_date"),
        (response(SERVER, begin=NOW + HOUR, end=NOW + 2 * HOUR), "out_of_date"),
        (response(OTHER), "other_certificate"),
        (response(SERVER, IMPOSTOR), "not_signed_by_issuer"),
        (TRY_LATER.public_bytes(Encoding.DER), "responder_error"),
        (b"garbage", "unreadable"),
    ],
)
def test_what_is_wrong_with_a_staple(staple: bytes, fault: str | None) -> None:
    """In a word that a check can judge; a revoked one is a good staple of a bad certificate."""
    found = judge_staple(issued_leaf(SERVER), staple, NOW)
    assert isinstance(found, Staple)
    assert found.fault == fault


def test_no_staple() -> None:
    """None came along: a fact."""
    assert isinstance(judge_staple(issued_leaf(SERVER), None, NOW), Absent)


@pytest.mark.parametrize(
    ("features", "demanded"),
    [
        ([x509.TLSFeatureType.status_request], True),
        ([x509.TLSFeatureType.status_request_v2, x509.TLSFeatureType.status_request], True),
        ([x509.TLSFeatureType.status_request_v2], False),
    ],
)
def test_must_staple(features: list[x509.TLSFeatureType], *, demanded: bool) -> None:
    """RFC 7633: the feature status_request, alone or among others."""
    assert demands_staple(leaf(CA, extra=(x509.TLSFeature(features),)).certificate) is demanded
    assert demands_staple(SERVER.certificate) is False


def test_the_responder_must_be_in_date() -> None:
    """A responder's certificate that has expired signs no more, though the response is current."""
    late = delegate().certificate.not_valid_after_utc + HOUR
    staple = response(SERVER, delegate(), begin=late - HOUR, end=late + HOUR)
    assert isinstance(check_staple(issued_leaf(SERVER), staple, late), NotTested)


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_no_damage_is_believed(at: int, change: int) -> None:
    """A response with one byte changed is never an exception, and says good only where it does not matter."""
    damaged = bytearray(WHOLE)
    damaged[at] ^= change
    found = check_staple(issued_leaf(SERVER), bytes(damaged), NOW)
    assert isinstance(found, NotTested) or found == GOOD


@given(st.binary(max_size=200))
def test_garbage(garbage: bytes) -> None:
    """Whatever is stapled, there is an answer."""
    assert isinstance(check_staple(issued_leaf(SERVER), garbage, NOW + timedelta()), NotTested)
