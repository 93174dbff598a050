"""A fleet: CPU time and memory, throughput, completeness."""

from collections.abc import Iterator

from benchmarks.bars.bar import Bar
from benchmarks.bars.servers import FULL, LEAN, PEER
from benchmarks.fleet import FleetRun
from benchmarks.results import Results

TIMES_LESS_CPU = {LEAN: 20, FULL: 4}
TIMES_THE_THROUGHPUT = {LEAN: 20, FULL: 4}
MEBIBYTE = 2**20
MEMORY = 300.0  # MiB
FLAT = 1.15  # growth of memory from a quarter of the fleet to all of it that still counts as none


def fleet_bars(results: Results, size: int) -> Iterator[Bar]:
    """The bars for a fleet of so many endpoints."""
    peer = results.fleet_run(PEER, size)
    for tool in (LEAN, FULL):
        run = results.fleet_run(tool, size)
        yield _judged(tool, run, size)
        yield from _beside(tool, run, peer, size)
        yield from _memory(tool, run, results.fleet_run(tool, size // 4), size)


def _judged(tool: str, run: FleetRun | None, size: int) -> Bar:
    name = f"endpoints judged of {size}, {tool}"
    return Bar(name=name, limit=size, measured=run.done if run else None, at_least=True)


def _beside(tool: str, run: FleetRun | None, peer: FleetRun | None, size: int) -> Iterator[Bar]:
    compared = run and peer and run.done and peer.done
    cpu = peer.cost.cpu / run.cost.cpu if run and peer and compared else None
    faster = run.throughput / peer.throughput if run and peer and compared else None
    name = f"CPU an endpoint, fleet of {size}, {PEER}'s over {tool}'s"
    yield Bar(name=name, limit=TIMES_LESS_CPU[tool], measured=cpu, unit="times", at_least=True)
    name = f"throughput, fleet of {size}, {tool}'s over {PEER}'s"
    yield Bar(name=name, limit=TIMES_THE_THROUGHPUT[tool], measured=faster, unit="times", at_least=True)


def _memory(tool: str, run: FleetRun | None, quarter: FleetRun | None, size: int) -> Iterator[Bar]:
    peak = run.cost.memory / MEBIBYTE if run else None
    yield Bar(name=f"memory, fleet of {size}, {tool}", limit=MEMORY, measured=peak, unit="MiB")
    growth = run.cost.memory / quarter.cost.memory if run and quarter else None
    name = f"memory with {size} endpoints over that with {size // 4}, {tool}"
    yield Bar(name=name, limit=FLAT, measured=growth, unit="times")
