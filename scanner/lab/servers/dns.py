"""The lab's name server: authoritative for brvt.test, over UDP and TCP, and no name but its own exists."""

import asyncio
import struct
from collections.abc import Iterable, Mapping

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.opcode
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.zone

from scanner.lab.connections.client import ClientConnection
from scanner.lab.estate.host import DOMAIN

LENGTH_BYTES = 2
PLAIN_UDP_BYTES = 512  # RFC 1035, 2.3.4
TCP_BYTES = 65_535
TRANSFERS = (dns.rdatatype.AXFR, dns.rdatatype.IXFR)

APEX = """$TTL 60
@ SOA ns1 attt 1 3600 600 86400 60
@ NS ns1
@ NS ns2
@ MX 0 .
@ TXT "v=spf1 -all"
@ CAA 0 issue "ca.brvt.test"
_dmarc TXT "v=DMARC1; p=reject"
"""


def zone_of(name_servers: Iterable[str], hosts: Mapping[str, tuple[str, ...]]) -> dns.zone.Zone:
    """The zone: addresses of ns1, ns2 … (each with ::1 too) and of the hosts by their first label."""
    servers = {f"ns{number}": (ipv4, "::1") for number, ipv4 in enumerate(name_servers, start=1)}
    lines = [APEX, *(_addresses(name, of) for name, of in {**servers, **hosts}.items())]
    lines += [
        f'{name} MX 0 .\n{name} TXT "v=spf1 -all"\n{name} CAA 0 issue "ca.brvt.test"\n' for name in hosts
    ]
    return dns.zone.from_text("".join(lines), origin=f"{DOMAIN}.", relativize=False)


def _addresses(name: str, addresses: Iterable[str]) -> str:
    return "".join(f"{name} {'AAAA' if ':' in address else 'A'} {address}\n" for address in addresses)


def reply(zone: dns.zone.Zone, wire: bytes, limit: int) -> bytes | None:
    """The answer on the wire, cut to ``limit`` bytes (TC set) or what the client takes; None to garbage."""
    try:
        query = dns.message.from_wire(wire)
        response = dns.message.make_response(query)
    except dns.exception.DNSException:
        return None
    _fill(zone, query, response)
    size = limit if limit == TCP_BYTES else max(limit, query.payload)
    return response.to_wire(max_size=size, prefer_truncation=True)


def _fill(zone: dns.zone.Zone, query: dns.message.Message, response: dns.message.Message) -> None:
    if query.opcode() != dns.opcode.QUERY or len(query.question) != 1:
        response.set_rcode(dns.rcode.NOTIMP)
        return
    question = query.question[0]
    if question.rdtype in TRANSFERS or question.rdclass != dns.rdataclass.IN:
        response.set_rcode(dns.rcode.REFUSED)
        return
    response.flags |= dns.flags.AA
    _answer(zone, question.name, question.rdtype, response)


def _answer(
    zone: dns.zone.Zone, name: dns.name.Name, rdtype: dns.rdatatype.RdataType, response: dns.message.Message
) -> None:
    in_zone = name.is_subdomain(_origin(zone))
    node = zone.get_node(name) if in_zone else None
    if node is None:
        response.set_rcode(dns.rcode.NXDOMAIN)
    elif rrset := zone.get_rrset(name, rdtype):
        response.answer.append(rrset)
        return
    if in_zone:  # RFC 2308: the SOA says how long the "no" holds
        response.authority.append(zone.find_rrset(_origin(zone), dns.rdatatype.SOA))


def _origin(zone: dns.zone.Zone) -> dns.name.Name:
    return dns.name.from_text(DOMAIN) if zone.origin is None else zone.origin


class DnsOverUdp(asyncio.DatagramProtocol):
    """One datagram in, at most one out."""

    def __init__(self, zone: dns.zone.Zone) -> None:
        self._zone = zone

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
        """The socket is ready."""
        self._transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Answer what makes sense."""
        answer = reply(self._zone, data, PLAIN_UDP_BYTES)
        if answer is not None:
            self._transport.sendto(answer, addr)


class DnsOverTcp(ClientConnection):
    """Messages behind their lengths (RFC 7766)."""

    def __init__(self, zone: dns.zone.Zone, open_connections: set[ClientConnection]) -> None:
        super().__init__(open_connections)
        self._zone = zone

    def received(self, buffer: bytearray) -> None:
        """Answer every whole message; hang up on garbage."""
        while len(buffer) >= LENGTH_BYTES:
            (length,) = struct.unpack_from(">H", buffer)
            if len(buffer) < LENGTH_BYTES + length:
                return
            message = bytes(buffer[LENGTH_BYTES : LENGTH_BYTES + length])
            del buffer[: LENGTH_BYTES + length]
            answer = reply(self._zone, message, TCP_BYTES)
            if answer is None:
                self.abort()
                return
            self.send(struct.pack(">H", len(answer)) + answer)
