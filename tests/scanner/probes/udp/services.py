"""Small UDP servers, whose answers are built from the standards, on loopback addresses of their own."""

import asyncio
import contextlib
import struct
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import cast

Answer = Callable[[bytes], list[bytes]]


def snmp(question: bytes) -> list[bytes]:
    """GetResponse with sysDescr "Switch 1" to the community "public" (RFC 1157, 4.1.3)."""
    if b"public" not in question:
        return []
    version, number = question[2:5], question[15:21]
    text = b"Cisco IOS Software, Switch 1"
    variable = bytes((0x06, 8)) + bytes.fromhex("2b06010201010100") + bytes((0x04, len(text))) + text
    value = bytes((0x30, len(variable))) + variable
    listed = bytes((0x30, len(value))) + value
    pdu = number + b"\x02\x01\0\x02\x01\0" + listed
    message = version + b"\x04\x06public" + bytes((0xA2, len(pdu))) + pdu
    return [bytes((0x30, len(message))) + message]


def snmp_of_version_2c(question: bytes) -> list[bytes]:
    """The same, and silence for version 1."""
    return snmp(question) if question[4] == 1 else []


def open_resolver(question: bytes) -> list[bytes]:
    """An answer with recursion available and a record (RFC 1035, 4.1)."""
    record = b"\0" + struct.pack(">HHIH", 2, 1, 3600, 4) + b"\x01a\0\0"
    return [question[:2] + struct.pack(">HHHHH", 0x8180, 1, 1, 0, 0) + question[12:] + record]


def refusing_dns(question: bytes) -> list[bytes]:
    """REFUSED, as by a server of its own zones alone."""
    return [question[:2] + struct.pack(">HHHHH", 0x8105, 1, 0, 0, 0) + question[12:]]


def recursion_without_answer(question: bytes) -> list[bytes]:
    """SERVFAIL with recursion available: it did not serve."""
    return [question[:2] + struct.pack(">HHHHH", 0x8182, 1, 0, 0, 0) + question[12:]]


def ntp(question: bytes) -> list[bytes]:
    """Mode 7: a list of 6 peers in two datagrams; mode 6: variables (RFC 1305, appendix B)."""
    if question[0] & 7 == 7:
        head = bytes((0xD7, 0, 3, 42)) + struct.pack(">HH", 6, 72)
        return [head + bytes(6 * 72)] * 2
    variables = b'version="ntpd 4.2.6p5", processor="x86_64", system="Linux/3.10"'
    return [bytes((0x16, 0x82, 0, 1, 0, 0, 0, 0, 0, 0)) + struct.pack(">H", len(variables)) + variables]


def guarded_ntp(question: bytes) -> list[bytes]:
    """Errors: implementation not supported; bad association."""
    if question[0] & 7 == 7:
        return [bytes((0x97, 0, 3, 42, 0x10, 0, 0, 0))]
    return [bytes((0x16, 0xC2, 0, 1, 3, 0, 0, 0, 0, 0, 0, 0))]


def ipmi(_question: bytes) -> list[bytes]:
    """Channel authentication capabilities with anonymous login (IPMI 2.0, 22.13)."""
    return [bytes.fromhex("0600ff0700000000000000000010811c632000380001800302000000000000")]


def ssdp(_question: bytes) -> list[bytes]:
    """A root device."""
    return [b"HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nServer: Linux/3.4 UPnP/1.0 MiniUPnPd/1.9\r\n\r\n"]


def memcached(question: bytes) -> list[bytes]:
    """A version, in memcached's frame."""
    return [question[:8] + b"VERSION 1.4.15\r\n"]


def cldap(_question: bytes) -> list[bytes]:
    """SearchResEntry and SearchResDone (RFC 4511, 4.5.2)."""
    return [bytes.fromhex("300b0201016406040030020000"), bytes.fromhex("300c02010165070a010004000400")]


def port_mapper(question: bytes) -> list[bytes]:
    """An accepted reply of the procedure that does nothing."""
    return [question[:4] + bytes.fromhex("0000000100000000000000000000000000000000")]


def netbios(question: bytes) -> list[bytes]:
    """A node status."""
    return [question[:2] + bytes.fromhex("84000000000100000000") + b" CKAAA"]


def chargen(_question: bytes) -> list[bytes]:
    """Some characters."""
    return [b"!\"#$%&'()*+,-./0123456789" * 10]


def bacnet(_question: bytes) -> list[bytes]:
    """ComplexACK of ReadProperty."""
    return [bytes.fromhex("810a0014010030010c0c023fffff194b3ec4020004d23f")]


def garbage(_question: bytes) -> list[bytes]:
    """What is no answer to any of them."""
    return [b"\xff" * 40]


@dataclass
class Host(asyncio.DatagramProtocol):
    """One port's server, and what it was asked."""

    answer: Answer
    asked: list[bytes] = field(default_factory=list)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Kept for the answers."""
        self.transport = cast("asyncio.DatagramTransport", transport)
        self.port = int(transport.get_extra_info("sockname")[1])

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Answer."""
        self.asked.append(data)
        for one in self.answer(data):
            self.transport.sendto(one, addr)


@contextlib.asynccontextmanager
async def serving_udp(address: str, port: int, answer: Answer) -> AsyncIterator[Host]:
    """A server at one address and port; 0 stands for any."""
    loop = asyncio.get_running_loop()
    transport, host = await loop.create_datagram_endpoint(lambda: Host(answer), local_addr=(address, port))
    try:
        yield host
    finally:
        transport.close()
