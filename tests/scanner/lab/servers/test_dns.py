"""The name server: what dnspython's resolver hears from it, and what it makes of garbage."""

import contextlib
import socket
import struct

import dns.flags
import dns.message
import dns.query
import dns.rcode
import dns.resolver
import dns.zone
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.lab import Lab
from scanner.lab.servers.dns import PLAIN_UDP_BYTES, TCP_BYTES, reply, zone_of
from tests.scanner.lab.clients import needs_ipv6

ZONE = zone_of(("127.9.9.1", "127.9.9.2"), {"tot": ("127.9.9.10", "::1"), "khong-ipv6": ("127.9.9.11",)})


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
    zone = zone_of(("127.9.9.1",), {"dai": tuple(f"127.9.8.{last}" for last in range(200))})
    query = dns.message.make_query("dai.brvt.test", "A", use_edns=False).to_wire()
    udp, tcp = reply(zone, query, PLAIN_UDP_BYTES), reply(zone, query, TCP_BYTES)
    assert udp is not None
    assert tcp is not None
    assert len(udp) <= PLAIN_UDP_BYTES
    assert dns.message.from_wire(udp, ignore_trailing=True).flags & dns.flags.TC
    assert len(dns.message.from_wire(tcp).answer[0]) == 200


def test_answers_are_not_answered() -> None:
    """Two servers must not talk to each other for ever."""
    query = dns.message.make_query("tot.brvt.test", "A")
    assert reply(ZONE, dns.message.make_response(query).to_wire(), TCP_BYTES) is None


@given(st.binary(max_size=600))
def test_garbage_raises_nothing(garbage: bytes) -> None:
    """Whatever comes, with and without a plausible header before it."""
    header = struct.pack(">6H", 1, 0x0100, 1, 0, 0, 0)
    for wire in (garbage, header + garbage):
        assert isinstance(reply(ZONE, wire, PLAIN_UDP_BYTES), bytes | None)


@given(st.integers(0, 65_535), st.integers(0, 65_535), st.sampled_from(["tot", "khong-co", "_dmarc", "*"]))
def test_any_type_and_class_gets_a_reply(rdtype: int, rdclass: int, name: str) -> None:
    """Known or not."""
    question = b"".join(bytes((len(label),)) + label.encode() for label in (name, "brvt", "test")) + b"\0"
    wire = struct.pack(">6H", 7, 0x0100, 1, 0, 0, 0) + question + struct.pack(">2H", rdtype, rdclass)
    assert isinstance(reply(ZONE, wire, PLAIN_UDP_BYTES), bytes | None)


def test_garbage_over_tcp_ends_the_connection(lab: Lab) -> None:
    """Without an answer."""
    with socket.create_connection(lab.resolver, timeout=10) as client:
        client.sendall(b"\x00\x05abcde")
        with contextlib.suppress(ConnectionResetError):
            assert client.recv(100) == b""
