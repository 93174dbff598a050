"""A real authoritative server (Knot DNS) on an ephemeral loopback port, with the zones that a test writes."""

import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import dns.exception
import dns.message
import dns.query

from tests.scanner.probes.nginx import PATIENCE, free_port

CONFIGURATION = """
server:
    listen: 127.0.0.1@{port}
    rundir: {folder}
    udp-workers: 1
    tcp-workers: 1
    background-workers: 1
database:
    storage: {folder}
log:
  - target: stderr
    any: error
template:
  - id: default
    storage: {folder}
    file: "%s.zone"
    zonefile-sync: -1
    journal-content: none
    semantic-checks: soft
zone:
{zones}
"""


@contextmanager
def serving(zones: Mapping[str, str], folder: Path) -> Iterator[tuple[str, int]]:
    """Address and port of a server of these zones, each by its name without the final dot."""
    for name, text in zones.items():
        (folder / f"{'' if name == '.' else name}.zone").write_text(text)
    server, port = _start(list(zones), folder)
    try:
        yield "127.0.0.1", port
    finally:
        server.terminate()
        server.wait(20)


def _start(zones: list[str], folder: Path) -> tuple["subprocess.Popen[bytes]", int]:
    """Another process may take the port before the server does: then try the next."""
    program = shutil.which("knotd", path="/usr/sbin:/usr/local/sbin:/usr/bin")
    assert program, "Knot DNS is not installed: make packages-test"
    listed = "\n".join(f'  - domain: "{name}"' for name in zones)
    for _ in range(5):
        port = free_port()
        configuration = CONFIGURATION.format(port=port, folder=folder, zones=listed)
        (folder / "knot.conf").write_text(configuration)
        server = subprocess.Popen([program, "-c", str(folder / "knot.conf")])
        if _answers(server, port, zones[-1]):
            return server, port
        server.kill()
        server.wait(20)
    raise AssertionError("Knot DNS did not start")


def _answers(server: "subprocess.Popen[bytes]", port: int, zone: str) -> bool:
    query = dns.message.make_query(zone, "SOA")
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            if dns.query.tcp(query, "127.0.0.1", 1, port).answer:
                return True
        except (OSError, EOFError, dns.exception.DNSException):
            pass
        time.sleep(0.05)
    return False
