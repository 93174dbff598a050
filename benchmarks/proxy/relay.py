"""One connection through the proxy: octets and ends arrive late, in their order.

TCP's own handshake with the proxy is over at once, since it is local. On a path of round trip time r the
client would have waited r for it, so what it sends counts as sent r after the connection was opened at the
earliest, and takes r/2 to the server; what the server sends takes r/2 back.
"""

import asyncio
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.proxy.tally import Counter

TICK = 1e-6  # keeps the order of things that are due together
RESET_ON_CLOSE = struct.pack("ii", 1, 0)


@dataclass(frozen=True, kw_only=True)
class Route:
    """Where a listening address leads; ``rtt`` in seconds."""

    to: tuple[str, int]
    rtt: float
    counter: Counter


def end(transport: asyncio.Transport) -> None:
    """Say that nothing more comes; a connection that the other side has reset meanwhile is let go."""
    try:
        if not transport.is_closing():
            transport.write_eof()
    except OSError:
        transport.abort()


class Line:
    """One direction of a path."""

    def __init__(self, delay: float, begin: float) -> None:
        self._delay, self._begin, self._last = delay, begin, 0.0

    def put(self, action: Callable[[], None]) -> None:
        """Have something happen at the far end."""
        loop = asyncio.get_running_loop()
        if not self._delay:
            action()
            return
        self._last = max(max(loop.time(), self._begin) + self._delay, self._last + TICK)
        loop.call_at(self._last, action)


class Outbound(asyncio.Protocol):
    """The connection to the server."""

    def __init__(self, client: "Inbound") -> None:
        self._client = client

    def data_received(self, data: bytes) -> None:
        """The server answers."""
        self._client.route.counter.tally.octets_out += len(data)
        self._client.down.put(lambda: self._client.transport.write(data))

    def eof_received(self) -> bool:
        """The server has said all it had to."""
        self._client.down.put(self._client.end)
        return True

    def connection_lost(self, error: Exception | None) -> None:
        """The server's connection is gone, by a reset when there is an error."""
        self._client.down.put(self._client.reset if error else self._client.transport.close)


class Inbound(asyncio.Protocol):
    """The connection from the scanner."""

    def __init__(self, route: Route) -> None:
        self.route = route
        self._waiting: list[Callable[[asyncio.Transport], None]] = []
        self._server: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A scanner connects; so do we to the server, when its last step of the handshake would arrive."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - TCP's kind
        self.transport = transport
        self._socket: socket.socket = transport.get_extra_info("socket")
        self._fd = self._socket.fileno()
        self.route.counter.opened(self._fd)
        loop = asyncio.get_running_loop()
        begin, delay = loop.time() + self.route.rtt, self.route.rtt / 2
        self.up, self.down = Line(delay, begin), Line(delay, begin)
        loop.call_at(begin, self._begin)

    def data_received(self, data: bytes) -> None:
        """The scanner speaks."""
        self.route.counter.tally.octets_in += len(data)
        self._tell(lambda server: server.write(data))

    def eof_received(self) -> bool:
        """The scanner has closed; the server hears of it."""
        self.route.counter.closed(self._fd)
        self._tell(end)
        return True

    def connection_lost(self, _error: Exception | None) -> None:
        """The scanner's connection is gone."""
        self.route.counter.closed(self._fd)
        self._tell(lambda server: server.abort())

    def end(self) -> None:
        """Pass on the server's end."""
        end(self.transport)

    def reset(self) -> None:
        """Pass on a reset."""
        if not self.transport.is_closing():
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
            self.transport.abort()

    def _begin(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._connect())

    async def _connect(self) -> None:
        try:
            loop = asyncio.get_running_loop()
            self._server, _ = await loop.create_connection(lambda: Outbound(self), *self.route.to)
        except OSError:
            self.down.put(self.reset)
            return
        for action in self._waiting:
            action(self._server)

    def _tell(self, action: Callable[[asyncio.Transport], None]) -> None:
        self.up.put(lambda: action(self._server) if self._server else self._waiting.append(action))
