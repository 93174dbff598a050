"""The open ports: each speaks enough of its protocol to be told by it."""

import re
import shutil
import socket
import struct
import subprocess

import pytest

from scanner.lab import Lab
from scanner.lab.connections.addresses import bind_usual
from scanner.lab.servers.services import USUAL_PORTS
from tests.scanner.lab.clients import connect, of


def talk(client: socket.socket, said: bytes) -> bytes:
    """One exchange."""
    client.sendall(said)
    return client.recv(4096)


def test_hosts_and_their_ports(lab: Lab) -> None:
    """Two databases, two ways to administer, one way to share files; no other host has any."""
    counts = {name: len(host.extra_ports) for name, host in lab.hosts.items() if host.extra_ports}
    assert counts == {"mo-csdl.brvt.test": 2, "mo-quan-tri.brvt.test": 2, "mo-chia-se.brvt.test": 1}


def test_the_ports_are_the_usual_ones_where_those_are_free(lab: Lab) -> None:
    """A port of another number is unprivileged all the same."""
    assert len(lab.service_ports) == len(USUAL_PORTS)
    assert all(port in USUAL_PORTS.values() or port >= 1024 for port in lab.service_ports)


def test_redis(lab: Lab) -> None:
    """PING and INFO, inline and as RESP arrays."""
    host = of(lab, "mo-csdl")
    with connect(host, host.extra_ports[0]) as client:
        assert talk(client, b"PING\r\n") == b"+PONG\r\n"
        assert b"redis_version:" in talk(client, b"*1\r\n$4\r\nINFO\r\n")
        assert talk(client, b"FLUSHALL\r\n").startswith(b"-ERR unknown command")


def test_mysql(lab: Lab) -> None:
    """A greeting of protocol 10, whose length is right; a login is denied and the line is cut."""
    host = of(lab, "mo-csdl")
    with connect(host, host.extra_ports[1]) as client:
        greeting = client.recv(4096)
        assert int.from_bytes(greeting[:3], "little") == len(greeting) - 4
        assert greeting[4:].startswith(b"\x0a5.7.40\0")
        assert b"Access denied" in talk(client, b"\x01\x00\x00\x01x")
        assert client.recv(1) == b""


def test_vnc(lab: Lab) -> None:
    """RFB 3.8: password wanted, challenge, refusal with its reason."""
    host = of(lab, "mo-quan-tri")
    with connect(host, host.extra_ports[0]) as client:
        assert client.recv(12) == b"RFB 003.008\n"
        assert talk(client, b"RFB 003.008\n") == b"\x01\x02"
        assert len(talk(client, b"\x02")) == 16
        refusal = talk(client, b"x" * 16)
        assert struct.unpack(">I", refusal[:4]) == (1,)
        assert refusal.endswith(b"Authentication failed")


def test_ssh(lab: Lab) -> None:
    """Its identification line."""
    host = of(lab, "mo-quan-tri")
    with connect(host, host.extra_ports[1]) as client:
        assert client.recv(255).startswith(b"SSH-2.0-")


def test_ftp(lab: Lab) -> None:
    """A greeting, a password asked for, and no way in."""
    host = of(lab, "mo-chia-se")
    with connect(host, host.extra_ports[0]) as client:
        assert client.recv(255).startswith(b"220 ")
        assert talk(client, b"USER anonymous\r\n").startswith(b"331 ")
        assert talk(client, b"PASS x\r\n").startswith(b"530 ")
        assert talk(client, b"QUIT\r\n").startswith(b"221 ")


@pytest.mark.skipif(not shutil.which("nmap"), reason="nmap is not installed")
def test_nmap_tells_the_services_by_their_answers(lab: Lab) -> None:
    """Not by their numbers: with a light version scan, as the port probe runs it."""
    hosts = [of(lab, name) for name in ("mo-csdl", "mo-quan-tri", "mo-chia-se")]
    ports = ",".join(map(str, sorted(lab.service_ports)))
    command = ["nmap", "-sT", "-sV", "--version-light", "-Pn", "-n", "-oG", "-", "-p", ports]
    scanned = subprocess.run(
        [*command, *(host.ipv4 for host in hosts)], capture_output=True, text=True, check=True, timeout=120
    )
    names = re.findall(r"\d+/open/tcp//([^/]+)//([^/]+)/", scanned.stdout)
    assert sorted(name for name, version in names if version) == ["ftp", "mysql", "redis", "ssh", "vnc"]


def test_a_usual_port_that_the_machine_uses_is_left_alone() -> None:
    """The lab moves elsewhere; here a listener on every address takes the part of the machine's own."""
    with socket.create_server(("0.0.0.0", 0)) as own:
        taken = own.getsockname()[1]
        port, bound = bind_usual("127.0.0.77", taken)
        bound.close()
    assert port != taken
