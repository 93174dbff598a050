"""A real authoritative server (Knot DNS) on an ephemeral loopback port."""

import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import dns.exception
import dns.message
import dns.query
import pytest

from tests.scanner.probes.dns import zones
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
zone:
"""


@pytest.fixture(scope="session")
def knot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """Address and port of a server of ``zones``."""
    with serving(tmp_path_factory.mktemp("knot"), zones.FILES) as server:
        yield server


@contextmanager
def serving(folder: Path, files: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Address and port of a server of these zones, each the text of its file by its name."""
    for name, text in files.items():
        (folder / f"{name}.zone").write_text(text)
    server, port = _start(folder, tuple(files))
    try:
        yield "127.0.0.1", port
    finally:
        server.terminate()
        server.wait(20)


def _start(folder: Path, names: tuple[str, ...]) -> tuple["subprocess.Popen[bytes]", int]:
    """Another process may take the port before the server does: then try the next."""
    program = shutil.which("knotd", path="/usr/sbin:/usr/local/sbin:/usr/bin")
    assert program, "Knot DNS is not installed: make packages-test"
    served = "".join(f"  - domain: {name}\n" for name in names)
    for _ in range(5):
        port = free_port()
        (folder / "knot.conf").write_text(CONFIGURATION.format(port=port, folder=folder) + served)
        server = subprocess.Popen([program, "-c", str(folder / "knot.conf")])
        if _answers(server, port, names[-1]):
            return server, port
        server.kill()
        server.wait(20)
    raise AssertionError("Knot DNS did not start")


def _answers(server: "subprocess.Popen[bytes]", port: int, zone: str) -> bool:
    query = dns.message.make_query(zone, "SOA")
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            return bool(dns.query.tcp(query, "127.0.0.1", 1, port).answer)
        except (OSError, EOFError, dns.exception.DNSException):
            time.sleep(0.05)
    return False
