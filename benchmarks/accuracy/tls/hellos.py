"""Servers that mind a hello, turn the name away, or speak something else first."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from benchmarks.accuracy.host import Host, Place, Served, Truth
from benchmarks.accuracy.serving import ALL_GOOD, BAD, GOOD_CERTIFICATE, UNSEEN, Serve, good, named
from scanner.probes.tls.starttls import Protocol
from tests.scanner.probes.listening import Handler, serving
from tests.scanner.probes.nginx import INTERMEDIATE, MODERN, nginx
from tests.scanner.probes.tls.flights import alert
from tests.scanner.probes.tls.relay import Meddling, Relay, relayed
from tests.scanner.probes.tls.starttls.speakers import speaker

INTOLERANT, TURNED_AWAY, ELSE = "intolerant of hellos", "turned away by an alert", "something else first"
Making = Callable[[int], Handler]  # takes the port of the server behind
Refusing = Callable[[bytes], bool]
SUPPORTED_VERSIONS = b"\x00\x2b\x00"
MOST_OCTETS = 65_536
TLS_1_2 = "ssl_protocols TLSv1.2; ssl_ciphers ECDHE+AESGCM;"
TLS_1_0_TO_1_2 = "ssl_protocols TLSv1 TLSv1.1 TLSv1.2; ssl_ciphers ALL:@SECLEVEL=0;"
UNSEEN_ALL = dict.fromkeys((check for check in ALL_GOOD if check != "tls.available"), UNSEEN)
OLD_TRUTH = {**GOOD_CERTIFICATE, "tls.protocols": BAD, "tls.ciphers": BAD}


def _no_tls_1_3(_number: int, hello: bytes) -> bytes | None:
    """Cuts hellos with the extension of TLS 1.3."""
    return None if SUPPORTED_VERSIONS in hello else hello


def _cutting(protocol: str, hello: Meddling) -> Serve:
    @asynccontextmanager
    async def serve(place: Place) -> AsyncIterator[Served]:
        with nginx(place.folder, *good(place.folder, rsa=True), protocol=protocol) as port:
            async with relayed(port, hello=hello) as relay, named(place, relay.port, "127.0.0.1") as served:
                yield served

    return serve


def _before(protocol: str, make: Making) -> Serve:
    """A handler in front of nginx, at the place's own address."""

    @asynccontextmanager
    async def serve(place: Place) -> AsyncIterator[Served]:
        with nginx(place.folder, *good(place.folder), protocol=protocol) as behind:
            async with serving(make(behind), place.address) as port, named(place, port) as served:
                yield served

    return serve


def _alerting(description: int, refuses: Refusing = lambda _hello: True) -> Making:
    """Refuses some hellos with an alert, and relays the others."""

    def make(port: int) -> Handler:
        behind = Relay(server=port)

        async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            hello = await reader.read(MOST_OCTETS)
            if not refuses(hello):
                await behind.pass_on(0, hello, reader, writer)
                return
            writer.write(alert(description))
            await writer.drain()
            writer.write_eof()
            await reader.read(MOST_OCTETS)

        return handle

    return make


def _greeting(words: bytes) -> Making:
    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(words)
        await writer.drain()
        await reader.read(MOST_OCTETS)

    return lambda _port: greet


def _speaking(protocol: Protocol) -> Making:
    return lambda port: speaker(protocol, port)


def _host(kind: str, name: str, serve: Serve, truth: dict[str, Truth], *options: str) -> Host:
    return Host(kind=kind, name=name, serve=serve, truth=truth, options=options)


NO_TLS = {"tls.available": BAD}
UNTOLD = {"tls.available": UNSEEN, **UNSEEN_ALL}
NO_1_3 = {**ALL_GOOD, "tls.protocols": BAD}  # a warning
HOSTS = (
    _host(INTOLERANT, "knows-tls-1.2-alone", _cutting(TLS_1_2, _no_tls_1_3), NO_1_3),
    _host(INTOLERANT, "knows-tls-1.0-to-1.2", _cutting(TLS_1_0_TO_1_2, _no_tls_1_3), OLD_TRUTH),
    _host(
        INTOLERANT,
        "refuses-all-but-tls-1.3-by-alert-40",
        _before(MODERN, _alerting(40, lambda hello: SUPPORTED_VERSIONS not in hello)),
        dict(ALL_GOOD),
    ),
    *(
        _host(TURNED_AWAY, f"alert-{number}", _before(INTERMEDIATE, _alerting(number)), UNSEEN_ALL)
        for number in (112, 80, 40)
    ),
    *(
        _host(ELSE, protocol, _before(INTERMEDIATE, _speaking(protocol)), UNTOLD)
        for protocol in (Protocol.SMTP, Protocol.IMAP, Protocol.MYSQL)
    ),
    *(
        _host(
            ELSE,
            f"{protocol}-asked-for",
            _before(INTERMEDIATE, _speaking(protocol)),
            dict(ALL_GOOD),
            "--starttls",
            protocol,
        )
        for protocol in (Protocol.SMTP, Protocol.POP3)
    ),
    _host(ELSE, "ssh", _before(INTERMEDIATE, _greeting(b"SSH-2.0-dropbear_2024.86\r\n")), NO_TLS),
    _host(ELSE, "http", _before(INTERMEDIATE, _greeting(b"HTTP/1.0 400 Bad Request\r\n\r\n")), NO_TLS),
)
