"""One connection through the proxy: octets and ends arrive late, in their order.

TCP's own handshake with the proxy is over at once, since it is local. On a path of round trip time r the
client would have waited r for it, so what it sends counts as sent r after the connection was opened at the
earliest, and takes r/2 to the server; what the server sends takes r/2 back.

Plain sockets without asyncio's transports: the relay shares the machine with what is measured through it.
"""

import asyncio
import errno
import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from benchmarks.proxy.tally import Counter

TICK = 1e-6  # keeps the order of things that are due together
READ_AT_ONCE = 2**16  # octets
RESET_ON_CLOSE = struct.pack("ii", 1, 0)
Action = Callable[[], None]


@dataclass(frozen=True, kw_only=True)
class Route:
    """Where a listening address leads; ``rtt`` in seconds."""

    to: tuple[str, int]
    rtt: float
    counter: Counter


class Line:
    """One direction of a path."""

    def __init__(self, delay: float, begin: float) -> None:
        self._loop = asyncio.get_running_loop()
        self._delay, self._begin, self._last = delay, begin, 0.0

    def put(self, action: Action) -> None:
        """Have something happen at the far end."""
        if not self._delay:
            action()
            return
        self._last = max(max(self._loop.time(), self._begin) + self._delay, self._last + TICK)
        self._loop.call_at(self._last, action)


class End:
    """The socket at one end of a path.

    ``hears`` is called with what comes there, b"" at its end; ``breaks`` when the other side has reset it.
    """

    def __init__(self, own: socket.socket, hears: Callable[[bytes], None], breaks: Action) -> None:
        own.settimeout(0)
        own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._loop = asyncio.get_running_loop()
        self._socket, self._hears, self._breaks = own, hears, breaks
        self._fd = (
            own.fileno()
        )  # a socket itself is described in an exception whenever it is new to a selector
        self._unsent = b""
        self._when_sent: Action | None = None

    def listen(self) -> None:
        """Begin to hear."""
        self._loop.add_reader(self._fd, self._read)

    def connect(self, to: tuple[str, int]) -> None:
        """Connect, which is over at once on loopback, and begin to hear."""
        if self._socket.connect_ex(to) in (0, errno.EINPROGRESS):
            self.listen()
        else:
            self._breaks()

    def send(self, data: bytes) -> None:
        """Send now, and what the socket does not take as soon as it does."""
        if self._unsent:
            self._unsent += data
        elif self._is_open:
            self._unsent = data
            self._send()
            if self._unsent:
                self._loop.add_writer(self._fd, self._send_rest)

    def end(self) -> None:
        """Say that nothing more comes, after what is still to be sent."""
        if self._unsent:
            self._when_sent = self.end
        elif self._is_open:
            with suppress(OSError):  # the other side has reset it meanwhile
                self._socket.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Let go of it, after what is still to be sent."""
        if self._unsent:
            self._when_sent = self.close
        elif self._is_open:
            self._loop.remove_reader(self._fd)
            self._socket.close()

    def reset(self) -> None:
        """Let go of it by a reset."""
        if self._is_open:
            self._loop.remove_writer(self._fd)
            self._unsent = b""
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
            self.close()

    @property
    def _is_open(self) -> bool:
        return self._socket.fileno() >= 0

    def _read(self) -> None:
        try:
            data = self._socket.recv(READ_AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            self._loop.remove_reader(self._fd)
            self._breaks()
            return
        if not data:
            self._loop.remove_reader(self._fd)
        self._hears(data)

    def _send(self) -> None:
        try:
            self._unsent = self._unsent[self._socket.send(self._unsent) :]
        except BlockingIOError:
            return
        except OSError:  # reset meanwhile, which reading tells
            self._unsent = b""

    def _send_rest(self) -> None:
        self._send()
        if not self._unsent:
            self._loop.remove_writer(self._fd)
            if self._when_sent:
                self._when_sent()


class Relayed:
    """A connection of the scanner, and ours to the server."""

    def __init__(self, route: Route, client: socket.socket) -> None:
        """A scanner connects; so do we to the server, when its last step of the handshake would arrive."""
        self._counter, self._fd = route.counter, client.fileno()
        self._counter.opened(self._fd)
        loop = asyncio.get_running_loop()
        begin, delay = loop.time() + route.rtt, route.rtt / 2
        self._up, self._down = Line(delay, begin), Line(delay, begin)
        self._client = End(client, self._from_client, self._lose_client)
        self._server = End(socket.socket(), self._from_server, self._lose_server)
        self._ways_open = 2
        self._client.listen()
        if route.rtt:
            loop.call_at(begin, self._server.connect, route.to)
        else:
            self._server.connect(route.to)

    def _from_client(self, data: bytes) -> None:
        self._counter.tally.octets_in += len(data)
        if data:
            self._up.put(partial(self._server.send, data))
        else:
            self._counter.closed(self._fd)
            self._up.put(partial(self._end, self._server))

    def _from_server(self, data: bytes) -> None:
        self._counter.tally.octets_out += len(data)
        if data:
            self._down.put(partial(self._client.send, data))
        else:
            self._down.put(partial(self._end, self._client))

    def _end(self, at: End) -> None:
        """One side has said all it had to; once both have, the connection is over."""
        at.end()
        self._ways_open -= 1
        if not self._ways_open:
            self._client.close()
            self._server.close()

    def _lose_client(self) -> None:
        self._counter.closed(self._fd)
        self._up.put(self._reset)

    def _lose_server(self) -> None:
        self._down.put(self._reset)

    def _reset(self) -> None:
        """One side has reset the connection, which the other one hears of."""
        self._counter.closed(self._fd)
        self._client.reset()
        self._server.reset()
