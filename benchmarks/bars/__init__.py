"""The bars that capdo's TLS scan has to meet."""

from benchmarks.bars.bar import Bar
from benchmarks.bars.fleet import fleet_bars
from benchmarks.bars.servers import server_bars
from benchmarks.bars.silence import silence_bars
from benchmarks.results import Results


def bars(results: Results, fleet: int) -> list[Bar]:
    """Every bar, for a fleet of so many endpoints."""
    return [*server_bars(results), *fleet_bars(results, fleet), *silence_bars(results)]
