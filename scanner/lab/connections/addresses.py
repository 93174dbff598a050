"""Loopback addresses and ports that no other lab and no service of the machine has."""

import errno
import os
import socket
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scanner.errors import ScannerError

IPV6 = "::1"
ATTEMPTS = 200
CLAIM_PORT = 47_000  # UDP; whoever holds it on the network's last address has the network
FIRST_HOST = 10
TCP, UDP = socket.SOCK_STREAM, socket.SOCK_DGRAM
Wish = tuple[str, socket.SocketKind]  # an address, and TCP or UDP


@dataclass(frozen=True)
class Network:
    """One /24 of 127.0.0.0/8, held as long as ``claim`` is open."""

    prefix: str  # for example 127.93.7
    claim: socket.socket

    @property
    def name_servers(self) -> tuple[str, str]:
        """The addresses of the two name servers."""
        return (f"{self.prefix}.1", f"{self.prefix}.2")

    def host(self, index: int) -> str:
        """The address of a host by its place in the estate."""
        return f"{self.prefix}.{FIRST_HOST + index}"


def claim_network() -> Network:
    """A network of this lab's own.

    Raises:
        ScannerError: none is free.

    """
    for prefix in _candidates():
        try:
            return Network(prefix, bind(f"{prefix}.254", UDP, CLAIM_PORT))
        except OSError:
            continue
    raise ScannerError("no free network in 127.0.0.0/8 for the lab: is another program using them?")


def _candidates() -> Iterator[str]:
    pid = os.getpid()
    for step in range(ATTEMPTS):
        place = (pid + step * 257) % (250 * 250)
        yield f"127.{2 + place // 250}.{1 + place % 250}"


def bind(address: str, kind: socket.SocketKind, port: int = 0) -> socket.socket:
    """A bound socket. Until it listens a TCP port refuses connections, and nobody else can have it."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    bound = socket.socket(family, kind)
    try:
        bound.bind((address, port))
    except OSError:
        bound.close()
        raise
    bound.settimeout(0)  # as asyncio wants it
    return bound


def bind_together(wishes: Sequence[Wish]) -> tuple[int, tuple[socket.socket, ...]]:
    """One port, free for every wish, and a socket bound for each.

    Raises:
        ScannerError: no such port was found.

    """
    for _ in range(ATTEMPTS):
        sockets = [bind(*wishes[0])]
        port = sockets[0].getsockname()[1]
        try:
            for address, kind in wishes[1:]:  # one by one: those bound before a failure are to be closed
                sockets.append(bind(address, kind, port))
        except OSError:
            _close(sockets)
            continue
        return port, tuple(sockets)
    raise ScannerError("no port is free on all addresses of the lab")


def bind_usual(address: str, usual_port: int) -> tuple[int, socket.socket]:
    """A TCP socket on a service's usual port, or on another one where the machine itself uses that."""
    if not _answers(IPV6, usual_port):
        try:
            return usual_port, bind(address, TCP, usual_port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    port, (bound,) = bind_together([(address, TCP)])
    return port, bound


def has_ipv6() -> bool:
    """Whether this machine has ::1."""
    try:
        bind(IPV6, TCP).close()
    except OSError:
        return False
    return True


def is_served(port: int) -> bool:
    """Whether this machine itself has a TCP server on a port, of IPv4's loopback address or of IPv6's."""
    return any(_answers(address, port) for address in ("127.0.0.1", IPV6))


def _answers(address: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, TCP) as probe:
            return probe.connect_ex((address, port)) == 0
    except OSError:
        return False


def _close(sockets: Iterable[socket.socket]) -> None:
    for listener in sockets:
        listener.close()
