"""One host among fifty that keeps a scanner waiting: what that costs the others' results."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from benchmarks.endpoint import Endpoint
from benchmarks.fleet import Fleet
from benchmarks.fleet_tools import FLEET_TOOLS, Times
from benchmarks.proxy.gateway import Listener, gateway
from benchmarks.proxy.tally import Look

OTHERS = 49
ODD_HOST = "127.0.9.1"  # sorts before all the others, so that it is begun first
SECONDS = 300.0
Kind = Literal["silent", "dripping"]
KINDS: tuple[Kind, ...] = ("silent", "dripping")


@dataclass(frozen=True, kw_only=True)
class SilenceRun:
    """One tool with one odd host among the others. Times in seconds."""

    tool: str
    kind: Kind
    others: int  # hosts beside it
    done: int  # of them, judged with it
    base: float  # the last result of the others without it, since the scan's begin
    worst_delay: float  # of the others' results, compared with the same host's without it, see ``slower``
    looks: Sequence[Look]  # at the odd host: capdo looks again, half a minute later, at what was silent


def without(tool: str, fleet: Fleet, folder: Path, seconds: float) -> Times:
    """When each of the others is done, since the scan's begin, when no host is odd."""
    return _scan(tool, list(fleet.endpoints[:OTHERS]), folder, seconds)


def slower(one: Times, other: Times) -> Times:
    """The later time of each host: two runs without an odd host tell how uneven the machine itself is."""
    return {host: max(one[host], other.get(host, 0.0)) for host in one}


def run_beside(tool: str, kind: Kind, fleet: Fleet, base: Times, folder: Path, seconds: float) -> SilenceRun:
    """The same with an odd host beside them."""
    with gateway([Listener(kind=kind, address=ODD_HOST)]) as proxy:
        endpoints = [Endpoint(ODD_HOST, proxy.ports[0]), *fleet.endpoints[:OTHERS]]
        times = _scan(tool, endpoints, folder, seconds)
        [tally] = proxy.take()
    return SilenceRun(
        tool=tool,
        kind=kind,
        others=len(endpoints) - 1,
        done=len(times.keys() - {ODD_HOST}),
        base=max(base.values(), default=0.0),
        worst_delay=max((times[host] - base[host] for host in times.keys() & base.keys()), default=0.0),
        looks=tally.looks,
    )


def _scan(tool: str, endpoints: list[Endpoint], folder: Path, seconds: float) -> Times:
    cost, times = FLEET_TOOLS[tool](endpoints, folder, min(seconds, SECONDS))
    return {host: moment - cost.begun for host, moment in times.items()}
