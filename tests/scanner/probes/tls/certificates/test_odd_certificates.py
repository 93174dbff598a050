from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from checks.facts import CertificateChain, NotTested
from scanner.probes.tls.certificates.chains import judged_chains
from scanner.probes.tls.certificates.presented import PresentedChain
from tests.scanner.probes.authority import HOST, Issued, authority, leaf, now
from tests.scanner.probes.tls.certificates.spoiling import (
    AUTHORITY_INFORMATION,
    AUTHORITY_KEY,
    EXTENDED_KEY_USAGE,
    ISSUER,
    KEY,
    KEY_USAGE,
    NAME_CONSTRAINTS,
    POLICIES,
    POLICY_MAPPINGS,
    SAN,
    SERIAL,
    SUBJECT,
    Edit,
    content_of,
    generalized,
    parts_of,
    signed_again,
    tlv,
    utc,
    with_dates,
    with_extension,
    with_part,
)

ROOT = authority()
SUB = authority(ROOT, "Example Sub CA")
LEAF = leaf(SUB)
GOOD = utc("260101000000Z"), utc("290101000000Z")
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)
SM2 = tlv(
    0x30,
    tlv(0x30, bytes.fromhex("06072a8648ce3d0201"), bytes.fromhex("06082a811ccf5501822d")),
    tlv(3, b"\0\4" + bytes(64)),
)
GOST = tlv(0x30, tlv(0x30, bytes.fromhex("06082a85030701010101")), tlv(3, b"\0" + tlv(4, bytes(64))))
ML_DSA = tlv(0x30, tlv(0x30, bytes.fromhex("0609608648016503040312")), tlv(3, b"\0" + bytes(1312)))
NAME = tlv(0x82, HOST.encode())


def _der(issued: Issued) -> bytes:
    return issued.certificate.public_bytes(Encoding.DER)


def _judged(*sent: bytes) -> CertificateChain:
    (chain,) = judged_chains([PresentedChain(certificates=sent)], (ROOT.certificate,), now())
    return CertificateChain.model_validate_json(chain.model_dump_json())


def _leaf(edit: Edit) -> CertificateChain:
    return _judged(signed_again(LEAF, edit), _der(SUB))


@pytest.mark.parametrize(
    ("begin", "end", "dates"),
    [
        (utc("2601010000Z"), utc("2901010000Z"), (FIRST, LAST)),
        (utc("260101070000+0700"), utc("290101070000+0700"), (FIRST, LAST)),
        (GOOD[0], generalized("20290101000000.0Z"), (FIRST, LAST)),
        (GOOD[0], generalized("202901010000Z"), (FIRST, LAST)),
        (
            utc("2001010000Z"),
            utc("2401010000Z"),
            tuple(datetime(year, 1, 1, tzinfo=UTC) for year in (2020, 2024)),
        ),
    ],
)
def test_dates_that_rfc_5280_forbids_are_read(
    begin: bytes, end: bytes, dates: tuple[datetime, datetime]
) -> None:
    """It is not trusted, since browsers refuse the form, and what it says is there to be judged."""
    chain = _leaf(with_dates(begin, end))
    found = chain.certificates[0]
    assert (found.not_before, found.not_after) == dates
    assert (found.dns_names, found.issuer, found.unreadable) == (
        (HOST,),
        "CN=Example Sub CA,O=Example",
        ("encoding",),
    )
    assert (found.key_type, found.signature_hash, found.extended_key_usage) == (
        "EC",
        "sha256",
        ("serverAuth",),
    )
    assert chain.trusted is not True


@pytest.mark.parametrize(
    ("begin", "end", "unreadable"),
    [
        (generalized("00000101000000Z"), GOOD[1], True),
        (generalized("00010101000000Z"), GOOD[1], False),
        (GOOD[0], generalized("99991231235959Z"), False),
        (GOOD[0], generalized("20291331000000Z"), True),
        (GOOD[0], utc("never"), True),
        (tlv(4, b"?"), tlv(5), True),
    ],
)
def test_dates_out_of_range_are_named(begin: bytes, end: bytes, *, unreadable: bool) -> None:
    """Of the leaf or of any certificate sent: nothing is raised, and what is no date is told."""
    odd = signed_again(LEAF, with_dates(begin, end))
    assert ("validity" in _judged(odd, _der(SUB)).certificates[0].unreadable) == unreadable
    beside = _judged(_der(LEAF), _der(SUB), odd)
    assert (beside.trusted, beside.arrangement) == (True, ("surplus",))


