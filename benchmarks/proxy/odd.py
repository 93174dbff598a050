"""Servers that keep a scanner waiting, counted as the others are."""

import asyncio
import itertools
import socket

from benchmarks.proxy.tally import Counter

# A handshake record of 16,384 octets that begins a ServerHello, and goes on with zeros.
SLOW_ANSWER = b"\x16\x03\x03\x40\x00\x02"
DRIP_SECONDS = 1.0


class Silent(asyncio.Protocol):
    """Accepts, and never says a word."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count it."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - TCP's kind
        self.transport = transport
        client: socket.socket = transport.get_extra_info("socket")
        self._fd = client.fileno()
        self._counter.opened(self._fd)

    def data_received(self, data: bytes) -> None:
        """Count it."""
        self._counter.tally.octets_in += len(data)

    def connection_lost(self, _error: Exception | None) -> None:
        """The scanner has given up."""
        self._counter.closed(self._fd)


class Dripping(Silent):
    """Answers one octet a second, for ever."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to drip."""
        super().connection_made(transport)
        self._answer = itertools.chain(SLOW_ANSWER, itertools.repeat(0))
        self._drip()

    def _drip(self) -> None:
        if not self.transport.is_closing():
            self.transport.write(bytes([next(self._answer)]))
            self._counter.tally.octets_out += 1
            asyncio.get_running_loop().call_later(DRIP_SECONDS, self._drip)
