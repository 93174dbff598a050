"""A first flight of TLS 1.2 made by hand: any certificates, any suites, and no key that fits them."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from benchmarks.accuracy.host import Place, Served
from benchmarks.accuracy.root import ROOT
from benchmarks.accuracy.serving import Sent, Serve, der, named
from scanner.probes.tls.wire.codes import Version
from scanner.probes.tls.wire.cursor import Cursor
from tests.scanner.probes.authority import Issued
from tests.scanner.probes.hostile import resets_at_once
from tests.scanner.probes.listening import Handler, serving
from tests.scanner.probes.tls.flights import alert, certificate, done, records, server_hello

RSA_AES_128_GCM, RSA_AES_256_GCM = 0x009C, 0x009D
HANDSHAKE, RECORD_HEADER, MESSAGE_HEADER, RANDOM = 22, 5, 4, 32
HANDSHAKE_FAILURE, PROTOCOL_VERSION = 40, 70
MOST_OCTETS = 65_536


def by_hand(
    *sent: Sent,
    suites: Sequence[int] = (RSA_AES_128_GCM, RSA_AES_256_GCM),
    reset_every: int = 0,
    root: Issued = ROOT,
) -> Serve:
    """A server with this list of certificates and these suites, in its own order.

    ``reset_every``: one connection in so many is reset, another one in each run; 0: none.
    """
    flight = certificate(*map(der, sent)) + done()

    @asynccontextmanager
    async def serve(place: Place) -> AsyncIterator[Served]:
        handler = _handler(flight, suites, reset_every, place.run)
        async with serving(handler, place.address) as port, named(place, port, root=root) as served:
            yield served

    return serve


def _handler(flight: bytes, suites: Sequence[int], reset_every: int, first: int) -> Handler:
    numbers = iter(range(first, 100_000))

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        number, hello = next(numbers), await reader.read(MOST_OCTETS)
        if reset_every and number % reset_every == 0:
            await resets_at_once(reader, writer)
        elif hello[:1] == bytes((HANDSHAKE,)):
            writer.write(_answer(hello, flight, suites))
            await writer.drain()
            writer.write_eof()
            await reader.read(MOST_OCTETS)

    return handle


def _answer(hello: bytes, flight: bytes, suites: Sequence[int]) -> bytes:
    cursor = Cursor(hello[RECORD_HEADER + MESSAGE_HEADER :])
    version = cursor.number(2)
    cursor.take(RANDOM)
    cursor.vector(1)
    listed = cursor.vector(2)
    offered = {int.from_bytes(listed[at : at + 2]) for at in range(0, len(listed), 2)}
    if version < Version.TLS_1_2:
        return alert(PROTOCOL_VERSION)
    chosen = next((suite for suite in suites if suite in offered), None)
    if chosen is None:
        return alert(HANDSHAKE_FAILURE)
    return records(server_hello(suite=chosen) + flight)
