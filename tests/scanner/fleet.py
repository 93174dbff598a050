"""One name on several loopback addresses: nginx on two ports of each, and a name server that says so."""

import contextlib
import os
import subprocess
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import dns.message
import dns.rdatatype
import dns.rrset

from scanner.planning.permission import Permit
from scanner.planning.plan import PlannedEndpoint
from tests.scanner.probes.dns import rogues
from tests.scanner.probes.nginx import free_port, wait_for

HEAD = """
daemon off;
master_process off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    {temporary}
    {servers}
}}
"""
SERVER = """
server {{ listen {at}:{https_port} ssl; ssl_certificate {file}; ssl_certificate_key {key};
    server_name _; {protocol} {headers} location / {{ return 200 "{body}"; }} }}
"""
PLAIN = """
server {{ listen {at}:{http_port}; server_name _; return 301 https://$host:{https_port}/; }}
"""
HSTS = 'add_header Strict-Transport-Security "max-age=63072000" always;'
MODERN = "ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers ECDHE+AESGCM;"
HOST = "www.example.test"
EVERYTHING = Permit(families=None, port_scan=False)


@dataclass(frozen=True)
class Member:
    """A server of the fleet. ``certificates``: pairs of certificate and key files."""

    address: str
    certificates: tuple[tuple[Path, Path], ...]
    protocol: str = MODERN
    headers: str = HSTS
    body: str = "the portal"


@dataclass(frozen=True)
class Fleet:
    """Where it is: the ports are the same at every address."""

    resolver: tuple[str, int]
    https_port: int
    http_port: int

    @property
    def planned(self) -> PlannedEndpoint:
        """The name as an endpoint."""
        return PlannedEndpoint(
            host=HOST, https_port=self.https_port, http_port=self.http_port, permit=EVERYTHING
        )


@dataclass(frozen=True)
class Names:
    """What the name server says of every name."""

    addresses: tuple[str, ...] = ()
    asked: list[str] = field(default_factory=list)

    def answer(self, query: dns.message.Message) -> bytes:
        """A or AAAA records, as asked."""
        response = dns.message.make_response(query)
        question = query.question[0]
        kind = dns.rdatatype.to_text(question.rdtype)
        fitting = [one for one in self.addresses if (":" in one) == (kind == "AAAA")]
        if kind in ("A", "AAAA") and fitting:
            response.answer = [dns.rrset.from_text(question.name, 60, "IN", kind, *fitting)]
        return response.to_wire()


@contextlib.asynccontextmanager
async def serving(folder: Path, *members: Member, besides: tuple[str, ...] = ()) -> AsyncIterator[Fleet]:
    """A running fleet; ``besides``: addresses that the name has and nobody listens at."""
    https_port, http_port = free_port(""), free_port("")
    names = Names((*(member.address for member in members), *besides))
    with _nginx(folder, members, https_port, http_port):
        async with rogues.answering(names.answer) as resolver:
            yield Fleet(resolver, https_port, http_port)


@contextlib.contextmanager
def _nginx(folder: Path, members: tuple[Member, ...], https_port: int, http_port: int) -> Iterator[None]:
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    config = folder / "fleet.conf"
    config.write_text(
        HEAD.format(
            folder=folder,
            temporary=" ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds),
            servers="\n".join(_server(member, https_port, http_port) for member in members),
        )
    )
    command = ["nginx", "-p", str(folder), "-c", str(config), "-e", str(folder / "error.log")]
    environment = {**os.environ, "PATH": f"{os.environ['PATH']}:/usr/sbin"}
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as server:
        try:
            for member in members:
                wait_for(server, member.address, https_port, folder / "error.log")
            yield
        finally:
            server.kill()


def _server(member: Member, https_port: int, http_port: int) -> str:
    at = f"[{member.address}]" if ":" in member.address else member.address
    (file, key), *others = member.certificates
    more = " ".join(f"ssl_certificate {one}; ssl_certificate_key {its};" for one, its in others)
    secure = SERVER.format(
        at=at,
        https_port=https_port,
        file=file,
        key=key,
        protocol=f"{more} {member.protocol}",
        headers=member.headers,
        body=member.body,
    )
    return secure + PLAIN.format(at=at, https_port=https_port, http_port=http_port)
