"""Peak memory of ``capdo scan run`` over the 31 sample systems: ``make bench-memory``.

The systems are fitted to the lab, whose own memory is not counted: it stands for other people's servers.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.processes import tree_memory
from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from inventory.files.sample import sample
from scanner.lab import Lab, fit, running_lab
from scanner.severities import NOT_ALL_TESTED

BAR = 400  # MB, of 1,000,000 bytes
MEGABYTE = 1_000_000
INTERVAL = 0.1  # seconds
CAPDO = Path(sys.executable).with_name("capdo")


def main() -> int:
    """Exit status 0 within the bar, 1 above it, 2 when the scan did not work."""
    with tempfile.TemporaryDirectory(prefix="capdo-memory-") as name:
        folder = Path(name)
        database = f"sqlite:///{folder / 'capdo.db'}"
        with running_lab(folder / "lab") as lab:
            systems = prepare(database, lab)
            peak, seconds, status = measure(scan(database, lab))
    if status:
        sys.stderr.write(f"the scan ended with status {status}: nothing was measured\n")
        return 2
    megabytes = peak / MEGABYTE
    verdict = "within" if megabytes <= BAR else "ABOVE"
    sys.stdout.write(f"scan run, {systems} systems: peak {megabytes:.0f} MB (PSS) in {seconds:.0f} s, ")
    sys.stdout.write(f"{verdict} the bar of {BAR} MB\n")
    return int(megabytes > BAR)


def prepare(database: str, lab: Lab) -> int:
    """The sample inventory, its endpoints on the lab's ports; returns the number of systems."""
    inventory = fit(sample().inventory, lab)
    InventoryStore(open_database(database)).apply(inventory)
    return len(inventory.systems)


def scan(database: str, lab: Lab) -> list[str]:
    """The command that is measured."""
    address, port = lab.resolver
    options = ["--database", database, "--resolver", f"{address}:{port}", "--ca-file", str(lab.ca_file)]
    return [str(CAPDO), "scan", "run", *options]


def measure(command: list[str]) -> tuple[int, float, int]:
    """Peak bytes of a command with all its processes, its seconds, its status (0 for 3: not all tested)."""
    started, peak = time.monotonic(), 0
    with subprocess.Popen(command, stdin=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, tree_memory(process.pid))
            time.sleep(INTERVAL)
    status = 0 if process.returncode == NOT_ALL_TESTED else process.returncode
    return peak, time.monotonic() - started, status


if __name__ == "__main__":
    sys.exit(main())
