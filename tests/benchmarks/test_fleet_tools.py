"""What capdo is told of a fleet, and what it says of it."""

import json
from pathlib import Path

import yaml

from benchmarks.endpoint import Endpoint
from benchmarks.fleet import addresses
from benchmarks.fleet_tools import inventory, judged
from inventory.files.reading.inventory_file import read_inventory


def test_the_inventory_can_be_imported(tmp_path: Path) -> None:
    """Every endpoint is a system in operation whose TLS may be looked at."""
    endpoints = [Endpoint(host, 8443) for host in addresses(300)]
    file = tmp_path / "fleet.yaml"
    file.write_text(yaml.safe_dump(inventory(endpoints)))
    read = read_inventory(file)
    assert {(end.host, end.https_port) for _, end in read.inventory.endpoints()} == set(endpoints)


def test_judged() -> None:
    """An endpoint whose versions could not be told is not counted as done, however fast that was."""
    seen = [("127.1.0.1", "fail"), ("127.1.0.2", "not_tested"), ("127.1.0.3", "not_applicable")]
    endpoints = [
        {
            "host": host,
            "observed_at": "2026-11-21T19:41:48.929317Z",
            "verdicts": [{"check": "tls.protocols", "outcome": outcome}],
        }
        for host, outcome in seen
    ]
    assert judged(json.dumps({"endpoints": endpoints})) == {"127.1.0.1": 1795290108.929317}
