"""The name server: what dnspython's resolver hears from it, and what it makes of garbage."""

import contextlib
import socket
import struct
from datetime import UTC, datetime

import dns.dnssec
import dns.flags
import dns.message
import dns.name
import dns.query
import dns.rcode
import dns.rdata
import dns.rdatatype
import dns.resolver
import dns.rrset
import dns.zone
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.lab import Lab
from scanner.lab.servers.dns import PLAIN_UDP_BYTES, TCP_BYTES, reply
from scanner.lab.servers.zones import zones_of
from tests.scanner.lab.clients import needs_ipv6

NOW = datetime(2026, 6, 1, tzinfo=UTC)
ZONES = zones_of(
    ("127.9.9.1", "127.9.9.2"),
    {"tot": ("127.9.9.10", "::1"), "khong-ipv6": ("127.9.9.11",), "chua-ky": ("127.9.9.12",)},
    NOW,
    unsigned=("chua-ky",),
)


@pytest.fixture
def resolver(lab: Lab) -> dns.resolver.Resolver:
    """A stub resolver that asks the lab."""
    stub = dns.resolver.Resolver(configure=False)
    stub.nameservers, stub.port = [lab.resolver[0]], lab.resolver[1]
    return stub


def texts(resolver: dns.resolver.Resolver, name: str, rdtype: str, *, tcp: bool = False) -> list[str]:
    """The records, sorted."""
    return sorted(record.to_text() for record in resolver.resolve(name, rdtype, tcp=tcp))


@pytest.mark.parametrize("tcp", [False, True])
def test_every_host_has_its_addresses(lab: Lab, resolver: dns.resolver.Resolver, *, tcp: bool) -> None:
    """A of its own; AAAA ::1, but for khong-ipv6. Over UDP and TCP."""
    for name, host in lab.hosts.items():
        assert texts(resolver, name, "A", tcp=tcp) == [host.ipv4]
        if name != "khong-ipv6.brvt.test":
            assert texts(resolver, name, "AAAA", tcp=tcp) == ["::1"]
    with pytest.raises(dns.resolver.NoAnswer):
        resolver.resolve("khong-ipv6.brvt.test", "AAAA")


def test_the_zone_is_in_order(resolver: dns.resolver.Resolver) -> None:
    """Two name servers with both addresses, null MX, CAA; the apex is found from a host."""
    servers = texts(resolver, "brvt.test", "NS")
    assert servers == ["ns1.brvt.test.", "ns2.brvt.test."]
    assert len({texts(resolver, server, "A")[0] for server in servers}) == 2
    assert all(texts(resolver, server, "AAAA") == ["::1"] for server in servers)
    for name in ("brvt.test", "tot.brvt.test"):
        assert texts(resolver, name, "MX") == ["0 ."]
        assert texts(resolver, name, "CAA") == ['0 issue "ca.brvt.test"']
    assert dns.resolver.zone_for_name("tot.brvt.test", resolver=resolver).to_text() == "brvt.test."


@pytest.mark.parametrize("name", ["khong-co.brvt.test", "tinnhiemmang.vn", "com", "."])
def test_no_other_name_exists(resolver: dns.resolver.Resolver, name: str) -> None:
    """NXDOMAIN, so that nothing outside is ever looked up."""
    with pytest.raises(dns.resolver.NXDOMAIN):
        resolver.resolve(name, "A")


@needs_ipv6
def test_both_name_servers_answer_and_so_does_ipv6(lab: Lab, resolver: dns.resolver.Resolver) -> None:
    """On the same port."""
    query = dns.message.make_query("tot.brvt.test", "A")
    for address in (*texts(resolver, "ns1.brvt.test", "A"), *texts(resolver, "ns2.brvt.test", "A"), "::1"):
        answer = dns.query.udp(query, address, port=lab.resolver[1], timeout=10)
        assert answer.flags & dns.flags.AA
        assert len(answer.answer) == 1


def test_zone_transfers_are_refused(lab: Lab) -> None:
    """Like on a server in good order."""
    query = dns.message.make_query("brvt.test", "AXFR")
    answer = dns.query.tcp(query, lab.resolver[0], port=lab.resolver[1], timeout=10)
    assert answer.rcode() == dns.rcode.REFUSED


def test_a_long_answer_is_cut_for_udp_and_whole_for_tcp() -> None:
    """With TC set, so that the client comes back over TCP."""
    zones = zones_of(("127.9.9.1",), {"dai": tuple(f"127.9.8.{last}" for last in range(200))}, NOW)
    query = dns.message.make_query("dai.brvt.test", "A", use_edns=False).to_wire()
    udp, tcp = reply(zones, query, PLAIN_UDP_BYTES), reply(zones, query, TCP_BYTES)
    assert udp is not None
    assert tcp is not None
    assert len(udp) <= PLAIN_UDP_BYTES
    assert dns.message.from_wire(udp, ignore_trailing=True).flags & dns.flags.TC
    assert len(dns.message.from_wire(tcp).answer[0]) == 200


