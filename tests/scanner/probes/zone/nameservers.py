"""Three name servers (Knot DNS) at loopback addresses of one port: a primary, a secondary, the parent's.

The primary, 127.0.0.1 and ::1, is the resolver too; the secondary has stayed behind and gives zones away; the
parent's server knows of a name server and an address that the zone no longer has.
"""

import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import dns.exception
import dns.message
import dns.query

from tests.scanner.probes.nginx import PATIENCE, free_port

PRIMARY, SECONDARY, SILENT, OF_PARENT = "127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4"
HEAD = "$TTL 60\n@ SOA ns1.lab.test. admin.lab.test. {serial} 3600 600 86400 60\n"
PARENT = f"""{HEAD.format(serial=1)}
@ NS ns
ns A {OF_PARENT}
lab NS ns1.lab
lab NS ns2.lab
lame NS ns1.lab
lame NS ns2.lab
ns1.lab A {PRIMARY}
"""
OLD = "lab NS old.lab\nns2.lab A 127.0.0.9\n"
LAB = f"""
@ NS ns1
@ NS ns2
@ NS ns3
ns1 A {PRIMARY}
ns1 AAAA ::1
ns2 A {SECONDARY}
ns3 A {SILENT}
ns3 A 10.0.0.53
www A 192.0.2.1
www MX 10 mail
www MX 20 mail.nowhere.test.
mail AAAA 2001:db8::25
gone CNAME nothing
taken CNAME portal.nowhere.test.
away CNAME www.example.net.
"""
LAME = f"{HEAD.format(serial=1)}@ NS ns1.lab.test.\n@ NS ns2.lab.test.\n* A 192.0.2.1\n"
CONFIGURATION = """
server:
    listen: [ {listen} ]
    rundir: {folder}
    udp-workers: 1
    tcp-workers: 1
    background-workers: 1
database:
    storage: {folder}
log:
  - target: stderr
    any: critical
acl:
  - id: everybody
    address: [ 127.0.0.0/8, "::1" ]
    action: transfer
template:
  - id: default
    storage: {folder}
    file: "%s.zone"
    zonefile-sync: -1
    journal-content: none
    {acl}
zone:
{zones}
"""


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """The port of the three."""
    for _ in range(5):  # another process may take the port before a server does
        port = free_port()
        with ExitStack() as running:
            zones = {
                PRIMARY: {"test": PARENT, "lab.test": HEAD.format(serial=8) + LAB, "lame.test": LAME},
                SECONDARY: {"lab.test": HEAD.format(serial=7) + LAB},
                OF_PARENT: {"test": PARENT + OLD},
            }
            servers = [
                running.enter_context(_server(address, port, own, folder)) for address, own in zones.items()
            ]
            addresses = zip(servers, zones, strict=True)
            if all(_answers(server, address, port) for server, address in addresses):
                yield port
                return
    raise AssertionError("Knot DNS did not start")


@contextmanager
def _server(
    address: str, port: int, zones: Mapping[str, str], folder: Path
) -> Iterator["subprocess.Popen[bytes]"]:
    program = shutil.which("knotd", path="/usr/sbin:/usr/local/sbin:/usr/bin")
    assert program, "Knot DNS is not installed: make packages-test"
    own = folder / f"{address}-{port}"
    own.mkdir()
    for name, text in zones.items():
        (own / f"{name}.zone").write_text(f"$ORIGIN {name}.\n{text}")
    listen = ", ".join(f'"{one}@{port}"' for one in ((address, "::1") if address == PRIMARY else (address,)))
    acl = "acl: everybody" if address == SECONDARY else ""
    listed = "\n".join(f"  - domain: {name}" for name in zones)
    (own / "knot.conf").write_text(CONFIGURATION.format(listen=listen, folder=own, acl=acl, zones=listed))
    server = subprocess.Popen([program, "-c", str(own / "knot.conf")])
    try:
        yield server
    finally:
        server.terminate()
        server.wait(20)


def _answers(server: "subprocess.Popen[bytes]", address: str, port: int) -> bool:
    query = dns.message.make_query("lab.test" if address != OF_PARENT else "test", "SOA")
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            if dns.query.tcp(query, address, 1, port).answer:
                return True
        except (OSError, EOFError, dns.exception.DNSException):
            pass
        time.sleep(0.05)
    return False
