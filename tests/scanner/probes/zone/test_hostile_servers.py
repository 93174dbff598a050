"""Name servers that answer nonsense, or without end: bounded, and told as what they are."""

import asyncio
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import dns.message
import pytest
from dns.name import from_text

from checks.facts import NameServer
from scanner.probes.zone import asking, servers
from tests.scanner.probes import contexts
from tests.scanner.probes.dns import rogues

APEX = from_text("lab.test")
HERE = "127.0.0.1"
Spoil = Callable[[bytes], bytes]
SOA = "lab.test. 60 IN SOA ns1.lab.test. admin.lab.test. 9 1 1 1 1"


def answered(question: bytes, *lines: str, apex: str = "lab.test") -> bytes:
    """A good answer to a question of another zone, or of this one."""
    query = dns.message.from_wire(question)
    response = dns.message.make_response(query)
    response.flags |= dns.flags.AA
    text = "\n".join(lines).replace("lab.test. 60", f"{apex}. 60")
    response.answer = dns.message.from_text(f"id 1\n;ANSWER\n{text}\n").answer if text else []
    return response.to_wire()


def other_id(question: bytes) -> bytes:
    """A forged answer: its id is another."""
    good = answered(question, SOA)
    return struct.pack(">H", struct.unpack(">H", good[:2])[0] ^ 1) + good[2:]


class Rogue(asyncio.DatagramProtocol):
    """Answers each datagram as it is told to."""

    def __init__(self, spoil: Spoil) -> None:
        self._spoil = spoil

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
        """The socket is ready."""
        self._transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Answer."""
        self._transport.sendto(self._spoil(data), addr)


@asynccontextmanager
async def rogue(spoil: Spoil) -> AsyncIterator[int]:
    """The port of such a server."""
    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
        lambda: Rogue(spoil), local_addr=(HERE, 0)
    )
    try:
        yield transport.get_extra_info("sockname")[1]
    finally:
        transport.close()


@pytest.mark.parametrize(
    ("spoil", "state"),
    [
        (lambda question: answered(question, SOA), "authoritative"),
        (lambda question: answered(question, SOA, apex="other.test"), "lame"),
        (answered, "lame"),
        (lambda _: b"\x00" * 4, "silent"),
        (lambda question: question[:2] + b"\xff" * 1200, "silent"),
        (other_id, "silent"),
    ],
    ids=["good", "another zone's", "empty", "short", "garbage", "forged"],
)
async def test_only_an_answer_counts(monkeypatch: pytest.MonkeyPatch, spoil: Spoil, state: str) -> None:
    """What is forged or cannot be read is no answer; what is of another zone is none of an authority."""
    monkeypatch.setattr(asking, "TRIES", 1)
    monkeypatch.setattr(asking, "QUERY_SECONDS", 0.3 if state == "silent" else 20.0)
    async with rogue(spoil) as port:
        context = contexts.context(resolver=(HERE, port))
        found = await servers.answers(APEX, [NameServer(name="ns1.lab.test", ipv4=(HERE,))], context)
    assert [one.state for one in found] == [state]


def over_tcp(query: dns.message.Message) -> bytes:
    """The whole answer."""
    return answered(query.to_wire(), SOA)


@pytest.mark.parametrize(
    ("tcp", "state"),
    [(over_tcp, "authoritative"), (rogues.silent, "silent"), (rogues.truncated, "silent")],
    ids=["whole", "hung up on", "truncated there too"],
)
async def test_a_truncated_answer_is_asked_for_over_tcp(
    monkeypatch: pytest.MonkeyPatch, tcp: rogues.Answer, state: str
) -> None:
    """A server that rations datagrams is no lame one, and what is cut off tells nothing (RFC 7766)."""
    monkeypatch.setattr(asking, "TRIES", 1)
    async with rogues.answering(rogues.truncated, tcp) as server:
        context = contexts.context(resolver=server)
        found = await servers.answers(APEX, [NameServer(name="ns1.lab.test", ipv4=(HERE,))], context)
    assert ([one.state for one in found], context.connections) == ([state], {"dns": 2})


async def test_of_a_transfer_without_end_the_first_message_is_read() -> None:
    """A server that sends the zone for ever is left after its first message."""
    left = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        (length,) = struct.unpack(">H", await reader.readexactly(2))
        message = answered(await reader.readexactly(length), SOA)
        try:
            while True:
                writer.write(struct.pack(">H", len(message)) + message)
                await writer.drain()
        except ConnectionError:
            left.set()
        finally:
            writer.close()

    async with await asyncio.start_server(serve, HERE, 0) as server:
        port = server.sockets[0].getsockname()[1]
        answer = await asking.first_of_transfer(HERE, APEX, contexts.context(resolver=(HERE, port)))
        await asyncio.wait_for(left.wait(), 20)
    assert not isinstance(answer, str)
    assert answer.is_good
