"""Connections that are cut, here and there or from some moment on: a cut is no refusal."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from benchmarks.accuracy.host import Host, Place, Served
from benchmarks.accuracy.serving import ALL_GOOD, BAD, GOOD_CERTIFICATE, UNSEEN, Serve, good, named
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


HOSTS = (
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
