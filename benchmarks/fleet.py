"""Many endpoints at once, each on an address of its own, all served by one nginx."""

import re
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.endpoint import Endpoint
from benchmarks.fleet_tools import FLEET_TOOLS
from benchmarks.measuring import Cost
from benchmarks.proxy.gateway import Listener, gateway
from benchmarks.servers import certificates, finite_field
from tests.scanner.probes.nginx import INTERMEDIATE, free_port, nginx

ADDRESSES = 250  # in each network of 256
FLEET_SECONDS = 900.0
COUNTED = 50  # endpoints of the run in which the most connections open at once are counted
ACCEPTED = re.compile(r"accepts handled requests\s+(\d+)")


@dataclass(frozen=True, kw_only=True)
class FleetRun:
    """One tool over a fleet. ``done``: endpoints judged; ``most_open``: to one address, None: not counted."""

    tool: str
    endpoints: int
    done: int
    cost: Cost
    connections: int
    most_open: int | None = None

    @property
    def throughput(self) -> float:
        """Endpoints judged a second."""
        return self.done / self.cost.wall


class Fleet:
    """A running nginx with its endpoints."""

    def __init__(self, endpoints: Sequence[Endpoint], status_port: int) -> None:
        self.endpoints = endpoints
        self._status = f"http://127.0.0.1:{status_port}/status"

    def accepted(self) -> int:
        """Connections that nginx has accepted so far, on all addresses, this question's included."""
        with urllib.request.urlopen(self._status, timeout=10) as answer:  # noqa: S310 - our own server
            found = ACCEPTED.search(answer.read().decode())
        assert found is not None  # noqa: S101 - nginx' format
        return int(found[1])


def addresses(count: int) -> list[str]:
    """Loopback addresses, sorted as text by their first parts: 127.1.0.1 and on."""
    return [f"127.1.{number // ADDRESSES}.{number % ADDRESSES + 1}" for number in range(count)]


@contextmanager
def serving_fleet(count: int, folder: Path) -> Iterator[Fleet]:
    """One nginx with the intermediate profile and an ECDSA certificate at ``count`` addresses."""
    folder.mkdir(parents=True)
    port, status = free_port(), free_port()
    listen = [f"listen {address}:{port} ssl;" for address in addresses(count)]
    page = f"listen 127.0.0.1:{status}; location = /status {{ stub_status; }}"
    setup = "\n".join([INTERMEDIATE, finite_field(folder), *listen, page])
    with nginx(folder, *certificates(folder, ["ec"]), protocol=setup):
        yield Fleet([Endpoint(address, port) for address in addresses(count)], status)


def run_fleet(tool: str, fleet: Fleet, count: int, folder: Path, seconds: float) -> FleetRun:
    """Have a tool look at the first ``count`` endpoints, at nginx itself."""
    before = fleet.accepted()
    cost, times = FLEET_TOOLS[tool](fleet.endpoints[:count], folder, min(seconds, FLEET_SECONDS))
    connections = fleet.accepted() - before - 1
    return FleetRun(tool=tool, endpoints=count, done=len(times), cost=cost, connections=connections)


def run_counted(tool: str, fleet: Fleet, count: int, folder: Path, seconds: float) -> FleetRun:
    """The same through the proxy, which counts the connections open at once for each address apart."""
    chosen = fleet.endpoints[:count]
    with gateway([Listener(address=each.host, to=each.port, server=each.host) for each in chosen]) as proxy:
        through = [Endpoint(each.host, port) for each, port in zip(chosen, proxy.ports, strict=True)]
        cost, times = FLEET_TOOLS[tool](through, folder, min(seconds, FLEET_SECONDS))
        tallies = proxy.take()
    return FleetRun(
        tool=tool,
        endpoints=count,
        done=len(times),
        cost=cost,
        connections=sum(tally.connections for tally in tallies),
        most_open=max(tally.most_open for tally in tallies),
    )
