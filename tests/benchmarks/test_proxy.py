"""The relay counts what arrives, and keeps its distance."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from benchmarks.proxy.gateway import Gateway, Listener, gateway

RTT = 0.2


@pytest.fixture(scope="module")
def echo() -> Iterator[int]:
    """A server that sends back what it gets, and closes when its client does."""

    def answer(client: socket.socket) -> None:
        with closing(client):
            while data := client.recv(4096):
                client.sendall(data)

    def accept() -> None:
        while True:
            try:
                client, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(client,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=accept, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)


@pytest.fixture(scope="module")
def relay(echo: int) -> Iterator[Gateway]:
    """The echo directly, far away, and no server at all."""
    with gateway([Listener(to=echo), Listener(to=echo, rtt=RTT), Listener(kind="dripping")]) as proxy:
        yield proxy


def talk(port: int, words: bytes = b"hello") -> float:
    """Say something, hear it again, and close; how long that took."""
    started = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=30) as client:
        client.sendall(words)
        client.shutdown(socket.SHUT_WR)
        heard = b""
        while data := client.recv(4096):
            heard += data
    assert heard == words
    return time.monotonic() - started


def test_counts(relay: Gateway) -> None:
    """Connections one after the other are never open at once, however fast they follow."""
    relay.take()
    for _ in range(30):
        talk(relay.ports[0], b"x" * 10_000)
    tally = relay.take()[0]
    assert (tally.connections, tally.octets_in, tally.octets_out) == (30, 300_000, 300_000)
    assert tally.most_open == 1


def test_open_at_once(relay: Gateway) -> None:
    """Those that are open together are counted together, and not those before."""
    relay.take()
    talk(relay.ports[0])
    clients = [socket.create_connection(("127.0.0.1", relay.ports[0])) for _ in range(7)]
    assert relay.take()[0].most_open == 7
    for client in clients:
        client.close()


def test_a_far_server(relay: Gateway) -> None:
    """Two round trips: one for the connection, one for the answer. None of it arrives early."""
    assert talk(relay.ports[1]) >= 2 * RTT


def test_order_is_kept(relay: Gateway) -> None:
    """Many pieces that are due together arrive as they were sent."""
    words = b"".join(b"%06d" % number for number in range(50_000))
    talk(relay.ports[1], words)


def test_dripping(relay: Gateway) -> None:
    """The beginning of a handshake record, an octet at a time; its end is noticed."""
    relay.take()
    with socket.create_connection(("127.0.0.1", relay.ports[2]), timeout=30) as client:
        assert client.recv(1) == b"\x16"
    tally = relay.take()[2]
    assert tally.connections == 1
    assert tally.last_closed is not None


def test_a_refusing_server() -> None:
    """A server that is not there is a reset, as for a path's end."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        closed = taken.getsockname()[1]
    with gateway([Listener(to=closed)]) as proxy:
        client = socket.create_connection(("127.0.0.1", proxy.ports[0]), timeout=30)
        with closing(client), pytest.raises(ConnectionResetError):
            client.recv(1)
