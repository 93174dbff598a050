"""One connection's octets, in plain text or over TLS, straight on the event loop.

httpcore's own way to it leads through anyio, whose scopes and checkpoints cost more than what they enclose.
"""

import asyncio
import select
import socket
import ssl
from collections.abc import Callable
from contextlib import ExitStack
from typing import Protocol, TypeVar

TAKEN_IN = 64 * 1024  # octets of TLS received at a time
Result = TypeVar("Result")


class BrokenError(Exception):
    """The connection broke; the system's error is the cause."""


class Wire(Protocol):
    """A connection that is open."""

    async def read(self, most: int) -> bytes:
        """What is there, at most so many octets; none: the other side has ended it.

        Raises:
            BrokenError: it broke.
            ssl.SSLError: TLS failed, as by an alert.

        """

    async def write(self, octets: bytes) -> None:
        """All of them.

        Raises:
            BrokenError: it broke.
            EOFError: the other side ended it before TLS was done.
            ssl.SSLError: TLS failed, as by an alert.

        """


async def connect(address: str, port: int) -> socket.socket:
    """A socket that is connected there.

    Raises:
        OSError: the system says why not.

    """
    with ExitStack() as unless_connected:
        made = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
        unless_connected.callback(made.close)
        made.settimeout(0)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.get_running_loop().sock_connect(made, (address, port))
        unless_connected.pop_all()
    return made


def is_readable(connected: socket.socket) -> bool:
    """Whether something has come, be it the end."""
    if connected.fileno() < 0:
        return True
    poll = select.poll()
    poll.register(connected, select.POLLIN)
    return bool(poll.poll(0))


class PlainWire(Wire):
    """Octets as they are."""

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self._loop = asyncio.get_running_loop()

    async def read(self, most: int) -> bytes:
        """As they come."""
        try:
            octets = await self._loop.sock_recv(self._socket, most)
        except OSError as error:
            raise BrokenError from error
        if len(octets) == most:
            await asyncio.sleep(0)  # more is there already: others have their turn first
        return octets

    async def write(self, octets: bytes) -> None:
        """As they are."""
        try:
            await self._loop.sock_sendall(self._socket, octets)
        except OSError as error:
            raise BrokenError from error


class TlsWire(Wire):
    """Octets within TLS, of which the other side may make an end without saying so, as many do."""

    def __init__(self, below: Wire, context: ssl.SSLContext, name: bytes) -> None:
        """``name``: the server's, in A-labels."""
        self._below = below
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=name)

    async def shake_hands(self) -> None:
        """Agree on the keys.

        Raises:
            BrokenError: the connection broke.
            EOFError: the other side ended it.
            ssl.SSLError: TLS failed.

        """
        await self._through(self._tls.do_handshake)

    async def read(self, most: int) -> bytes:
        """What they were before TLS."""
        try:
            return await self._through(lambda: self._tls.read(most))
        except EOFError:
            return b""

    async def write(self, octets: bytes) -> None:
        """In records of TLS."""
        await self._through(lambda: self._tls.write(octets))

    async def _through(self, act: Callable[[], Result]) -> Result:
        """Do it, receiving and sending for it as much as it takes."""
        while True:
            try:
                result = act()
            except ssl.SSLWantReadError:
                await self._flush()
                await self._take_in()
            except ssl.SSLEOFError:
                raise EOFError from None
            except ssl.SSLSyscallError as error:
                raise BrokenError from error
            else:
                await self._flush()
                return result

    async def _flush(self) -> None:
        if self._outgoing.pending:
            await self._below.write(self._outgoing.read())

    async def _take_in(self) -> None:
        if octets := await self._below.read(TAKEN_IN):
            self._incoming.write(octets)
        else:
            self._incoming.write_eof()
