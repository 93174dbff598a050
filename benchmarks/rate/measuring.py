"""What looking at an estate costs: the scanner, and its peers."""

import json
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.measuring import Cost, run
from benchmarks.rate.servers import RESOLVER, Estate, serving
from benchmarks.tools import CAPDO

FAMILIES = "tls,cert,web,ipv6,label"
LIMIT = 3600.0  # seconds
MINUTE = 60.0
MEBIBYTE = 2**20
JUDGED = """
    SELECT count(*) FROM observations WHERE id IN (
        SELECT observation_id FROM verdicts WHERE check_id = 'tls.protocols' AND outcome != 'not_tested'
    ) AND id NOT IN (
        SELECT observation_id FROM verdicts WHERE outcome = 'not_tested' AND reason != 'not_requested'
    )
"""


@dataclass(frozen=True, kw_only=True)
class Rate:
    """One tool over an estate. ``done``: endpoints judged whole; ``most_open``: connections to an address."""

    name: str
    endpoints: int
    done: int
    cost: Cost
    connections: int
    most_open: int

    @property
    def per_minute(self) -> float:
        """Endpoints a minute, from the start of the command to its end."""
        return self.done / self.cost.wall * MINUTE

    @property
    def cpu_each(self) -> float:
        """Milliseconds of CPU an endpoint."""
        return self.cost.cpu / max(1, self.done) * 1000

    @property
    def row(self) -> list[str]:
        """Its line of the table."""
        memory = f"{self.cost.memory / MEBIBYTE:.0f}"
        figures = (f"{self.per_minute:.0f}", f"{self.cpu_each:.1f}", memory)
        return [self.name, str(self.endpoints), *figures, str(self.connections), str(self.most_open)]


def measure(name: str, count: int, rtt: float, folder: Path, at: int | None = None) -> Rate:
    """One run of ``capdo scan run`` over so many hosts, each at an address of its own or ``at`` so many."""
    with serving(count, rtt, folder, at) as estate:
        (folder / "estate.yaml").write_text(yaml.safe_dump(inventory(estate.hosts)))
        run([CAPDO, "inventory", "import", "estate.yaml"], folder, LIMIT)
        words = ["scan", "run", "--only", FAMILIES, "--depth", "lean", "--resolver", RESOLVER]
        return _rate(name, [CAPDO, *words, "--ca-file", str(estate.roots)], estate, folder)


def measure_peers(name: str, count: int, rtt: float, folder: Path) -> Rate:
    """sslyze, then httpx, over so many hosts."""
    with serving(count, rtt, folder) as estate:
        given, out = folder / "peers.json", folder / "done.json"
        given.write_text(json.dumps(list(zip(estate.hosts, estate.addresses, strict=True))))
        command = [sys.executable, "-m", "benchmarks.rate.peers", str(given), str(out)]
        return _rate(name, command, estate, folder)


def _rate(name: str, command: list[str], estate: Estate, folder: Path) -> Rate:
    estate.relay.take()
    cost = run(command, folder, LIMIT)
    tallies = estate.relay.take()
    return Rate(
        name=name,
        endpoints=len(estate.hosts),
        done=_done(folder),
        cost=cost,
        connections=sum(tally.connections for tally in tallies),
        most_open=max(tally.most_open for tally in tallies),
    )


def _done(folder: Path) -> int:
    if (counted := folder / "done.json").exists():
        return int(counted.read_text())
    with closing(sqlite3.connect(folder / "capdo.db")) as connection:
        return int(connection.execute(JUDGED).fetchone()[0])


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