@pytest.mark.parametrize("place", [ISSUER, SUBJECT])
@pytest.mark.parametrize("tag", [0x0E, 0x1D, 0x30, 0x0D])
def test_an_odd_byte_in_a_name_hides_nothing(place: int, tag: int) -> None:
    """The strict reader's KeyError on a string of an unknown kind leaves all else as it was."""

    def edit(parts: list[bytes]) -> list[bytes]:
        at = parts[place].rindex(b"\x0c")
        return [
            *parts[:place],
            parts[place][:at] + bytes((tag,)) + parts[place][at + 1 :],
            *parts[place + 1 :],
        ]

    for chain in (
        _leaf(edit),
        _judged(signed_again(LEAF, edit)),
        _judged(_der(LEAF), signed_again(SUB, edit)),
    ):
        assert HOST in chain.certificates[0].dns_names
    assert _judged(signed_again(LEAF, edit)).trusted is False
    assert _judged(_der(LEAF), _der(SUB), signed_again(SUB, edit)).trusted is True


@pytest.mark.parametrize(
    ("kind", "content", "whole"),
    [
        (SAN, tlv(0x30, NAME, tlv(0x87, b"\1\2\3")), False),
        (SAN, tlv(0x30, tlv(0x87, b"\1\2\3\4\5"), NAME), False),
        (SAN, tlv(0x30, NAME, tlv(0x87, b"192.0.2.1")), False),
        (SAN, tlv(0x30, NAME, tlv(0x82, b"\xc0\0\2\1")), False),
        (SAN, tlv(0x30, NAME, tlv(0xA5, tlv(0xA1, tlv(0x0C, b"x")))), True),
        (POLICIES, b"\x30\x03\x02\x01", True),
        (KEY_USAGE, b"\x03", True),
    ],
)
def test_an_extension_that_cannot_be_decoded_costs_no_names(
    kind: bytes, content: bytes, *, whole: bool
) -> None:
    """The names are read. A malformed name is refused, as browsers do; of the rest that is not claimed."""
    chain = _leaf(with_extension(kind, content))
    found = chain.certificates[0]
    assert found.dns_names == (HOST,)
    assert ("subject_alternative_name" not in found.unreadable, "extensions" in found.unreadable) == (
        whole,
        True,
    )
    assert isinstance(found.key_usage, NotTested) == (kind == KEY_USAGE)
    assert chain.trusted is not True
    assert whole or (chain.trusted, chain.trust_problem) == (False, "invalid")


NONE_PERMITTED = tlv(0xA0), tlv(0xA1)


@pytest.mark.parametrize(
    ("kind", "content", "name"),
    [
        (EXTENDED_KEY_USAGE, tlv(0x30), "extendedKeyUsage"),
        (AUTHORITY_INFORMATION, b"malformed", "authorityInfoAccess"),
        (POLICIES, b"\x30\x03\x02\x01", "certificatePolicies"),
        (POLICY_MAPPINGS, b"malformed", "policyMappings"),
        (KEY_USAGE, b"\x03", "keyUsage"),
        (AUTHORITY_KEY, b"malformed", "authorityKeyIdentifier"),
        (NAME_CONSTRAINTS, tlv(0x30), "nameConstraints"),
        (NAME_CONSTRAINTS, tlv(0x30, *NONE_PERMITTED), "nameConstraints"),
        (AUTHORITY_KEY, tlv(0x30, tlv(0xA1, tlv(0x82, b"x.test"))), "authorityKeyIdentifier"),
    ],
)
@pytest.mark.parametrize("place", ["leaf", "intermediate", "root"])
def test_what_browsers_read_must_be_well_formed(kind: bytes, content: bytes, name: str, place: str) -> None:
    """Of every certificate of the path: browsers take one with such an extension for none."""
    spoil = with_extension(kind, content)
    sent = [signed_again(LEAF, spoil) if place == "leaf" else _der(LEAF)]
    sent.append(signed_again(SUB, spoil) if place == "intermediate" else _der(SUB))
    root = signed_again(ROOT, spoil) if place == "root" else _der(ROOT)
    (chain,) = judged_chains(
        [PresentedChain(certificates=tuple(sent))], (x509.load_der_x509_certificate(root),), now()
    )
    assert (chain.trusted, chain.trust_problem) == (False, "invalid")
    assert name in chain.trust_detail


