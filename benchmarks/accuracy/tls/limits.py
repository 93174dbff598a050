"""Hosts that take few connections at once, or few a second: they are found whole, or said not to be."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from benchmarks.accuracy.host import Host, Place, Served
from benchmarks.accuracy.serving import ALL_GOOD, BAD, GOOD_CERTIFICATE, Serve, good, named
from tests.scanner.probes.nginx import INTERMEDIATE, OLD, nginx
from tests.scanner.probes.tls.connection.turning_away import bucket, limited
from tests.scanner.probes.tls.relay import Relay

KIND = "limited hosts"
OLD_TRUTH = {**GOOD_CERTIFICATE, "tls.protocols": BAD, "tls.ciphers": BAD}


def _limited(protocol: str, make: Callable[[], Callable[[Relay], bool]]) -> Serve:
    @asynccontextmanager
    async def serve(place: Place) -> AsyncIterator[Served]:
        with nginx(place.folder, *good(place.folder, rsa=True), protocol=protocol) as port:
            async with limited(port, make()) as relay, named(place, relay.port, "127.0.0.1") as served:
                yield served

    return serve


def _at_once(number: int) -> Callable[[], Callable[[Relay], bool]]:
    return lambda: lambda relay: relay.open_now <= number


HOSTS = (
    Host(kind=KIND, name="one-at-once", serve=_limited(INTERMEDIATE, _at_once(1)), truth=ALL_GOOD),
    Host(kind=KIND, name="two-at-once-old", serve=_limited(OLD, _at_once(2)), truth=OLD_TRUTH),
    Host(
        kind=KIND,
        name="5-a-second-burst-20",
        serve=_limited(OLD, lambda: bucket(5, 20)),
        truth=OLD_TRUTH,
        alone=True,
    ),
    Host(
        kind=KIND,
        name="3-a-second-burst-10",
        serve=_limited(INTERMEDIATE, lambda: bucket(3, 10)),
        truth=ALL_GOOD,
        alone=True,
    ),
)
