"""The lab's name server: an authority on its own zones, over UDP and TCP, and no other name exists."""

import asyncio
import struct

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.opcode
import dns.rcode
import dns.rdataclass
import dns.rdatatype

from scanner.lab.connections.client import ClientConnection
from scanner.lab.servers.zones import LabZone, Zones

LENGTH_BYTES = 2
PLAIN_UDP_BYTES = 512  # RFC 1035, 2.3.4
TCP_BYTES = 65_535
TRANSFERS = (dns.rdatatype.AXFR, dns.rdatatype.IXFR)


def reply(zones: Zones, wire: bytes, limit: int) -> bytes | None:
    """The answer on the wire, cut to ``limit`` bytes (TC set) or what the client takes; None to garbage."""
    try:
        query = dns.message.from_wire(wire)
        response = dns.message.make_response(query)
    except dns.exception.DNSException:
        return None
    _fill(zones, query, response)
    size = limit if limit == TCP_BYTES else max(limit, query.payload)
    return response.to_wire(max_size=size, prefer_truncation=True)


def _fill(zones: Zones, query: dns.message.Message, response: dns.message.Message) -> None:
    if query.opcode() != dns.opcode.QUERY or len(query.question) != 1:
        response.set_rcode(dns.rcode.NOTIMP)
        return
    question = query.question[0]
    if question.rdtype in TRANSFERS or question.rdclass != dns.rdataclass.IN:
        response.set_rcode(dns.rcode.REFUSED)
        return
    response.flags |= dns.flags.AA
    zone = zones.holding(question.name, question.rdtype)
    if zone is None:
        response.set_rcode(dns.rcode.NXDOMAIN)
        return
    _answer(zone, question.name, question.rdtype, response)
    if query.ednsflags & dns.flags.DO:
        _add_signatures(zone, response)


def _answer(
    zone: LabZone, name: dns.name.Name, rdtype: dns.rdatatype.RdataType, response: dns.message.Message
) -> None:
    if rrset := zone.records.get_rrset(name, rdtype):
        response.answer.append(rrset)
        return
    if zone.records.get_node(name) is None:
        response.set_rcode(dns.rcode.NXDOMAIN)
    # RFC 2308: the SOA says how long the "no" holds
    response.authority.append(zone.records.find_rrset(zone.origin, dns.rdatatype.SOA))


def _add_signatures(zone: LabZone, response: dns.message.Message) -> None:
    """RFC 4035, section 3.1: those of the records, and the records that prove that there are none."""
    if not response.answer:
        response.authority.extend(zone.denying(response.question[0].name))
    for section in (response.answer, response.authority):
        found = [zone.records.get_rrset(one.name, dns.rdatatype.RRSIG, one.rdtype) for one in section]
        section.extend(signatures for signatures in found if signatures is not None)


class DnsOverUdp(asyncio.DatagramProtocol):
    """One datagram in, at most one out."""

    def __init__(self, zones: Zones) -> None:
        self._zones = zones

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
        """The socket is ready."""
        self._transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Answer what makes sense."""
        answer = reply(self._zones, data, PLAIN_UDP_BYTES)
        if answer is not None:
            self._transport.sendto(answer, addr)


class DnsOverTcp(ClientConnection):
    """Messages behind their lengths (RFC 7766)."""

    def __init__(self, zones: Zones, open_connections: set[ClientConnection]) -> None:
        super().__init__(open_connections)
        self._zones = zones

    def received(self, buffer: bytearray) -> None:
        """Answer every whole message; hang up on garbage."""
        while len(buffer) >= LENGTH_BYTES:
            (length,) = struct.unpack_from(">H", buffer)
            if len(buffer) < LENGTH_BYTES + length:
                return
            message = bytes(buffer[LENGTH_BYTES : LENGTH_BYTES + length])
            del buffer[: LENGTH_BYTES + length]
            answer = reply(self._zones, message, TCP_BYTES)
            if answer is None:
                self.abort()
                return
            self.send(struct.pack(">H", len(answer)) + answer)
