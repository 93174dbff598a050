"""Signatures that zones publish to break or to slow whoever verifies them."""

from datetime import UTC, datetime
from typing import Any

import dns.dnssec
import dns.name
import dns.rrset
import pytest
from dns.dnssectypes import Algorithm
from dns.name import Name
from dns.rdataclass import RdataClass
from dns.rdatatype import RdataType
from dns.rdtypes.ANY.DNSKEY import DNSKEY
from dns.rdtypes.ANY.RRSIG import RRSIG
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.facts.names.dnssec import DnssecError
from scanner.probes.dnssec.algorithms import ALGORITHMS
from scanner.probes.dnssec.signatures import Failed, is_readable, verify, zone_keys
from tests.scanner.probes.dnssec import signing

ZONE: Name = dns.name.from_text("zone.test")
RRSET = dns.rrset.from_text("www.zone.test.", 300, "IN", "A", "192.0.2.1", "192.0.2.2")
AT = datetime(2026, 6, 1, tzinfo=UTC).timestamp()


def _key(algorithm: int, octets: bytes, flags: int = 257) -> DNSKEY:
    return DNSKEY(RdataClass.IN, RdataType.DNSKEY, flags, 3, algorithm, octets)  # type: ignore[no-untyped-call]


def _signature(key: DNSKEY, octets: bytes, **changes: Any) -> RRSIG:
    fields = {
        "type_covered": RdataType.A,
        "algorithm": key.algorithm,
        "labels": 3,
        "original_ttl": 300,
        "expiration": int(AT) + 1000,
        "inception": int(AT) - 1000,
        "key_tag": dns.dnssec.key_id(key),
        "signer": ZONE,
        "signature": octets,
        **changes,
    }
    return RRSIG(RdataClass.IN, RdataType.RRSIG, *fields.values())  # type: ignore[no-untyped-call]


@given(
    algorithm=st.sampled_from(sorted(ALGORITHMS)), key=st.binary(max_size=140), octets=st.binary(max_size=140)
)
@settings(max_examples=300, deadline=None)
def test_octets_that_are_no_key_or_signature_are_false(
    algorithm: Algorithm, key: bytes, octets: bytes
) -> None:
    """Whatever they are: a failure, never an error."""
    own = _key(algorithm, key)
    result = verify(RRSET, [_signature(own, octets)], ZONE, [own], AT)
    assert isinstance(result, Failed)
    assert result.error is DnssecError.BAD_SIGNATURE
    assert is_readable(own) in (True, False)


@pytest.mark.parametrize("exponent", [b"\x00\xff\xff", b"\x01\x00", b"\x01\x01", b"\xff" + b"\xff" * 255])
def test_keys_that_cost_time_are_bounded(exponent: bytes) -> None:
    """RSA with a vast exponent or modulus: a failure at once."""
    own = _key(8, exponent + b"\xff" * 600)
    assert isinstance(verify(RRSET, [_signature(own, b"\xfe" * 600)], ZONE, [own], AT), Failed)
    assert list(zone_keys([_key(8, b"\x03\x01\x00\x01" + b"\xff" * 2000)])) == []


def test_many_keys_of_one_tag_are_not_all_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred keys and signatures that share a tag (CVE-2023-50387): sixteen attempts at most."""
    own = signing.key().record
    tried: list[int] = []
    real = dns.dnssec.validate_rrsig

    def counted(rrset: Any, signature: Any, keys: Any, **rest: Any) -> None:
        tried.extend(len(known) for known in keys.values())
        real(rrset, signature, keys, **rest)

    monkeypatch.setattr(dns.dnssec, "validate_rrsig", counted)
    many = [_signature(own, number.to_bytes(64)) for number in range(1, 100)]
    assert isinstance(verify(RRSET, many, ZONE, [own] * 100, AT), Failed)
    assert sum(tried) <= 16


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"expiration": int(AT) - 1}, DnssecError.EXPIRED),
        ({"inception": int(AT) + 1}, DnssecError.NOT_YET_VALID),
        ({"key_tag": 1}, DnssecError.NO_DNSKEY),
        ({"signer": dns.name.from_text("other.test")}, DnssecError.NO_RRSIG),
        ({"algorithm": 200}, DnssecError.NO_RRSIG),
        ({"labels": 9}, DnssecError.BAD_SIGNATURE),
        ({}, DnssecError.BAD_SIGNATURE),
    ],
)
def test_what_is_wrong_is_told(changes: dict[str, Any], error: DnssecError) -> None:
    """By the name of RFC 8914 that fits."""
    own = signing.key().record
    result = verify(RRSET, [_signature(own, b"\x01" * 64, **changes)], ZONE, [own], AT)
    assert isinstance(result, Failed)
    assert result.error is error


@pytest.mark.parametrize("flags", [256 | 128, 1, 0])
def test_keys_that_may_not_sign_are_left_out(flags: int) -> None:
    """Revoked ones (RFC 5011), and those that are no zone's."""
    assert list(zone_keys([_key(13, b"\x01" * 64, flags)])) == []
