"""Name servers that misbehave, over UDP and TCP on one port."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from itertools import pairwise
from typing import cast

import dns.edns
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

from tests.scanner.probes.listening import serving

Answer = Callable[[dns.message.Message], bytes | None]


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, answers: tuple[Answer, ...], delay: float) -> None:
        self._answers = answers
        self._delay = delay

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        for answer in self._answers:
            found = answer(dns.message.from_wire(data))
            if found is not None:
                asyncio.get_running_loop().call_later(self._delay, self._transport.sendto, found, addr)


@contextlib.asynccontextmanager
async def answering(
    udp: Answer, tcp: Answer | None = None, before: tuple[Answer, ...] = (), delay: float = 0
) -> AsyncIterator[tuple[str, int]]:
    """A server that answers by these functions; yields its address and port.

    ``before``: what it sends over UDP before its answer, as somebody does who forges answers. ``delay``:
    seconds that each answer takes, over TCP alone where it has one of its own there.
    """

    async def stream(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        length = int.from_bytes(await reader.readexactly(2))
        found = (tcp or udp)(dns.message.from_wire(await reader.readexactly(length)))
        await asyncio.sleep(delay)
        if found is not None:
            writer.write(len(found).to_bytes(2) + found)
            await writer.drain()

    async with serving(stream) as port:
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(
            lambda: _Datagrams((*before, udp), 0 if tcp else delay), local_addr=("127.0.0.1", port)
        )
        try:
            yield "127.0.0.1", port
        finally:
            transport.close()


def silent(_query: dns.message.Message) -> None:
    """Never answers."""


def servfail(query: dns.message.Message) -> bytes:
    """Fails to resolve anything, as a resolver does with a broken zone."""
    return _response(query, dns.rcode.SERVFAIL).to_wire()


def bogus(query: dns.message.Message) -> bytes:
    """A validating resolver that met signatures out of date, and says so (RFC 8914)."""
    response = _response(query, dns.rcode.SERVFAIL)
    response.use_edns(0, options=[dns.edns.EDEOption(dns.edns.EDECode.SIGNATURE_EXPIRED, "since Tuesday")])
    return response.to_wire()


def chatty(query: dns.message.Message) -> bytes:
    """An error with more to say than anybody reads, under a code that nobody knows."""
    response = _response(query, dns.rcode.NOTIMP)
    response.use_edns(
        0,
        options=[dns.edns.EDEOption(dns.edns.EDECode.make(number), "x" * 200) for number in range(900, 905)],
    )
    return response.to_wire()


def refused(query: dns.message.Message) -> bytes:
    """Serves others only."""
    return _response(query, dns.rcode.REFUSED).to_wire()


def garbage(query: dns.message.Message) -> bytes:
    """The right number, and nonsense after it."""
    return query.id.to_bytes(2) + b"\xff" * 40


def forged(query: dns.message.Message) -> bytes:
    """An answer to another question."""
    response = _response(query)
    response.id = query.id ^ 1
    return response.to_wire()


def truncated(query: dns.message.Message) -> bytes:
    """Nothing over UDP but the advice to use TCP."""
    response = _response(query)
    response.flags |= dns.flags.TC
    return response.to_wire()


def circular(query: dns.message.Message) -> bytes:
    """Two aliases of each other."""
    response = _response(query)
    name = query.question[0].name
    response.answer = [
        dns.rrset.from_text(name, 60, "IN", "CNAME", "other.test."),
        dns.rrset.from_text("other.test.", 60, "IN", "CNAME", name.to_text()),
    ]
    return response.to_wire()


def entangled(query: dns.message.Message) -> bytes:
    """An address whose owner's name is a pointer to itself (RFC 1035, 4.1.4)."""
    return _one_record(query, lambda at: (0xC000 | at).to_bytes(2))


