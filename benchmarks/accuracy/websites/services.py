"""Services on many ports at once, which say little or nothing."""

import contextlib
import resource
import selectors
import socket
import threading
from collections.abc import Callable, Iterator, Mapping

Talk = Callable[[socket.socket], None]
BACKLOG = 64
TICK = 0.2  # seconds
PATIENCE = 60.0
SPARE_FILES = 1_000


def silent(client: socket.socket) -> None:
    """Never say a word, and keep the client."""
    client.settimeout(PATIENCE)
    while client.recv(4096):
        pass


def hangs_up(_client: socket.socket) -> None:
    """Say nothing and close."""


def ssh(client: socket.socket) -> None:
    """Greet as OpenSSH does."""
    client.sendall(b"SSH-2.0-OpenSSH_9.2p1\r\n")
    silent(client)


def redis(client: socket.socket) -> None:
    """Answer whatever is said as Redis does to strangers."""
    client.settimeout(PATIENCE)
    while client.recv(4096):
        client.sendall(b"-NOAUTH Authentication required.\r\n")


@contextlib.contextmanager
def offering(address: str, services: Mapping[int, Talk]) -> Iterator[None]:
    """Services on ports of one address until the end of the block."""
    _allow_files(len(services) + SPARE_FILES)
    ended = threading.Event()
    with selectors.DefaultSelector() as selector:
        for port, talk in services.items():
            listener = socket.create_server((address, port), backlog=BACKLOG)
            listener.settimeout(0)
            selector.register(listener, selectors.EVENT_READ, talk)
        thread = threading.Thread(target=_accept, args=(selector, ended), daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()
            for key in list(selector.get_map().values()):
                _socket(key).close()


def _accept(selector: selectors.BaseSelector, ended: threading.Event) -> None:
    while not ended.is_set():
        for key, _ in selector.select(TICK):
            with contextlib.suppress(OSError):
                client, _ = _socket(key).accept()
                threading.Thread(target=_talk, args=(client, key.data), daemon=True).start()


def _talk(client: socket.socket, talk: Talk) -> None:
    with contextlib.suppress(OSError), client:
        talk(client)


def _socket(key: selectors.SelectorKey) -> socket.socket:
    assert isinstance(key.fileobj, socket.socket)  # noqa: S101 - nothing else is registered
    return key.fileobj


def _allow_files(wanted: int) -> None:
    """As many open files as there may be."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted and hard != resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 2 * wanted)), hard))
