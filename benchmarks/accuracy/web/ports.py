"""Ports: databases and administration on unusual ones, firewalls that drop, and middleboxes."""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import ExitStack, asynccontextmanager

from benchmarks.accuracy.host import Host, Place, Served, Truth
from benchmarks.accuracy.websites.fence import common_ports, fence, if_root
from benchmarks.accuracy.websites.services import Talk, hangs_up, offering, redis, silent, ssh
from benchmarks.accuracy.websites.standing import USUAL, Site, started
from benchmarks.accuracy.websites.truths import truth

KIND = "ports"
NONE: Mapping[int, Talk] = {}
DATABASE = "exposure.database"
ADMIN = "exposure.remote_admin"
FILES = "exposure.file_sharing"
PORTS = "exposure.ports"
ALL = (DATABASE, ADMIN, FILES, PORTS)


def _host(
    name: str,
    told: Mapping[str, Truth],
    services: Mapping[int, Talk] | Callable[[], Mapping[int, Talk]] = NONE,
    *,
    lets_through: Iterable[int] | None = None,
) -> Host:
    """A web site and these services, behind a firewall that lets these ports through, or behind none."""

    @asynccontextmanager
    async def serve(place: Place) -> AsyncIterator[Served]:
        offered = services() if callable(services) else services
        with ExitStack() as held:
            made = held.enter_context(fence(place.address, lets_through))
            with made.inside():
                held.enter_context(started(name, {made.address: Site()}, place, USUAL))
                held.enter_context(offering(made.address, offered))
            yield Served(target=made.address, options=("--authorized",))

    return Host(kind=KIND, name=name, serve=serve, truth=told, only=tuple(told))


def _everywhere(talk: Talk) -> Callable[[], Mapping[int, Talk]]:
    """On every port that a scan tries, but the web's."""
    return lambda: dict.fromkeys((port for port in common_ports() if port not in USUAL), talk)


HOSTS = if_root(
    *(
        _host("ports-web-alone", truth(ALL)),
        _host(
            "ports-redis",
            truth((ADMIN, FILES), bad=(DATABASE, PORTS)),
            {6379: redis},
        ),
        _host(
            "ports-silent-databases",
            truth((ADMIN, FILES), bad=(DATABASE, PORTS)),
            {27017: silent, 11211: hangs_up, 5984: silent, 9042: silent},
        ),
        _host("ports-docker", truth((DATABASE, FILES), bad=(ADMIN, PORTS)), {2375: hangs_up, 10250: silent}),
        _host("ports-ssh-elsewhere", truth((DATABASE, FILES), bad=(ADMIN, PORTS)), {2222: ssh}),
        _host(
            "ports-files",
            truth((DATABASE, ADMIN), bad=(FILES, PORTS)),
            {445: silent, 2049: silent, 873: hangs_up},
        ),
        _host("ports-dropped", truth((DATABASE, ADMIN, FILES)), lets_through=USUAL),
        _host(
            "ports-dropped-databases",
            truth((ADMIN, FILES), bad=(DATABASE, PORTS)),
            {9200: silent, 11211: silent},
            lets_through=(*USUAL, 9200, 11211),
        ),
        _host("ports-middlebox", truth(unseen=ALL), _everywhere(hangs_up)),
        _host("ports-tarpit", truth(unseen=ALL), _everywhere(silent)),
    )
)
