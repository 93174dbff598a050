"""The sockets of the lab: bound, made to listen, and all closed together."""

import asyncio
import socket
import ssl
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from types import TracebackType
from typing import Self

from scanner.lab.connections.addresses import Network, Wish, bind_together, bind_usual, claim_network
from scanner.lab.connections.client import ClientConnection
from scanner.lab.connections.tls import TlsConnection

BACKLOG = 256

ClientFactory = Callable[[set[ClientConnection]], ClientConnection]


class Listeners:
    """Enter it in a running event loop; leaving it closes every socket and ends every connection."""

    def __init__(self) -> None:
        self._resources = ExitStack()
        self._clients: set[ClientConnection] = set()

    async def __aenter__(self) -> Self:
        self.network: Network = claim_network()
        self._resources.callback(self.network.claim.close)
        return self

    async def __aexit__(
        self, _type: type[BaseException] | None, _value: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._resources.close()
        for client in tuple(self._clients):
            client.abort()
        await asyncio.sleep(0)  # lets the transports close their sockets

    def reserve(self, wishes: Sequence[Wish]) -> tuple[int, tuple[socket.socket, ...]]:
        """One port for all wishes; a TCP port refuses connections until ``tcp`` makes it listen."""
        port, sockets = bind_together(wishes)
        for listener in sockets:
            self._resources.callback(listener.close)
        return port, sockets

    def reserve_usual(self, address: str, usual_port: int) -> tuple[int, socket.socket]:
        """A TCP port, the usual one where it is free."""
        port, bound = bind_usual(address, usual_port)
        self._resources.callback(bound.close)
        return port, bound

    async def tcp(
        self, at: socket.socket, client: ClientFactory, context: ssl.SSLContext | None = None
    ) -> None:
        """Serve TCP, or TLS when there is a context."""
        served = partial(TlsConnection, context, client) if context else client
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: served(self._clients), sock=at, backlog=BACKLOG)
        self._resources.callback(server.close)

    async def udp(self, at: socket.socket, protocol: Callable[[], asyncio.DatagramProtocol]) -> None:
        """Serve UDP."""
        transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(protocol, sock=at)
        self._resources.callback(transport.close)
