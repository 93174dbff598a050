"""An estate of names, each at an address of its own: one nginx, a relay before it, and a name server.

All of it listens on loopback, at the ports of the field, so it has to run in a network namespace of its own.
"""

import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import dns.exception
import dns.message
import dns.query
from cryptography.hazmat.primitives.serialization import Encoding

from benchmarks.proxy.gateway import Gateway, Listener, gateway
from benchmarks.servers import finite_field
from tests.scanner.probes.authority import Issued, authority, leaf, new_key
from tests.scanner.probes.nginx import INTERMEDIATE

ADDRESSES = 250  # in each network of 256
HTTPS, HTTP, DNS = 443, 80, 53
ZONE = "bench.test"
RESOLVER = "127.0.0.53"
STARTING = 60.0  # seconds
NGINX = """
daemon off;
user root;
master_process off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 16384; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    default_type text/html;
    server {{
        {https}
        server_name _;
        ssl_certificate {certificate};
        ssl_certificate_key {key};
        {protocol}
        add_header Strict-Transport-Security "max-age=31536000" always;
        add_header X-Content-Type-Options nosniff always;
        location = / {{ return 200 "<!doctype html><title>Trang</title><p>Xin chào"; }}
    }}
    server {{
        {http}
        server_name _;
        return 301 https://$host$request_uri;
    }}
}}
"""
KNOT = """
server:
    listen: {resolver}@53
    rundir: {folder}
    udp-workers: 1
    tcp-workers: 1
    background-workers: 1
database:
    storage: {folder}
template:
  - id: default
    storage: {folder}
    file: "%s.zone"
    zonefile-sync: -1
    journal-content: none
zone:
  - domain: test
"""


@dataclass(frozen=True, kw_only=True)
class Estate:
    """A running estate; several hosts may stand at one address.

    ``roots``: PEM file of its authority. ``relay``: counts what went through, in an address's first tally.
    """

    hosts: Sequence[str]
    addresses: Sequence[str]  # of the hosts in their order
    roots: Path
    relay: Gateway


@contextmanager
def serving(count: int, rtt: float, folder: Path, at: int | None = None) -> Iterator[Estate]:
    """So many hosts behind a relay with this round trip time in seconds; ``at``: so many addresses alone."""
    folder.mkdir(parents=True)
    issuer = authority(authority(), "Example Intermediate")
    hosts = [f"h{number:05}.{ZONE}" for number in range(count)]
    servers = min(count, at or count)
    addresses = [_address(2, number % servers) for number in range(count)]
    named = dict(zip(hosts, addresses, strict=True))
    with (
        _nginx(servers, issuer, folder),
        _knot(named, folder),
        gateway(_listeners(servers, rtt)) as relay,
    ):
        roots = folder / "roots.pem"
        roots.write_bytes(issuer.root.public_bytes(Encoding.PEM))
        yield Estate(hosts=hosts, addresses=addresses, roots=roots, relay=relay)


def _address(network: int, number: int) -> str:
    return f"127.{network}.{number // ADDRESSES}.{number % ADDRESSES + 1}"


def _listeners(count: int, rtt: float) -> list[Listener]:
    return [
        Listener(
            address=_address(2, number),
            port=port,
            server=_address(1, number),
            to=port,
            rtt=rtt,
            together=_address(2, number),
        )
        for number in range(count)
        for port in (HTTPS, HTTP)
    ]


@contextmanager
def _nginx(count: int, issuer: Issued, folder: Path) -> Iterator[None]:
    certificate, key = leaf(issuer, names=(f"*.{ZONE}",), key=new_key()).write(folder, "ec")
    addresses = [_address(1, number) for number in range(count)]
    setup = NGINX.format(
        folder=folder,
        https="\n".join(f"listen {address}:{HTTPS} ssl;" for address in addresses),
        http="\n".join(f"listen {address}:{HTTP};" for address in addresses),
        certificate=certificate,
        key=key,
        protocol=INTERMEDIATE + finite_field(folder),
    )
    (folder / "nginx.conf").write_text(setup)
    log = folder / "error.log"
    with running([program("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(log)]):
        _wait_for_answers(log, lambda: socket.create_connection((addresses[-1], HTTP), 1).close())
        yield


@contextmanager
def _knot(named: Mapping[str, str], folder: Path) -> Iterator[None]:
    records = [f"{host}. A {address}" for host, address in named.items()]
    start = [
        "$ORIGIN test.",
        "$TTL 300",
        "@ SOA ns1 admin 1 3600 600 86400 300",
        "@ NS ns1",
        f"ns1 A {RESOLVER}",
    ]
    (folder / "test.zone").write_text("\n".join([*start, *records, ""]))
    (folder / "knot.conf").write_text(KNOT.format(folder=folder, resolver=RESOLVER))
    with running([program("knotd"), "-c", str(folder / "knot.conf")]):
        query = dns.message.make_query(min(named), "A")
        _wait_for_answers(folder / "knot.conf", lambda: dns.query.udp(query, RESOLVER, 1, DNS))
        yield


def _wait_for_answers(log: Path, ask: Callable[[], object]) -> None:
    until = time.monotonic() + STARTING
    while time.monotonic() < until:
        with suppress(OSError, dns.exception.DNSException):
            ask()
            return
        time.sleep(0.05)
    raise RuntimeError(f"a server did not start: {log.read_text()}")


def program(name: str) -> str:
    """Where a server's program is."""
    found = shutil.which(name, path="/usr/sbin:/usr/local/sbin:/usr/bin")
    if found is None:
        raise RuntimeError(f"{name} is not installed: make packages-bench")
    return found


@contextmanager
def running(command: Sequence[str]) -> Iterator["subprocess.Popen[bytes]"]:
    """A server, ended with SIGTERM."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.terminate()
