"""``make bench-fleet``: endpoints a minute of one machine, the CPU and the memory of each, near and far.

Runs itself in a network namespace of its own, since the estate listens at the ports of the field.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.measuring import Cost, run
from benchmarks.rate.servers import RESOLVER, serving
from benchmarks.table import table
from benchmarks.tools import CAPDO

INSIDE = "CAPDO_BENCH_NAMESPACE"
FAMILIES = "tls,cert,web,ipv6,label"
LIMIT = 1800.0  # seconds
MINUTE = 60.0
MEGABYTE = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Rate:
    """What looking at an estate cost. ``most_open``: at once, to one port of one address."""

    rtt: float
    endpoints: int
    cost: Cost
    connections: int
    most_open: int

    @property
    def per_minute(self) -> float:
        """Endpoints a minute, from the start of the command to its end."""
        return self.endpoints / self.cost.wall * MINUTE


def main(arguments: Sequence[str]) -> int:
    """Exit status 0 when it could be run."""
    parser = argparse.ArgumentParser(prog="bench-fleet", description=__doc__.partition("\n")[0])
    parser.add_argument("--endpoints", type=int, default=500)
    parser.add_argument("--rtt", type=float, action="append", help="seconds (0 and 0.05)")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="capdo-rate-") as folder:
        rates = [measure(given.endpoints, rtt, Path(folder) / str(rtt)) for rtt in given.rtt or (0.0, 0.05)]
    heads = (
        "round trip ms",
        "endpoints",
        "a minute",
        "CPU ms each",
        "peak MB",
        "connections",
        "most to a port",
    )
    sys.stdout.write(table(heads, [_row(rate) for rate in rates]) + "\n")
    return 0


def _row(rate: Rate) -> list[str]:
    return [
        f"{rate.rtt * 1000:.0f}",
        str(rate.endpoints),
        f"{rate.per_minute:.0f}",
        f"{rate.cost.cpu / rate.endpoints * 1000:.1f}",
        f"{rate.cost.memory / MEGABYTE:.0f}",
        str(rate.connections),
        str(rate.most_open),
    ]


def measure(count: int, rtt: float, folder: Path) -> Rate:
    """One run of ``capdo scan run`` over the estate."""
    with serving(count, rtt, folder) as estate:
        (folder / "estate.yaml").write_text(yaml.safe_dump(inventory(estate.hosts)))
        run([CAPDO, "inventory", "import", "estate.yaml"], folder, LIMIT)
        estate.relay.take()
        words = ["scan", "run", "--only", FAMILIES, "--depth", "lean", "--resolver", RESOLVER]
        cost = run([CAPDO, *words, "--ca-file", str(estate.roots)], folder, LIMIT)
        tallies = estate.relay.take()
        sys.stderr.write((folder / "log.txt").read_text()[-600:])
    return Rate(
        rtt=rtt,
        endpoints=count,
        cost=cost,
        connections=sum(tally.connections for tally in tallies),
        most_open=max(tally.most_open for tally in tallies),
    )


def inventory(hosts: Sequence[str]) -> dict[str, object]:
    """A system for each host, with the permission to look at it."""
    systems = [
        {
            "code": f"S-{number}",
            "name": f"System {number}",
            "owner": "BENCH",
            "in_operation_since": "2020-01-01",
            "endpoints": [{"host": host}],
            "permission": {"families": FAMILIES.split(",")},
        }
        for number, host in enumerate(hosts, 1)
    ]
    return {"organizations": [{"code": "BENCH", "name": "Benchmark", "kind": "other"}], "systems": systems}


def _inside() -> None:
    """Start again in a network namespace, where loopback is all there is."""
    unshare = shutil.which("unshare")
    if unshare is None:
        raise SystemExit("bench-fleet: unshare is not installed: make packages-bench")
    script = 'ip link set lo up && exec "$@"'
    command = [
        unshare,
        "--net",
        "--map-root-user",
        "sh",
        "-c",
        script,
        "sh",
        sys.executable,
        "-m",
        "benchmarks.rate",
    ]
    raise SystemExit(
        subprocess.run([*command, *sys.argv[1:]], env={**os.environ, INSIDE: "1"}, check=False).returncode
    )


if __name__ == "__main__":
    if INSIDE not in os.environ:
        _inside()
    sys.exit(main(sys.argv[1:]))
