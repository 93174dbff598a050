"""Servers of which few clients know the groups or suites, and those that want a client certificate."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from benchmarks.accuracy.host import Host, Place, Served
from benchmarks.accuracy.serving import (
    ALL_GOOD,
    BAD,
    GOOD,
    GOOD_CERTIFICATE,
    SUB,
    Serve,
    by_nginx,
    good,
    named,
)
from tests.scanner.probes.nginx import MODERN
from tests.scanner.probes.tls.servers import node_server, s_server

KIND, WANTED = "unusual groups and suites", "client certificate demanded"
TLS_1_2 = "ssl_protocols TLSv1.2; ssl_ciphers ECDHE+AESGCM;"


def _openssl(*options: str, rsa: bool = False) -> Serve:
    @asynccontextmanager
    async def serve(place: Place) -> AsyncIterator[Served]:
        ((chain, key),) = good(place.folder, rsa=rsa)
        above, _ = SUB.write(place.folder, "above")
        more = ("-cert_chain", str(above), *options)
        with s_server(place.folder, (chain, key), options=more) as port:
            async with named(place, port, "127.0.0.1") as served:
                yield served

    return serve


def _node(curves: str) -> Serve:
    @asynccontextmanager
    async def serve(place: Place) -> AsyncIterator[Served]:
        with node_server(*good(place.folder), ecdhCurve=curves, minVersion="TLSv1.3") as port:
            async with named(place, port, "127.0.0.1") as served:
                yield served

    return serve


def _demanding(protocol: str, place_of_roots: str = "optional_no_ca") -> Serve:
    return by_nginx(good, f"{protocol} ssl_verify_client {place_of_roots};")


UNREAD = {"tls.available": GOOD, "tls.protocols": GOOD, **GOOD_CERTIFICATE}  # it may be told, or not
HOSTS = (
    Host(kind=KIND, name="x448", serve=_openssl("-tls1_3", "-groups", "X448"), truth=UNREAD),
    Host(
        kind=KIND,
        name="ccm",
        serve=_openssl("-tls1_3", "-ciphersuites", "TLS_AES_128_CCM_8_SHA256:TLS_AES_128_CCM_SHA256"),
        truth=UNREAD,
    ),
    Host(
        kind=KIND,
        name="ml-kem-alone",
        serve=_node("SecP256r1MLKEM768:X25519MLKEM768"),
        truth=UNREAD,
    ),
    Host(
        kind=KIND,
        name="chacha20-alone",
        serve=_openssl("-tls1_2", "-cipher", "ECDHE-ECDSA-CHACHA20-POLY1305"),
        truth={**ALL_GOOD, "tls.protocols": BAD, "tls.renegotiation": GOOD},
        depth="full",
    ),
    Host(
        kind=KIND,
        name="chacha20-of-rsa-over-x25519",
        serve=_openssl("-tls1_2", "-cipher", "ECDHE-RSA-CHACHA20-POLY1305", "-groups", "X25519", rsa=True),
        truth={**ALL_GOOD, "tls.protocols": BAD, "tls.renegotiation": GOOD},
        depth="full",
    ),
    *(
        Host(
            kind=WANTED,
            name=name,
            serve=_demanding(protocol),
            truth={**ALL_GOOD, **({"tls.protocols": BAD} if protocol == TLS_1_2 else {})},
        )
        for name, protocol in (("in-tls-1.2", TLS_1_2), ("in-tls-1.3", MODERN))
    ),
)
