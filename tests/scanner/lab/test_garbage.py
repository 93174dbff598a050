"""What scanners and worse send: the lab goes on, says nothing on standard error and leaks nothing."""

import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.lab import Lab, running_lab
from scanner.lab.connections.client import BUFFER_BYTES
from tests.scanner.lab.clients import anything_goes, connect, get, of, shake_hands

DEADLINE = 120.0  # seconds, generous: the machine may be busy
DISTRUSTFUL = ssl.create_default_context()  # doesn't know the lab's root
SNIPPETS = (
    b"GET / HTTP/1.1\r\n",
    b"\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00",
    b"\x16\x03\x01\xff\xff",
    b"\x80\x2e\x01\x00\x02",
    b"*3\r\n$-1\r\n",
    b"RFB 003.008\n",
    b"\x00\x00",
    b"HELP\r\n",
)
garbage = st.lists(st.one_of(st.sampled_from(SNIPPETS), st.binary(max_size=80)), max_size=6).map(b"".join)


def every_port(lab: Lab) -> Iterator[tuple[str, int]]:
    """Of the hosts that differ in kind, and the name server's."""
    for name in ("tot", "chi-http", "khong-phan-hoi", "mo-csdl", "mo-quan-tri", "mo-chia-se"):
        host = of(lab, name)
        yield host.ipv4, host.http_port
        if name != "chi-http":
            yield host.ipv4, host.https_port
        yield from ((host.ipv4, port) for port in host.extra_ports)
    yield lab.resolver


def throw(address: tuple[str, int], data: bytes, *, reset: bool) -> None:
    """Send it and leave, politely or with a reset."""
    with socket.create_connection(address, timeout=10) as client:
        try:
            client.sendall(data)
        except OSError:
            return  # it hung up first, which is its right
        if reset:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


@given(data=garbage, reset=st.booleans())
@settings(max_examples=40, deadline=None)
def test_garbage_does_not_stop_it(lab: Lab, data: bytes, *, reset: bool) -> None:
    """Every kind of port, and the good host still serves."""
    for address in every_port(lab):
        throw(address, data, reset=reset)
    assert get(of(lab, "tot")).status_code == 200


def test_an_endless_head_is_cut_off(lab: Lab) -> None:
    """Memory stays bounded: 431, and the line is cut."""
    host = of(lab, "tot")
    with connect(host, host.http_port) as client:
        client.sendall(b"GET / HTTP/1.1\r\nX: " + b"a" * (BUFFER_BYTES + 1))
        assert client.recv(4096).startswith(b"HTTP/1.1 431 ")


def test_a_header_cannot_be_injected(lab: Lab) -> None:
    """A path with control characters or an absolute target is not copied into Location."""
    host = of(lab, "tot")
    for target in (b"/\x01\x0b", "/đường".encode(), b"http://evil.test/", b"*"):
        with connect(host, host.http_port) as client:
            client.sendall(b"GET " + target + b" HTTP/1.1\r\nConnection: close\r\n\r\n")
            answer = client.recv(65_536)
        assert f"Location: https://{host.host}:{host.https_port}/\r\n".encode() in answer


def test_nothing_is_said_and_nothing_leaks(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """After handshakes that succeed, fail, stop half-way and are reset, all descriptors are given back."""
    with running_lab(tmp_path) as lab:
        get(of(lab, "tot"))
        before = descriptors(lab)
        for turn in range(20):
            meddle(lab, turn)
        end = time.monotonic() + DEADLINE
        while descriptors(lab) > before and time.monotonic() < end:
            time.sleep(0.1)
        assert descriptors(lab) <= before
    assert capfd.readouterr().err == ""


def meddle(lab: Lab, turn: int) -> None:
    """Handshakes, good and refused, and something else at every port."""
    for name in ("tot", "cu-tls10", "khoa-yeu"):
        shake_hands(of(lab, name), anything_goes())
        with pytest.raises(ssl.SSLError):
            shake_hands(of(lab, name), DISTRUSTFUL, "x.test")
    for address in every_port(lab):
        throw(address, SNIPPETS[turn % len(SNIPPETS)], reset=turn % 2 == 0)


def descriptors(lab: Lab) -> int:
    """How many the lab's process has open: it is the one that listens on this port."""
    wanted = f"{of(lab, 'tot').http_port:04X}"
    listening = next(
        line.split()[9]
        for line in Path("/proc/net/tcp").read_text().splitlines()
        if line.split()[1].endswith(f":{wanted}") and line.split()[3] == "0A"
    )
    for process in Path("/proc").glob("[0-9]*"):
        try:
            links = [str(entry.readlink()) for entry in (process / "fd").iterdir()]
        except OSError:
            continue
        if f"socket:[{listening}]" in links:
            return len(links)
    raise AssertionError("the lab is gone")
