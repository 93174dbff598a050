"""One connection through the proxy: octets and ends arrive late, in their order.

TCP's own handshake with the proxy is over at once, since it is local. On a path of round trip time r the
client would have waited r for it, so what it sends counts as sent r after the connection was opened at the
earliest, and takes r/2 to the server; what the server sends takes r/2 back.
"""

import errno
import select
import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from time import monotonic

from benchmarks.proxy.loop import Action, Loop
from benchmarks.proxy.tally import Counter

READ_AT_ONCE = 2**16  # octets
RESET_ON_CLOSE = struct.pack("ii", 1, 0)
NOTICING = 0.005  # seconds in which a scanner on this machine sees that it is connected
OVER = select.EPOLLRDHUP | select.EPOLLHUP | select.EPOLLERR


@dataclass(frozen=True, kw_only=True)
class Route:
    """Where a listening address leads; ``rtt`` in seconds."""

    to: tuple[str, int]
    rtt: float
    counter: Counter


class End:
    """The socket at one end of a path, which does not block.

    ``hears`` is called with what comes there, b"" at its end; ``breaks`` when the other side has reset it.
    """

    def __init__(
        self, loop: Loop, own: socket.SocketType, hears: Callable[[bytes], None], breaks: Action
    ) -> None:
        self._loop, self._socket, self._hears, self._breaks = loop, own, hears, breaks
        self._fd = own.fileno()
        self.is_open, self._listens = True, True
        self._unsent = b""
        self._when_sent: Action | None = None

    def listen(self) -> None:
        """Begin to hear."""
        self._loop.hear(self._fd, self._react)

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
            return
        try:
            sent = self._socket.send(data)
        except BlockingIOError:
            sent = 0
        except OSError:  # reset meanwhile, which reading tells
            return
        if sent < len(data):
            self._unsent = data[sent:]
            self._loop.hear_of_room(self._fd)

    def end(self) -> None:
        """Say that nothing more comes, after what is still to be sent."""
        if self._unsent:
            self._when_sent = self.end
        else:
            with suppress(OSError):  # the other side has reset it meanwhile
                self._socket.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Let go of it, after what is still to be sent."""
        if self._unsent:
            self._when_sent = self.close
        elif self.is_open:
            self.is_open = self._listens = False
            self._loop.forget(self._fd)
            self._socket.close()
            del self._hears, self._breaks  # so that no circle is left for the garbage collector to find

    def reset(self) -> None:
        """Let go of it by a reset."""
        if self.is_open:
            self._unsent = b""
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
            self.close()

    def _react(self, events: int) -> None:
        """Send what waits for room, and read all there is, since each event is told once."""
        if self._unsent:
            self._send_rest()
        while self._listens:
            try:
                data = self._socket.recv(READ_AT_ONCE)
            except BlockingIOError:
                return
            except OSError:
                self._listens = False
                self._breaks()
                return
            self._listens = bool(data)
            self._hears(data)
            if len(data) < READ_AT_ONCE and not events & OVER:
                return

    def _send_rest(self) -> None:
        rest, self._unsent = self._unsent, b""
        self.send(rest)
        if not self._unsent and self._when_sent:
            self._when_sent()


class Relayed:
    """A connection of the scanner, and ours to the server."""

    def __init__(self, loop: Loop, route: Route, client: socket.SocketType) -> None:
        """A scanner connects; so do we to the server, when its last step of the handshake would arrive."""
        self._loop, self._counter, self._fd = loop, route.counter, client.fileno()
        self._counter.opened(self._fd)
        self._begin, self._delay = monotonic() + route.rtt, route.rtt / 2
        self._client = End(loop, client, self._from_client, self._lose_client)
        self._server = End(loop, _socket_to_server(), self._from_server, self._lose_server)
        self._noticed = monotonic() + max(route.rtt, NOTICING)
        self._ways_open = 2
        self._client.listen()
        loop.at(self._begin, partial(self._server.connect, route.to))

    def _later(self, action: Action) -> None:
        """Have something happen at the other end; without a delay, in this turn of the loop."""
        self._loop.at(max(monotonic(), self._begin) + self._delay, action)

    def _from_client(self, data: bytes) -> None:
        self._counter.tally.octets_in += len(data)
        if data:
            self._later(partial(self._server.send, data))
        else:
            self._counter.closed(self._fd)
            self._later(partial(self._end, self._server))

    def _from_server(self, data: bytes) -> None:
        self._counter.tally.octets_out += len(data)
        if data:
            self._later(partial(self._client.send, data))
        else:
            self._later(partial(self._end, self._client))

    def _end(self, at: End) -> None:
        """One side has said all it had to; once both have, the connection is over."""
        self._ways_open -= 1
        if self._ways_open:
            at.end()
        else:
            self._client.close()
            self._server.close()

    def _lose_client(self) -> None:
        self._counter.closed(self._fd)
        self._later(self._reset)

    def _lose_server(self) -> None:
        """The scanner hears of it once it knows itself connected, however near the server is."""
        self._loop.at(max(monotonic(), self._noticed) + self._delay, self._reset)

    def _reset(self) -> None:
        """One side has reset the connection, which the other one hears of."""
        self._counter.closed(self._fd)
        self._client.reset()
        self._server.reset()


def _socket_to_server() -> socket.SocketType:
    own = socket.SocketType(socket.AF_INET, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
    own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return own