def test_an_extension_that_comes_twice() -> None:
    """Browsers refuse it, whatever it says."""

    def twice(parts: list[bytes]) -> list[bytes]:
        held = parts_of(content_of(parts[-1]))
        return [*parts[:-1], tlv(0xA3, tlv(0x30, *held, held[-1]))]

    found = _leaf(twice)
    assert (found.trusted, found.trust_problem) == (False, "invalid")
    assert "twice" in found.trust_detail


def test_policy_mappings_as_bridges_have_them() -> None:
    """Well-formed ones are nothing to object to."""
    policy = bytes.fromhex("06032a0304")
    made = signed_again(SUB, with_extension(POLICY_MAPPINGS, tlv(0x30, tlv(0x30, policy, policy))))
    assert _judged(_der(LEAF), made).trusted


def test_a_default_written_out() -> None:
    """``critical FALSE`` is no DER: the certificate is read leniently, and not said to be trusted."""
    found = _leaf(with_extension(POLICIES, tlv(0x30), b"\1\1\0"))
    assert (found.trusted, found.certificates[0].dns_names) == (None, (HOST,))


@pytest.mark.parametrize(
    ("key", "kind"), [(SM2, "EC"), (GOST, "1.2.643.7.1.1.1.1"), (ML_DSA, "2.16.840.1.101.3.4.3.18")]
)
def test_keys_of_unknown_kinds_are_named(key: bytes, kind: str) -> None:
    """They have 0 bits, are told as unreadable, and no path to them is said to be trusted."""
    chain = _leaf(with_part(KEY, key))
    found = chain.certificates[0]
    assert (found.key_type, found.key_bits, "key" in found.unreadable) == (kind, 0, True)
    assert chain.trusted is not True


@pytest.mark.parametrize("serial", [b"\xff\1\2", b"\0", b"\x80"])
def test_serial_numbers_that_are_not_positive(serial: bytes) -> None:
    """Negative ones and zero hide nothing."""
    chain = _leaf(with_part(SERIAL, tlv(2, serial)))
    assert (chain.trusted, chain.certificates[0].dns_names) == (True, (HOST,))


def test_a_self_signed_certificate_of_an_unknown_algorithm() -> None:
    """Its names say that it is its own issuer, where the signature cannot be verified."""
    own = leaf(None)
    gost = bytes.fromhex("06082a85030701010302")
    algorithm = tlv(0x30, gost)
    parts = parts_of(own.certificate.tbs_certificate_bytes)
    changed = tlv(0x30, *parts[:2], algorithm, *parts[3:KEY], GOST, *parts[KEY + 1 :])
    chain = _judged(tlv(0x30, changed, algorithm, tlv(3, b"\0" + bytes(64))))
    assert (chain.certificates[0].self_signed, chain.trusted, chain.trust_problem) == (
        True,
        False,
        "self_signed",
    )
    assert content_of(algorithm) == gost


def test_what_cannot_be_parsed_beside_the_path_is_told() -> None:
    """An unreadable second certificate is counted, and of no use."""
    odd = signed_again(SUB, with_dates(utc("2601010000Z"), utc("2901010000Z")))
    chain = _judged(_der(LEAF), odd, _der(SUB))
    assert (chain.trusted, chain.arrangement, chain.certificates_sent) == (True, ("surplus",), 3)
    assert [one.unreadable for one in chain.certificates] == [(), ("encoding",), ()]
