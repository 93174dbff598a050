"""One question over the wire, from a port of its own (RFC 5452), and the octets that answer it."""

import asyncio
import secrets
import socket
import struct

from dns.name import Name
from dns.rdatatype import RdataType

PAYLOAD = 1232  # octets: passes every path unfragmented (DNS flag day 2020)
LARGEST_DATAGRAM = 65_535  # octets
MOST_OCTETS = 4096  # of a datagram: some servers send more than was asked for
MOST_RECORDS = 1024  # that are read of one answer
HEADER = 12  # octets
RECURSION_AND_NO_CHECKING = 0x0110  # RD, and CD: what a validating resolver takes for bogus is seen too
CLASS_IN, OPT, DNSSEC_OK = 1, 41, 0x8000
OPT_OCTETS = 11  # of a query that has no options
RESPONSE, TRUNCATED, OPCODE, RCODE = 0x80, 0x02, 0x78, 0x0F


class OversizedError(Exception):
    """The answer is larger than anybody reads; says what it is."""


class NoTcpError(Exception):
    """The answer did not fit a datagram, and could not be had over TCP."""

    def __init__(self, error: OSError | EOFError) -> None:
        super().__init__(getattr(error, "strerror", None) or "the connection was closed")


def question(name: Name, kind: RdataType) -> bytes:
    """A recursive query that asks for signatures too (DO: RFC 3225), under a number of its own."""
    return _query(name, kind, RECURSION_AND_NO_CHECKING, DNSSEC_OK)


def direct_question(name: Name, kind: RdataType) -> bytes:
    """A query to a name server itself: what it has of its own, without signatures."""
    return _query(name, kind, 0, 0)


def _query(name: Name, kind: RdataType, flags: int, bits: int) -> bytes:
    asked = b"".join(bytes((len(label),)) + label for label in name.labels).lower()
    return b"".join(
        (
            secrets.token_bytes(2),
            struct.pack("!HHHHH", flags, 1, 0, 0, 1),
            asked,
            struct.pack("!HHBHHIH", kind, CLASS_IN, 0, OPT, PAYLOAD, bits, 0),
        )
    )


def is_truncated(wire: bytes) -> bool:
    """Whether the rest is to be had over TCP (RFC 7766)."""
    return bool(wire[2] & TRUNCATED)


def bounded(wire: bytes) -> bytes:
    """An answer that is worth reading.

    Raises:
        OversizedError: it has more records than anybody reads.

    """
    if sum(struct.unpack("!HHH", wire[6:HEADER])) > MOST_RECORDS:
        raise OversizedError(f"an answer of more than {MOST_RECORDS} records")
    return wire


async def over_udp(query: bytes, address: str, port: int) -> bytes:
    """The first datagram from there that answers the query; others, which anyone can send, are ignored.

    Raises:
        OSError: nobody listens there.
        OversizedError: it is larger than a datagram should be.

    """
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.settimeout(0)
        asking.connect((address, port))
        await loop.sock_sendall(asking, query)
        while not _answers(query, wire := await loop.sock_recv(asking, LARGEST_DATAGRAM)):
            pass
    if len(wire) > MOST_OCTETS:
        raise OversizedError(f"a datagram of {len(wire)} octets")
    return wire


async def over_tcp(query: bytes, address: str, port: int) -> bytes:
    """The answer over a connection.

    Raises:
        NoTcpError: there is none, or no whole answer on it.

    """
    try:
        reader, writer = await asyncio.open_connection(address, port)
        try:
            writer.write(len(query).to_bytes(2) + query)
            wire = await reader.readexactly(int.from_bytes(await reader.readexactly(2)))
        finally:
            writer.close()
    except TimeoutError:
        raise
    except (OSError, EOFError) as error:
        raise NoTcpError(error) from error
    if not _answers(query, wire):
        raise NoTcpError(OSError(0, "what it answers is to another question"))
    if is_truncated(wire):  # nothing in it is whole, and what is missing is no absence
        raise NoTcpError(OSError(0, "its answer is truncated there, too"))
    return wire


def _answers(query: bytes, wire: bytes) -> bool:
    """Whether a message bears the query's number and repeats its question, which some errors leave out."""
    if len(wire) < HEADER or wire[:2] != query[:2] or not wire[2] & RESPONSE or wire[2] & OPCODE:
        return False
    if wire[4:6] == b"\0\0":
        return bool(wire[3] & RCODE)
    asked = slice(HEADER, len(query) - OPT_OCTETS)
    return wire[4:6] == b"\0\1" and wire[asked].lower() == query[asked].lower()
