"""Certificates with a part that cannot be read, or that is not as RFC 5280 wants it."""

from benchmarks.accuracy.by_hand import by_hand
from benchmarks.accuracy.host import Host, Truth
from benchmarks.accuracy.serving import BAD, GOOD, GOOD_CERTIFICATE, SUB, UNSEEN, Sent, by_nginx, sending
from tests.scanner.probes.authority import HOST, Issued, leaf
from tests.scanner.probes.tls.certificates.spoiling import (
    ISSUER,
    KEY,
    POLICIES,
    SAN,
    SERIAL,
    Edit,
    generalized,
    signed_again,
    tlv,
    utc,
    with_dates,
    with_extension,
    with_part,
)

KIND, KEYS = "parts that cannot be read", "keys of unknown kinds"
READ = {"cert.hostname": GOOD, "cert.expiry": GOOD, "cert.key": GOOD, "cert.signature": GOOD}
BEGIN, END = utc("260601000000Z"), utc("270601000000Z")
NAME = tlv(0x82, HOST.encode())
SM2 = tlv(
    0x30,
    tlv(0x30, bytes.fromhex("06072a8648ce3d0201"), bytes.fromhex("06082a811ccf5501822d")),
    tlv(3, b"\0\4" + bytes(64)),
)
ML_DSA_65 = tlv(0x30, tlv(0x30, bytes.fromhex("0609608648016503040313")), tlv(3, b"\0" + bytes(1952)))


def _host(name: str, edit: Edit, truth: dict[str, Truth]) -> Host:
    def make() -> tuple[Issued, tuple[Sent, ...]]:
        own = leaf(SUB)
        return own, (signed_again(own, edit), SUB)

    return Host(kind=KIND, name=name, serve=by_nginx(sending(make)), truth=truth)


def _beside() -> tuple[Issued, tuple[Sent, ...]]:
    """A certificate of no use, with a date in the year 0."""
    own = leaf(SUB)
    return own, (own, SUB, signed_again(leaf(SUB), with_dates(generalized("00000601000000Z"), END)))


def _odd_issuer(parts: list[bytes]) -> list[bytes]:
    at = parts[ISSUER].rindex(b"\x0c")
    spoiled = parts[ISSUER][:at] + b"\x1f" + parts[ISSUER][at + 1 :]
    return [*parts[:ISSUER], spoiled, *parts[ISSUER + 1 :]]


def _key(name: str, key: bytes) -> Host:
    """TLS itself is in order, whoever can read the key or not; whether it is strong nobody here can tell."""
    serve = by_hand(signed_again(leaf(SUB), with_part(KEY, key)), SUB)
    return Host(
        kind=KEYS,
        name=name,
        serve=serve,
        truth={"cert.hostname": GOOD, "cert.expiry": GOOD, "cert.key": UNSEEN},
    )


HOSTS = (
    _host("dates-without-seconds", with_dates(utc("2606010000Z"), utc("2706010000Z")), READ),
    _host(
        "over-without-seconds",
        with_dates(utc("2206010000Z"), utc("2506010000Z")),
        {**READ, "cert.expiry": BAD},
    ),
    _host("dates-with-an-offset", with_dates(utc("260601000000-0500"), utc("270601000000+0700")), READ),
    _host(
        "over-with-a-fraction",
        with_dates(BEGIN, generalized("20260901000000.5Z")),
        {**READ, "cert.expiry": BAD},
    ),
    _host(
        "begin-in-the-year-0",
        with_dates(generalized("00000601000000Z"), END),
        {"cert.hostname": GOOD, "cert.key": GOOD, "cert.expiry": UNSEEN},
    ),
    Host(
        kind=KIND,
        name="year-0-beside-the-path",
        serve=by_nginx(sending(_beside)),
        truth={**GOOD_CERTIFICATE, "cert.chain": BAD},
    ),
    _host(
        "address-of-5-octets-before-the-name", with_extension(SAN, tlv(0x30, tlv(0x87, bytes(5)), NAME)), READ
    ),
    _host("policies-cut-short", with_extension(POLICIES, b"\x30\x09\x30\x03\x06\x01"), READ),
    Host(
        kind=KIND,
        name="issuer-of-an-odd-string",
        serve=by_hand(signed_again(leaf(SUB), _odd_issuer), SUB),
        truth={"cert.hostname": GOOD, "cert.expiry": GOOD, "cert.key": GOOD, "cert.trusted": BAD},
    ),
    _host("negative-serial", with_part(SERIAL, tlv(2, b"\xfe\x01\x02\x03")), dict(GOOD_CERTIFICATE)),
    _host("serial-of-33-octets", with_part(SERIAL, tlv(2, b"\x11" * 33)), dict(GOOD_CERTIFICATE)),
    _key("sm2", SM2),
    _key("ml-dsa", ML_DSA_65),
)
