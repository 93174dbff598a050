"""How the hosts are served: by nginx, or by a first flight made by hand where no server does that today."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.suites.badssl.certificates import Authorities
from scanner.probes.tls.wire.client_hello import handshake_message, vector
from scanner.probes.tls.wire.codes import HandshakeType, Version
from scanner.probes.tls.wire.cursor import Cursor
from tests.scanner.probes.authority import Issued
from tests.scanner.probes.listening import Handler, closed_port, serving
from tests.scanner.probes.nginx import nginx
from tests.scanner.probes.tls.flights import alert, certificate, done, records, server_hello

HANDSHAKE, RECORD_HEADER, MESSAGE_HEADER, RANDOM = 22, 5, 4, 32
HANDSHAKE_FAILURE, PROTOCOL_VERSION = 40, 70
OCTETS = 65_536


@dataclass(frozen=True)
class Place:
    """Where a host stands."""

    authorities: Authorities
    folder: Path
    host: str


Ports = tuple[int, int]  # of https and of http
Serve = Callable[[Place], AbstractAsyncContextManager[Ports]]
Making = Callable[[Authorities, str], Issued]
Sending = Callable[[Authorities, str], Sequence[bytes]]


def by_nginx(make: Making, directives: str, plain: str = "return 301 https://$host$request_uri;") -> Serve:
    """A real server with this certificate, and a plain port beside it."""

    @asynccontextmanager
    async def serve(place: Place) -> AsyncIterator[Ports]:
        files = make(place.authorities, place.host).write(place.folder, "host")
        place.authorities.root.write(place.folder, "root")
        (place.folder / "plain").mkdir()
        own = directives.replace("FOLDER", str(place.folder))
        with (
            nginx(place.folder, files, protocol=own) as https,
            nginx(place.folder / "plain", protocol=plain) as http,
        ):
            yield https, http

    return serve


@asynccontextmanager
async def plain_only(place: Place) -> AsyncIterator[Ports]:
    """A site without https."""
    with closed_port() as closed, nginx(place.folder) as http:
        yield closed, http


@dataclass(frozen=True, kw_only=True)
class Flight:
    """What a server made by hand answers up to TLS 1.2, in its own order; no handshake comes to an end.

    ``dh_bits``: of the prime that it sends with each suite; 0: it sends none.
    """

    versions: tuple[int, ...] = (Version.TLS_1_2,)
    suites: tuple[int, ...] = (0x009C, 0x009D)  # RSA with AES-GCM
    dh_bits: int = 0

    def answer(self, hello: bytes, chain: Sequence[bytes]) -> bytes:
        """The first flight, or the alert; nothing to what is no record of a handshake."""
        if hello[0] != HANDSHAKE:
            return b""
        cursor = Cursor(hello[RECORD_HEADER + MESSAGE_HEADER :])
        asked = cursor.number(2)
        cursor.take(RANDOM)
        cursor.vector(1)
        listed = cursor.vector(2)
        offered = {int.from_bytes(listed[at : at + 2]) for at in range(0, len(listed), 2)}
        version = max((version for version in self.versions if version <= asked), default=None)
        suite = next((suite for suite in self.suites if suite in offered), None)
        if version is None or suite is None:
            return alert(PROTOCOL_VERSION if version is None else HANDSHAKE_FAILURE)
        exchange = _finite_field(self.dh_bits) if self.dh_bits else b""
        flight = server_hello(version, suite) + certificate(*chain) + exchange + done()
        return b"".join(_with_version(each, version) for each in _split(records(flight)))


def by_hand(send: Sending, flight: Flight) -> Serve:
    """A server that answers so; the plain port is closed."""

    @asynccontextmanager
    async def serve(place: Place) -> AsyncIterator[Ports]:
        chain = send(place.authorities, place.host)
        with closed_port() as closed:
            async with serving(_handler(lambda hello: flight.answer(hello, chain))) as port:
                yield port, closed

    return serve


def _handler(answer: Callable[[bytes], bytes]) -> Handler:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if hello := await reader.read(OCTETS):
            writer.write(answer(hello))
            await writer.drain()
            writer.write_eof()
            await reader.read(OCTETS)

    return handle


def _finite_field(bits: int) -> bytes:
    """A ServerKeyExchange (RFC 5246, 7.4.3) with an odd number of so many bits for a prime."""
    prime = ((1 << (bits - 1)) | 1).to_bytes((bits + 7) // 8, "big")
    parameters = vector(2, prime) + vector(2, b"\2") + vector(2, prime[:-1] + b"\3")
    return handshake_message(HandshakeType.SERVER_KEY_EXCHANGE, parameters + b"\4\1" + vector(2, bytes(256)))


def _split(flight: bytes) -> list[bytes]:
    split = []
    while flight:
        end = RECORD_HEADER + int.from_bytes(flight[3:5])
        split.append(flight[:end])
        flight = flight[end:]
    return split


def _with_version(record: bytes, version: int) -> bytes:
    return record[:1] + version.to_bytes(2, "big") + record[3:]


def with_suites(*suites: int, dh_bits: int = 0) -> Flight:
    """The usual versions with these suites."""
    return replace(Flight(), suites=suites, dh_bits=dh_bits)
