"""How capdo and sslyze look at many endpoints, and when they had done with each of them."""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import yaml

from benchmarks.endpoint import Endpoint
from benchmarks.measuring import Cost, run
from benchmarks.tools import CAPDO

JUDGED = ("pass", "warn", "fail", "info")
PREPARING_SECONDS = 120.0
Times = Mapping[str, float]  # of each host that was judged: when, in seconds since 1970
FleetTool = Callable[[Sequence[Endpoint], Path, float], tuple[Cost, Times]]


def scan_with_capdo(
    depth: str, endpoints: Sequence[Endpoint], folder: Path, seconds: float
) -> tuple[Cost, Times]:
    """``capdo scan run`` over an inventory of these endpoints; the import and the report are not measured."""
    (folder / "fleet.yaml").write_text(yaml.safe_dump(inventory(endpoints)))
    run([CAPDO, "inventory", "import", "fleet.yaml"], folder, PREPARING_SECONDS)
    cost = run([CAPDO, "scan", "run", "--only", "tls,cert", "--depth", depth], folder, seconds)
    run([CAPDO, "report", "json", "--output", "report.json"], folder, PREPARING_SECONDS)
    return cost, judged((folder / "report.json").read_text())


def scan_with_sslyze(endpoints: Sequence[Endpoint], folder: Path, seconds: float) -> tuple[Cost, Times]:
    """One ``sslyze.Scanner`` with its defaults: every command, 10 servers at once, 5 connections to each."""
    (folder / "fleet.json").write_text(json.dumps(endpoints))
    out = folder / "times.json"
    cost = run([sys.executable, "-m", "benchmarks.sslyze_fleet", "fleet.json", str(out)], folder, seconds)
    return cost, json.loads(out.read_text()) if out.exists() else {}


FLEET_TOOLS: Mapping[str, FleetTool] = {
    "capdo-lean": partial(scan_with_capdo, "lean"),
    "capdo-full": partial(scan_with_capdo, "full"),
    "sslyze": scan_with_sslyze,
}


def inventory(endpoints: Sequence[Endpoint]) -> dict[str, object]:
    """What ``inventory import`` reads: a system for each endpoint, with the permission to look at its TLS."""
    systems = [
        {
            "code": f"S-{number}",
            "name": f"System {number}",
            "owner": "BENCH",
            "in_operation_since": "2020-01-01",
            "endpoints": [{"host": endpoint.host, "https_port": endpoint.port}],
            "permission": {"families": ["tls", "cert"]},
        }
        for number, endpoint in enumerate(endpoints, 1)
    ]
    return {"organizations": [{"code": "BENCH", "name": "Benchmark", "kind": "other"}], "systems": systems}


def judged(report: str) -> dict[str, float]:
    """When each host was done, of those whose TLS versions were judged (schema capdo.report/1)."""
    return {
        endpoint["host"]: datetime.fromisoformat(endpoint["observed_at"]).timestamp()
        for endpoint in json.loads(report)["endpoints"]
        if any(
            verdict["check"] == "tls.protocols" and verdict["outcome"] in JUDGED
            for verdict in endpoint["verdicts"]
        )
    }
