"""The servers of the accuracy lab's web hosts: they answer, refuse, drop and offer as they are told."""

import contextlib
import os
import socket
import ssl
import subprocess
from pathlib import Path

import pytest

from benchmarks.accuracy.host import Place
from benchmarks.accuracy.lab import hosts
from benchmarks.accuracy.websites.fence import fence, if_root
from benchmarks.accuracy.websites.services import hangs_up, offering, ssh
from benchmarks.accuracy.websites.serving import Endpoint
from benchmarks.accuracy.websites.standing import ANY, Port, Site, started
from checks.registry import all_checks

ADDRESS = "127.0.0.1"
HOST = "www.accuracy.test"
SOON = 0.3  # seconds


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A place of one address."""
    return Place(addresses=(ADDRESS,), folder=tmp_path)


def asked(endpoint: Endpoint, path: str, port: int, tls: ssl.SSLContext | None = None) -> str:
    """The whole answer to a request."""
    with contextlib.ExitStack() as held:
        connection = held.enter_context(socket.create_connection((ADDRESS, port), 10))
        if tls:
            connection = held.enter_context(tls.wrap_socket(connection, server_hostname=endpoint.host))
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {endpoint.host}\r\n\r\n".encode())
        return b"".join(iter(lambda: connection.recv(65_536), b"")).decode()


def test_a_site_answers_on_both_ports(place: Place) -> None:
    """Over TLS under the lab's own root, and in plain text with the way to https."""
    with started(HOST, {ADDRESS: Site()}, place, ANY) as endpoint:
        tls = ssl.create_default_context(cafile=str(place.ca_file))
        page = asked(endpoint, "/", endpoint.https_port, tls)
        contact = asked(endpoint, "/.well-known/security.txt", endpoint.https_port, tls)
        plain = asked(endpoint, "/a", endpoint.http_port)
    assert page.startswith("HTTP/1.1 200 OK\r\nStrict-Transport-Security: max-age=63072000")
    assert "\r\n\r\nContact: mailto:" in contact
    assert f"Location: {endpoint.https}/a\r\n" in plain


@pytest.mark.parametrize(
    ("port", "error"), [(Port.CLOSED, ConnectionRefusedError), (Port.DROPPING, TimeoutError)]
)
def test_a_port_may_refuse_or_drop(port: Port, error: type[OSError], place: Place) -> None:
    """A client is refused at once, or waits."""
    site = Site(https=port, plain=Port.CLOSED)
    with started(HOST, {ADDRESS: site}, place, ANY) as endpoint, pytest.raises(error):
        socket.create_connection((ADDRESS, endpoint.https_port), SOON)


def test_services_are_offered(free_ports: tuple[int, int]) -> None:
    """Each port talks as it is told, and ends with the block."""
    greeting, silent = free_ports
    with offering(ADDRESS, {greeting: ssh, silent: hangs_up}):
        with socket.create_connection((ADDRESS, greeting), 10) as client:
            assert client.recv(100).startswith(b"SSH-2.0-")
        with socket.create_connection((ADDRESS, silent), 10) as client:
            assert client.recv(100) == b""
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((ADDRESS, greeting), SOON)


@pytest.fixture
def free_ports() -> tuple[int, int]:
    """Two ports that were free a moment ago."""
    with socket.create_server((ADDRESS, 0)) as one, socket.create_server((ADDRESS, 0)) as other:
        return one.getsockname()[1], other.getsockname()[1]


@pytest.mark.skipif(os.geteuid() != 0, reason="network namespaces are root's")
def test_a_fence_drops_all_but_what_it_lets_through() -> None:
    """A port that is let through answers, and the others keep silent, open or not."""
    with contextlib.ExitStack() as held:
        try:
            made = held.enter_context(fence("127.0.251.9", (80,)))
        except (OSError, subprocess.CalledProcessError) as error:
            pytest.skip(f"no network namespaces here: {error}")
        with made.inside():
            held.enter_context(offering(made.address, {22: ssh, 80: hangs_up}))
        socket.create_connection((made.address, 80), 10).close()
        for port in (22, 443):
            with pytest.raises(TimeoutError):
                socket.create_connection((made.address, port), SOON)


def test_hosts_of_root_are_left_out_with_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever is not root is told which hosts are missing."""
    chosen = hosts()[:2]
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert if_root(*chosen) == ()
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert all(host.name in told for host in chosen)


def test_every_truth_is_of_a_check() -> None:
    """A check that is renamed takes its truths along."""
    assert {check for host in hosts() for check in host.truth} <= all_checks().keys()
