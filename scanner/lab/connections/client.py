"""What every TCP server of the lab does alike: no client can hold a connection or memory for ever."""

import asyncio
from typing import cast

IDLE_SECONDS = 120.0  # longer than any scan waits: to it the silent host is silent for ever
BUFFER_BYTES = 16_384


class ClientConnection(asyncio.Protocol):
    """One client. Silent ones are let go after a while; what they send is bounded by ``BUFFER_BYTES``.

    As it stands it accepts and never answers; a service overrides ``greet`` and ``received``.
    """

    def __init__(self, open_connections: "set[ClientConnection]") -> None:
        self._open = open_connections
        self._buffer = bytearray()
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet, and start the clock."""
        self._transport = cast("asyncio.Transport", transport)
        self._open.add(self)
        self._wind_up()
        self.greet()

    def connection_lost(self, _exc: Exception | None) -> None:
        """Forget the client, whichever side ended it and however."""
        self._open.discard(self)
        if self._timer is not None:
            self._timer.cancel()

    def data_received(self, data: bytes) -> None:
        """Collect what the client says and let the service look at it."""
        self._wind_up()
        self._buffer += data
        self.received(self._buffer)
        if len(self._buffer) > BUFFER_BYTES:
            self._transport.abort()

    def pause_writing(self) -> None:
        """A client that doesn't read is not read from either."""
        self._transport.pause_reading()

    def resume_writing(self) -> None:
        """It reads again."""
        self._transport.resume_reading()

    def greet(self) -> None:
        """Say what a server says first."""

    def received(self, buffer: bytearray) -> None:
        """Look at what has come so far and take away what is dealt with."""
        buffer.clear()

    def send(self, data: bytes) -> None:
        """Send, unless the connection is already on its way out."""
        if not self._transport.is_closing():
            self._transport.write(data)

    def close(self) -> None:
        """End it once everything is sent."""
        self._transport.close()

    def abort(self) -> None:
        """End it now."""
        self._transport.abort()

    def _wind_up(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._transport.abort)