def spiral(query: dns.message.Message) -> bytes:
    """The same, round and round: a label, then a pointer back to it."""
    return _one_record(query, lambda at: b"\x01a" + (0xC000 | at).to_bytes(2))


def ahead(query: dns.message.Message) -> bytes:
    """The same, with a pointer beyond the end."""
    return _one_record(query, lambda _: b"\xff\xff")


def cut_off(query: dns.message.Message) -> bytes:
    """Says that there is one record, and ends in the middle of it without a word (TC) of that."""
    return _one_record(query, lambda _: b"\xc0\x0c")[:-6]


def _one_record(query: dns.message.Message, owner: Callable[[int], bytes]) -> bytes:
    question = query.question[0].name.to_digestable() + query.question[0].rdtype.to_bytes(2) + b"\0\1"
    head = query.id.to_bytes(2) + b"\x81\x80\0\1\0\1" + bytes(4) + question
    data = b"\xc0\x00\x02\x01"
    fixed = query.question[0].rdtype.to_bytes(2) + b"\0\1\0\0\0\x3c" + len(data).to_bytes(2)
    return head + owner(len(head)) + fixed + data


def elsewhere(query: dns.message.Message) -> bytes:
    """The right number, and the answer to a question about another name."""
    other = dns.message.make_query("other.test", query.question[0].rdtype)
    other.id = query.id
    return address(other)


def mute_on_what(query: dns.message.Message) -> bytes:
    """An error without the question, as some servers give; and no answer without one."""
    return query.id.to_bytes(2) + b"\x81\x85" + bytes(8)


def oversized(query: dns.message.Message) -> bytes:
    """A datagram far larger than the query allows."""
    return _with_records(query, 300)


def boundless(query: dns.message.Message) -> bytes:
    """More records than anybody reads; served over TCP, where they fit."""
    return _with_records(query, 1100)


def _with_records(query: dns.message.Message, number: int) -> bytes:
    """So many A records, written at once: a server under test may not be slow at that."""
    records = b"".join(b"\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4" + address.to_bytes(4) for address in range(number))
    header = query.id.to_bytes(2) + b"\x81\x80\0\1" + number.to_bytes(2) + bytes(4)
    question = query.question[0]
    return header + question.name.to_digestable() + question.rdtype.to_bytes(2) + b"\0\1" + records


def chain_of_50(query: dns.message.Message) -> bytes:
    """Fifty aliases one after another, then an address."""
    response = _response(query)
    links = [query.question[0].name.to_text(), *(f"a{n}.test." for n in range(50))]
    response.answer = [
        dns.rrset.from_text(link, 60, "IN", "CNAME", following) for link, following in pairwise(links)
    ]
    response.answer.append(dns.rrset.from_text(links[-1], 60, "IN", "A", "192.0.2.1"))
    return response.to_wire(max_size=65535)


def address(query: dns.message.Message) -> bytes:
    """An A record for every name, and nothing else."""
    response = _response(query)
    question = query.question[0]
    if question.rdtype == dns.rdatatype.A:
        response.answer = [dns.rrset.from_text(question.name, 60, "IN", "A", "192.0.2.1")]
    return response.to_wire()


def without_ipv6(query: dns.message.Message) -> bytes:
    """As ``address``, but denies that the name exists when asked for AAAA (RFC 4074, 4.2)."""
    if query.question[0].rdtype == dns.rdatatype.AAAA:
        return _response(query, dns.rcode.NXDOMAIN).to_wire()
    return address(query)


def only(kind: str, answer: Answer, otherwise: Answer) -> Answer:
    """One behaviour for a record type, another for the rest."""
    wanted = dns.rdatatype.from_text(kind)
    return lambda query: (answer if query.question[0].rdtype == wanted else otherwise)(query)


def _response(query: dns.message.Message, rcode: int = dns.rcode.NOERROR) -> dns.message.Message:
    response = dns.message.make_response(query)
    response.set_rcode(dns.rcode.Rcode(rcode))
    return response
