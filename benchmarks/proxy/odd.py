"""Servers that keep a scanner waiting, counted as the others are."""

import itertools
import socket
from time import monotonic

from benchmarks.proxy.loop import Loop
from benchmarks.proxy.relay import End
from benchmarks.proxy.tally import Counter

# A handshake record of 16,384 octets that begins a ServerHello, and goes on with zeros.
SLOW_ANSWER = b"\x16\x03\x03\x40\x00\x02"
DRIP_SECONDS = 1.0


class Silent:
    """Accepts, and never says a word."""

    def __init__(self, loop: Loop, counter: Counter, client: socket.SocketType) -> None:
        self._loop, self._counter, self._fd = loop, counter, client.fileno()
        counter.opened(self._fd)
        self._client = End(loop, client, self._hear, self._lose)
        self._client.listen()

    def _hear(self, data: bytes) -> None:
        self._counter.tally.octets_in += len(data)
        if not data:
            self._lose()

    def _lose(self) -> None:
        """The scanner has given up."""
        self._counter.closed(self._fd)
        self._client.close()


class Dripping(Silent):
    """Answers one octet a second, for ever."""

    def __init__(self, loop: Loop, counter: Counter, client: socket.SocketType) -> None:
        """Begin to drip."""
        super().__init__(loop, counter, client)
        self._answer = itertools.chain(SLOW_ANSWER, itertools.repeat(0))
        self._drip()

    def _drip(self) -> None:
        if self._client.is_open:
            self._client.send(bytes([next(self._answer)]))
            self._counter.tally.octets_out += 1
            self._loop.at(monotonic() + DRIP_SECONDS, self._drip)
