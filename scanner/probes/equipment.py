"""What this machine brings to a scan, found out without sending anything to anybody."""

import json
import shutil
import subprocess
import sys
from importlib.metadata import version

import dns.exception
import dns.resolver

CAGE = "scanner.probes.workers.cage"  # run with ``python -m``
TRIAL = 30.0  # seconds


def cage() -> dict[str, bool]:
    """Which measures of the deep tests' cage hold here, found out by trying; empty: the trial failed."""
    command = (sys.executable, "-P", "-m", CAGE)
    try:
        tried = subprocess.run(command, check=True, capture_output=True, timeout=TRIAL)  # noqa: S603 - see above
        return {str(name): bool(holds) for name, holds in json.loads(tried.stdout).items()}
    except (OSError, ValueError, subprocess.SubprocessError):
        return {}


def nmap_path() -> str | None:
    """Where nmap is, or None."""
    return shutil.which("nmap")


def system_resolvers() -> tuple[str, ...]:
    """The name servers that the system's resolver asks."""
    try:
        return tuple(str(server) for server in dns.resolver.Resolver().nameservers)
    except dns.exception.DNSException:
        return ()


def tls_scanner() -> str:
    """What scans TLS: our own hellos, and sslyze for the tests that need whole handshakes."""
    return f"capdo {version('capdo')}, sslyze {version('sslyze')}"
