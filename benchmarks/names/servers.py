"""Knot with every zone and a validating Unbound before it, at the ports of the field."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import dns.exception
import dns.message
import dns.query

from benchmarks.names.estate import SERVERS, Estate
from benchmarks.processes import cpu_seconds
from benchmarks.rate.servers import program, running

RESOLVER = "127.0.0.53"
DNS = 53
STARTING = 120.0  # seconds: a thousand zones are read
KNOT = """
server:
    listen: [ {listen} ]
    rundir: {folder}
    udp-workers: 1
    tcp-workers: 1
    background-workers: 1
control:
    listen: {folder}/knot.sock
database:
    storage: {folder}
mod-stats:
  - id: questions
    query-type: on
template:
  - id: default
    storage: {folder}
    file: "%s.zone"
    zonefile-sync: -1
    journal-content: none
    semantic-checks: soft
    global-module: mod-stats/questions
zone:
{zones}
"""
UNBOUND = """
server:
    interface: {resolver}
    directory: "{folder}"
    pidfile: ""
    username: ""
    chroot: ""
    use-syslog: no
    logfile: "{folder}/unbound.log"
    do-not-query-localhost: no
    local-zone: "test." nodefault
    root-hints: "{folder}/hints"
    trust-anchor-file: "{folder}/anchor"
    num-threads: 1
    outgoing-range: 900
    num-queries-per-thread: 450
    module-config: "validator iterator"
remote-control:
    control-enable: yes
    control-interface: "{folder}/unbound.sock"
    control-use-cert: no
"""


@dataclass(frozen=True)
class Serving:
    """Both servers, while they run."""

    folder: Path
    knot: int  # as a process
    unbound: int  # likewise

    def cpu(self) -> tuple[float, float]:
        """Seconds of CPU that Knot and Unbound have taken."""
        return cpu_seconds(self.knot), cpu_seconds(self.unbound)

    def forget(self) -> None:
        """Let the resolver begin anew, as if nobody had asked it anything."""
        self._unbound("reload")
        self._unbound("stats")

    def asked_of_unbound(self) -> int:
        """Questions that it was asked since it began anew."""
        lines = (line.partition("=") for line in self._unbound("stats_noreset").splitlines())
        return int(float({key: value for key, _, value in lines}["total.num.queries"]))

    def asked_of_knot(self) -> int:
        """Questions that it was asked, by Unbound and by the scanner itself, since its start."""
        command = [program("knotc"), "-s", str(self.folder / "knot.sock"), "stats", "mod-stats.query-type"]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        return sum(int(line.rpartition("=")[2]) for line in told.splitlines())

    def _unbound(self, word: str) -> str:
        command = [program("unbound-control"), "-c", str(self.folder / "unbound.conf"), word]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@contextmanager
def serving(estate: Estate, folder: Path) -> Iterator[Serving]:
    """The estate's zones, answered."""
    for name, text in estate.zones.items():
        (folder / f"{'' if name == '.' else name}.zone").write_text(text)
    listen = ", ".join(f'"{address}@{DNS}"' for address in (*SERVERS, "::1"))
    zones = "\n".join(f'  - domain: "{name}"' for name in estate.zones)
    (folder / "knot.conf").write_text(KNOT.format(listen=listen, folder=folder, zones=zones))
    (folder / "hints").write_text(f". 300 IN NS ns1.test.\nns1.test. 300 IN A {SERVERS[0]}\n")
    (folder / "anchor").write_text(estate.anchor)
    (folder / "unbound.conf").write_text(UNBOUND.format(resolver=RESOLVER, folder=folder))
    knot = [program("knotd"), "-c", str(folder / "knot.conf")]
    unbound = [program("unbound"), "-d", "-c", str(folder / "unbound.conf")]
    with running(knot) as authority, running(unbound) as resolver:
        last = estate.domains[-1]
        _wait(SERVERS[0], last)
        _wait(RESOLVER, last)
        yield Serving(folder, authority.pid, resolver.pid)


def _wait(address: str, name: str) -> None:
    query, until = dns.message.make_query(name, "SOA"), time.monotonic() + STARTING
    while time.monotonic() < until:
        try:
            if dns.query.udp(query, address, 1, DNS).answer:
                return
        except (OSError, dns.exception.DNSException):
            pass
        time.sleep(0.1)
    raise RuntimeError(f"{address} does not answer")
