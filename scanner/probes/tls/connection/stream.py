"""A TCP connection: what has come over it so far, and the moment until which more is waited for.

The streams of asyncio do the same with a transport, a protocol, a reader and a writer; a look opens twenty
connections for one answer each, and would spend more on those than on TLS.
"""

import asyncio
import math
import socket

CHUNK = 16 * 1024


class ServerStream:
    """Bytes from and to a server; less than two chunks wait to be read.

    Once the time is up, or the connection broke, every read says so and nothing more is sent.
    """

    def __init__(self, connection: socket.socket) -> None:
        """``connection``: open, and not blocking."""
        self._socket = connection
        self._descriptor = connection.fileno()
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._received = bytearray()
        self._unsent = b""
        self._is_ended = False
        self._error: OSError | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._is_listening = self._is_sending = False

    def wait_until(self, until: float) -> None:
        """From now on, wait until a moment of the event loop's time, and no longer."""
        self._stop_timer()
        self._timer = self._loop.call_at(until, self._time_out)

    @property
    def until(self) -> float:
        """That moment, once it is set."""
        return self._timer.when() if self._timer is not None else math.inf

    def get_extra_info(self, name: str, /) -> object:
        """Of "sockname", the only name it knows: our own address and port."""
        return self._socket.getsockname() if name == "sockname" else None

    def write(self, data: bytes) -> None:
        """Send, as soon as the system takes it; that it cannot be sent is told by the next read."""
        if self._error is not None:
            return
        self._unsent += data
        if not self._is_sending:
            self._send()

    async def read(self) -> bytes:
        """All that has come, or what comes next; nothing at the end.

        Raises:
            OSError: the connection broke; TimeoutError: nothing came until the time was up.

        """
        if self._error is not None:
            raise self._error
        if not self._received and not self._is_ended:
            await self._more()
        return self._taken(len(self._received))

    async def readexactly(self, count: int, /) -> bytes:
        """So many bytes.

        Raises:
            asyncio.IncompleteReadError: the other side closed before.
            OSError: as ``read``.

        """
        while len(self._received) < count and not self._is_ended:
            await self._more()
        if len(self._received) < count:
            raise asyncio.IncompleteReadError(self._taken(count), count)
        return self._taken(count)

    async def readuntil(self, separator: bytes, /) -> bytes:
        """What comes up to a separator, which is included.

        Raises:
            asyncio.LimitOverrunError: a chunk came without one.
            asyncio.IncompleteReadError, OSError: as ``readexactly``.

        """
        while (end := self._received.find(separator, 0, CHUNK)) < 0:
            if len(self._received) >= CHUNK:
                raise asyncio.LimitOverrunError("a chunk without a separator", CHUNK)
            if self._is_ended:
                raise asyncio.IncompleteReadError(self._taken(CHUNK), None)
            await self._more()
        return self._taken(end + len(separator))

    def close(self) -> None:
        """Close at once, whatever is still to be read or sent."""
        self._stop_timer()
        self._stop_listening()
        self._stop_sending()
        self._socket.close()

    def _taken(self, most: int) -> bytes:
        part = bytes(self._received[:most])
        del self._received[:most]
        return part

    async def _more(self) -> None:
        """Wait for more, or for the end."""
        if self._error is not None:
            raise self._error
        if not self._is_listening:
            self._is_listening = True
            self._loop.add_reader(self._descriptor, self._receive)
        await self._woken()

    async def _woken(self) -> None:
        self._waiter = self._loop.create_future()
        await self._waiter
        if self._error is not None:
            raise self._error

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _receive(self) -> None:
        try:
            data = self._socket.recv(CHUNK)
        except (BlockingIOError, InterruptedError):
            return
        except OSError as error:
            self._break(error)
            return
        self._received += data
        self._is_ended = not data
        if self._is_ended or len(self._received) >= CHUNK:
            self._stop_listening()
        self._wake()

    def _send(self) -> None:
        try:
            sent = self._socket.send(self._unsent)
        except (BlockingIOError, InterruptedError):
            sent = 0
        except OSError as error:
            self._break(error)
            return
        self._unsent = self._unsent[sent:]
        if not self._unsent:
            self._stop_sending()
        elif not self._is_sending:
            self._is_sending = True
            self._loop.add_writer(self._descriptor, self._send)

    def _time_out(self) -> None:
        self._break(TimeoutError("the time was up"))

    def _break(self, error: OSError) -> None:
        self._error = self._error or error
        self._stop_listening()
        self._stop_sending()
        self._wake()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _stop_listening(self) -> None:
        if self._is_listening:
            self._is_listening = False
            self._loop.remove_reader(self._descriptor)

    def _stop_sending(self) -> None:
        if self._is_sending:
            self._is_sending = False
            self._loop.remove_writer(self._descriptor)