def asked(name: str, rdtype: str, *, wants_dnssec: bool = True) -> dns.message.Message:
    """What is answered."""
    query = dns.message.make_query(name, rdtype, want_dnssec=wants_dnssec)
    wire = reply(ZONES, query.to_wire(), TCP_BYTES)
    assert wire is not None
    return dns.message.from_wire(wire)


def kinds(section: list[dns.rrset.RRset]) -> list[str]:
    """The types of its records, in order."""
    return [dns.rdatatype.to_text(rrset.rdtype) for rrset in section]


def test_the_signatures_hold_by_the_trust_anchor() -> None:
    """From the DS record over the key to an answer."""
    keys = asked("brvt.test", "DNSKEY").answer[0]
    apex = dns.name.from_text("brvt.test")
    anchor = ZONES.anchor.partition(" IN DS ")[2].strip()
    assert dns.dnssec.make_ds(apex, keys[0], "SHA256") == dns.rdata.from_text("IN", "DS", anchor)
    addresses, signatures = asked("tot.brvt.test", "A").answer
    dns.dnssec.validate(addresses, signatures, {apex: keys}, now=NOW.timestamp())


@pytest.mark.parametrize(
    ("name", "rdtype", "proofs"),
    [
        ("khong-ipv6.brvt.test", "AAAA", {"khong-ipv6.brvt.test."}),
        ("khong-co.brvt.test", "A", {"brvt.test.", "chua-ky.brvt.test."}),
        ("a.b.tot.brvt.test", "A", {"tot.brvt.test."}),
        ("chua-ky.brvt.test", "DS", {"chua-ky.brvt.test."}),
    ],
)
def test_what_does_not_exist_is_denied_with_proof(name: str, rdtype: str, proofs: set[str]) -> None:
    """Each NSEC record is at or before what it denies, and all are signed."""
    authority = asked(name, rdtype).authority
    found = {rrset.name.to_text() for rrset in authority if rrset.rdtype == dns.rdatatype.NSEC}
    assert found == proofs
    assert kinds(authority).count("RRSIG") == len(authority) / 2


def test_who_does_not_ask_for_signatures_gets_none() -> None:
    """Nor proofs (RFC 4035, 3.2.1)."""
    assert kinds(asked("tot.brvt.test", "A", wants_dnssec=False).answer) == ["A"]
    assert kinds(asked("khong-co.brvt.test", "A", wants_dnssec=False).authority) == ["SOA"]


def test_a_zone_below_is_not_signed() -> None:
    """It answers for itself, with its own SOA and no signatures."""
    assert kinds(asked("chua-ky.brvt.test", "A").answer) == ["A"]
    (soa,) = asked("nobody.chua-ky.brvt.test", "A").authority
    assert soa.name.to_text() == "chua-ky.brvt.test."


def test_answers_are_not_answered() -> None:
    """Two servers must not talk to each other for ever."""
    query = dns.message.make_query("tot.brvt.test", "A")
    assert reply(ZONES, dns.message.make_response(query).to_wire(), TCP_BYTES) is None


@given(st.binary(max_size=600))
def test_garbage_raises_nothing(garbage: bytes) -> None:
    """Whatever comes, with and without a plausible header before it."""
    header = struct.pack(">6H", 1, 0x0100, 1, 0, 0, 0)
    for wire in (garbage, header + garbage):
        assert isinstance(reply(ZONES, wire, PLAIN_UDP_BYTES), bytes | None)


@given(st.integers(0, 65_535), st.integers(0, 65_535), st.sampled_from(["tot", "khong-co", "_dmarc", "*"]))
def test_any_type_and_class_gets_a_reply(rdtype: int, rdclass: int, name: str) -> None:
    """Known or not."""
    question = b"".join(bytes((len(label),)) + label.encode() for label in (name, "brvt", "test")) + b"\0"
    wire = struct.pack(">6H", 7, 0x0100, 1, 0, 0, 0) + question + struct.pack(">2H", rdtype, rdclass)
    assert isinstance(reply(ZONES, wire, PLAIN_UDP_BYTES), bytes | None)


def test_garbage_over_tcp_ends_the_connection(lab: Lab) -> None:
    """Without an answer."""
    with socket.create_connection(lab.resolver, timeout=10) as client:
        client.sendall(b"\x00\x05abcde")
        with contextlib.suppress(ConnectionResetError):
            assert client.recv(100) == b""
