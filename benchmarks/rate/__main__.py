"""``make bench-fleet``: endpoints a minute of one machine, the CPU and the memory of each, near and far.

Runs itself in a network namespace of its own, since the estate listens at the ports of the field.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.bars.bar import Bar
from benchmarks.own_network import enter
from benchmarks.rate.measuring import MEBIBYTE, Rate, measure, measure_peers
from benchmarks.table import table

NEAR, FAR = 0.0, 0.05  # seconds of a round trip
PER_MINUTE, SHARE, CPU, MOST_OPEN, MEMORY = 1500, 0.7, 20.0, 3, 300.0
FLAT = 1.1  # growth of memory that still counts as none
ADDRESSES = 500  # that many names share
HEADS = ("", "endpoints", "a minute", "CPU ms each", "peak MiB", "connections", "most open")


def main(arguments: Sequence[str]) -> int:
    """Exit status 0 when every bar that was measured is met, else 1."""
    given = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="capdo-rate-") as name:
        folder = Path(name)
        near = measure("capdo, no delay", given.endpoints, NEAR, folder / "near")
        far = measure("capdo, 50 ms", given.endpoints, FAR, folder / "far")
        peers = measure_peers("sslyze + httpx", given.peers, FAR, folder / "peers") if given.peers else None
        many = [
            measure(f"capdo, {count} names", count, NEAR, folder / str(count), at=ADDRESSES)
            for count in given.names
        ]
    rates = [rate for rate in (near, far, peers, *many) if rate]
    sys.stdout.write(table(HEADS, [rate.row for rate in rates]) + "\n")
    bars = [*_bars(near, far), *_beside(far, peers), *_memory(many)]
    for bar in bars:
        sys.stdout.write(bar.line + "\n")
    return int(any(bar.met is False for bar in bars))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench-fleet", description=__doc__.partition("\n")[0])
    parser.add_argument("--endpoints", type=int, default=500)
    parser.add_argument("--peers", type=int, default=50, help="endpoints for sslyze and httpx; 0: not at all")
    parser.add_argument("--names", type=int, nargs="*", default=[], help="for example 2000 10000: memory")
    return parser


def _bars(near: Rate, far: Rate) -> Iterator[Bar]:
    yield Bar(name="endpoints a minute, 50 ms", limit=PER_MINUTE, measured=far.per_minute, at_least=True)
    share = far.per_minute / near.per_minute
    yield Bar(name="rate at 50 ms over that without", limit=SHARE, measured=share, at_least=True)
    yield Bar(name="CPU an endpoint, 50 ms", limit=CPU, measured=far.cpu_each, unit="ms")
    most = max(near.most_open, far.most_open)
    yield Bar(name="connections to one address at once", limit=MOST_OPEN, measured=most)
    peak = max(near.cost.memory, far.cost.memory) / MEBIBYTE
    yield Bar(name="memory", limit=MEMORY, measured=peak, unit="MiB")
    for rate in (near, far):
        name = f"endpoints judged, {rate.name}"
        yield Bar(name=name, limit=rate.endpoints, measured=rate.done, at_least=True)


def _beside(far: Rate, peers: Rate | None) -> Iterator[Bar]:
    faster = far.per_minute / peers.per_minute if peers and peers.done else None
    yield Bar(name="rate over that of sslyze + httpx", limit=1, measured=faster, unit="times", at_least=True)


def _memory(many: Sequence[Rate]) -> Iterator[Bar]:
    growth = many[-1].cost.memory / many[0].cost.memory if len(many) > 1 else None
    yield Bar(name="memory with the most names over that with the fewest", limit=FLAT, measured=growth)


if __name__ == "__main__":
    enter("benchmarks.rate")
    sys.exit(main(sys.argv[1:]))
