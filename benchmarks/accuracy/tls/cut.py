"""Connections that are cut, here and there or from some moment on: a cut is no refusal."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from benchmarks.accuracy.by_hand import by_hand
from benchmarks.accuracy.host import Host, Place, Served
from benchmarks.accuracy.serving import ALL_GOOD, BAD, GOOD, GOOD_CERTIFICATE, SUB, UNSEEN, Serve, good, named
from tests.scanner.probes.authority import leaf, rsa_key
from tests.scanner.probes.listening import serving
from tests.scanner.probes.nginx import INTERMEDIATE, MODERN, OLD, nginx
from tests.scanner.probes.tls.connection.turning_away import breaking_off, every
from tests.scanner.probes.tls.relay import Meddling, relayed

KIND = "cut connections"
OLD_TRUTH = {**GOOD_CERTIFICATE, "tls.protocols": BAD, "tls.ciphers": BAD}


def _cut(protocol: str, count: int) -> Serve:
    """Another connection of so many is cut in each run."""

    @asynccontextmanager
    async def serve(place: Place) -> AsyncIterator[Served]:
        async with _behind(place, protocol, every(count, place.run % count)) as served:
            yield served

    return serve


def _blocked(protocol: str, after: int) -> Serve:
    def block(number: int, hello: bytes) -> bytes | None:
        return hello if number <= after else None

    @asynccontextmanager
    async def serve(place: Place) -> AsyncIterator[Served]:
        async with _behind(place, protocol, block) as served:
            yield served

    return serve


@asynccontextmanager
async def _behind(place: Place, protocol: str, hello: Meddling) -> AsyncIterator[Served]:
    with nginx(place.folder, *good(place.folder, rsa=True), protocol=protocol) as port:
        async with relayed(port, hello=hello) as relay, named(place, relay.port, "127.0.0.1") as served:
            yield served


def _breaking_off(protocol: str, count: int) -> Serve:
    @asynccontextmanager
    async def serve(place: Place) -> AsyncIterator[Served]:
        with nginx(place.folder, *good(place.folder), protocol=protocol) as port:
            async with (
                serving(breaking_off(port, count)) as front,
                named(place, front, "127.0.0.1") as served,
            ):
                yield served

    return serve


# The worst come last in the server's own order, where a list that ends early loses them.
RC4_SHA, RC4_MD5, TRIPLE_DES = 0x0005, 0x0004, 0x000A
LONG_LIST = (0x009D, 0x009C, 0x003D, 0x003C, 0x0035, 0x002F, 0x0084, 0x0041, TRIPLE_DES, RC4_SHA, RC4_MD5)
RSA = leaf(SUB, key=rsa_key())

HOSTS = (
    Host(
        kind=KIND,
        name="rc4-behind-resets",
        serve=by_hand(RSA, SUB, suites=LONG_LIST, reset_every=6),
        truth={**GOOD_CERTIFICATE, "tls.ciphers": BAD},
    ),
    Host(
        kind=KIND,
        name="safe-suites-but-3des-behind-resets",
        serve=by_hand(RSA, SUB, suites=(0xC02F, 0xC030, 0xCCA8, 0xC027, TRIPLE_DES), reset_every=3),
        truth={"cert.hostname": GOOD, "cert.expiry": GOOD, "tls.ciphers": BAD},
    ),
    Host(kind=KIND, name="every-4th-cut-old", serve=_cut(OLD, 4), truth=OLD_TRUTH),
    Host(kind=KIND, name="every-9th-cut-old", serve=_cut(OLD, 9), truth=OLD_TRUTH),
    Host(kind=KIND, name="every-7th-cut", serve=_cut(INTERMEDIATE, 7), truth=ALL_GOOD),
    Host(kind=KIND, name="every-2nd-cut", serve=_cut(MODERN, 2), truth=ALL_GOOD),
    Host(kind=KIND, name="every-5th-answer-breaks-off", serve=_breaking_off(INTERMEDIATE, 5), truth=ALL_GOOD),
    Host(
        kind=KIND,
        name="blocked-for-good-after-7",
        serve=_blocked(INTERMEDIATE, 7),
        truth={"tls.ciphers": UNSEEN, "tls.cipher_order": UNSEEN},
    ),
    Host(
        kind=KIND,
        name="blocked-at-once",
        serve=_blocked(INTERMEDIATE, 0),
        truth=dict.fromkeys(ALL_GOOD, UNSEEN),
    ),
)
