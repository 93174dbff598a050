"""The ``capdo`` command as a stranger runs it: the installed entry point, in a process of its own."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from scanner.lab.model import Lab

CAPDO = Path(sys.executable).with_name("capdo")
DEADLINE = 600.0  # seconds, generous: the machine may be busy
# All that acts on a terminal and isn't seen; a line feed may stay.
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it said."""

    status: int
    output: str
    errors: str

    def is_one_clear_line(self) -> bool:
        """Whether it was refused as wrong input is: status 2, one line on standard error, nothing else."""
        said = self.errors.startswith("capdo: ") and self.errors.endswith("\n")
        return self.status == 2 and said and self.errors.count("\n") == 1 and not self.output


def capdo(*arguments: str, folder: Path, program: Path = CAPDO, **environment: str) -> Ended:
    """Run it in a folder, where warnings are errors and no database is set."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("CAPDO_")}
    done = subprocess.run(
        [program, *arguments],
        cwd=folder,
        env={**inherited, "PYTHONWARNINGS": "error", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=DEADLINE,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def audit_of(lab: Lab, *names: str) -> tuple[str, ...]:
    """The arguments that audit hosts of the lab over TLS alone; plain HTTP is on the port of the first."""
    hosts = [lab.hosts[f"{name}.brvt.test"] for name in names]
    address, port = lab.resolver
    targets = (f"{host.host}:{host.https_port}" for host in hosts)
    settings = ("--resolver", f"{address}:{port}", "--ca-file", str(lab.ca_file), "--depth", "lean")
    return ("audit", *targets, *settings, "--http-port", str(hosts[0].http_port))
