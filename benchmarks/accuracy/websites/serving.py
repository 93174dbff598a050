"""Raw web servers: whatever octets a handler gives are sent, and the connection is closed."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

HEAD_LENGTH = 65_536
PATIENCE = 30.0  # seconds in which a client must have asked
BACKLOG = 128


@dataclass(frozen=True)
class Endpoint:
    """Where a host is served."""

    host: str
    https_port: int
    http_port: int

    @property
    def https(self) -> str:
        """Its https origin."""
        return f"https://{self.host}:{self.https_port}"

    @property
    def plain(self) -> str:
        """Its origin in plain text."""
        return f"http://{self.host}:{self.http_port}"


@dataclass(frozen=True)
class Asked:
    """One request: the path, the fields of its head in lower case, and the connection, to be slow or cut."""

    path: str
    head: str
    endpoint: Endpoint
    connection: socket.socket


Handler = Callable[[Asked], bytes]


@contextlib.contextmanager
def listening(
    bound: socket.socket, handler: Handler, endpoint: Endpoint, tls: ssl.SSLContext | None
) -> Iterator[None]:
    """Serve a bound socket until the end of the block."""
    bound.listen(BACKLOG)
    bound.settimeout(None)

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = bound.accept()
                threading.Thread(target=_serve, args=(client, handler, endpoint, tls), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            bound.shutdown(socket.SHUT_RDWR)
        bound.close()
        thread.join(1.0)


def _serve(client: socket.socket, handler: Handler, endpoint: Endpoint, tls: ssl.SSLContext | None) -> None:
    """One request. A client that leaves, or speaks no TLS, is no news."""
    with contextlib.suppress(OSError), client:
        client.settimeout(PATIENCE)
        connection = tls.wrap_socket(client, server_side=True) if tls else client
        with connection:
            asked = _read(connection, endpoint)
            if asked is not None:
                connection.sendall(handler(asked))
                _close(connection)


def _read(connection: socket.socket, endpoint: Endpoint) -> Asked | None:
    received = b""
    while b"\r\n\r\n" not in received and len(received) < HEAD_LENGTH:
        if not (data := connection.recv(HEAD_LENGTH)):
            return None
        received += data
    head = received.decode("latin-1")
    path = [*head.split(" "), ""][1]
    return Asked(path, head.lower(), endpoint, connection)


def _close(connection: socket.socket) -> None:
    """To the end, so that what was sent is not lost to a reset."""
    connection.settimeout(1.0)
    if isinstance(connection, ssl.SSLSocket):
        connection.unwrap()
    else:
        connection.shutdown(socket.SHUT_WR)
        connection.recv(1)
