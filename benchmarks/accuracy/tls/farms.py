"""Several nodes behind one address, of which one was forgotten."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from benchmarks.accuracy.host import Host, Place, Served, Truth
from benchmarks.accuracy.serving import ALL_GOOD, BAD, SUB, Serve, named
from tests.scanner.probes.authority import DAY, Wanted, issue
from tests.scanner.probes.nginx import INTERMEDIATE, MODERN
from tests.scanner.probes.tls.balancer import Pick, farm

KIND = "farms of nodes"
FINE, OVER = Wanted(), Wanted(begin=-60 * DAY, end=-5 * DAY)
ELSE = Wanted(names=("www.another.test",))


def _in_turn(nodes: int, first: int) -> Pick:
    return lambda number: (number + first) % nodes


def _by_chance(nodes: int, run: int) -> Pick:
    dice = random.Random(run)  # noqa: S311 - no secret
    return lambda _number: dice.randrange(nodes)


def _nodes(*wanted: Wanted, protocol: str = INTERMEDIATE, by_chance: bool = False) -> Serve:
    """The nodes in turn, another one first in each run, or by chance."""

    @asynccontextmanager
    async def serve(place: Place) -> AsyncIterator[Served]:
        nodes = [issue(SUB, one) for one in wanted]
        pick = (_by_chance if by_chance else _in_turn)(len(nodes), place.run)
        async with (
            farm(place.folder, nodes, pick, protocol) as balancer,
            named(place, balancer.port, "127.0.0.1") as served,
        ):
            yield served

    return serve


def _host(name: str, serve: Serve, truth: dict[str, Truth], depth: str = "lean") -> Host:
    return Host(kind=KIND, name=name, serve=serve, truth=truth, depth=depth)


EXPIRED, NAMED_ELSE = {**ALL_GOOD, "cert.expiry": BAD}, {**ALL_GOOD, "cert.hostname": BAD}
del EXPIRED["cert.trusted"]  # left aside where it is out of date
HOSTS = (
    _host("one-of-3-over", _nodes(FINE, FINE, OVER), EXPIRED),
    _host("one-of-4-over", _nodes(FINE, OVER, FINE, FINE, protocol=MODERN), EXPIRED),
    _host("one-of-4-over-full", _nodes(FINE, FINE, FINE, OVER), EXPIRED, "full"),
    _host("one-of-3-over-by-chance", _nodes(OVER, FINE, FINE, by_chance=True), EXPIRED),
    _host("one-of-4-of-another-name", _nodes(FINE, FINE, ELSE, FINE), NAMED_ELSE),
    _host("all-of-3-equal", _nodes(FINE, FINE, FINE), dict(ALL_GOOD)),
)
