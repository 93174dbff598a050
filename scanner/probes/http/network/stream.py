"""A connection as httpcore wants to be given it, in a slot of the budget."""

import asyncio
import socket
import ssl
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, nullcontext

import httpcore

from scanner.probes.http.network.lenient import certificate_wanted
from scanner.probes.http.network.wire import BrokenError, PlainWire, TlsWire, Wire, is_readable


class SlottedStream(httpcore.AsyncNetworkStream):
    """A connection that gives its slot back when it is closed, however that comes about."""

    def __init__(self, connected: socket.socket, slot: AsyncExitStack, wanted: Callable[[], None]) -> None:
        """``wanted``: called when the server asks for a certificate of the client."""
        self._socket = connected
        self._wire: Wire = PlainWire(connected)
        self._slot = slot
        self._wanted = wanted

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's interface
        """Read what is there."""
        try:
            async with within(timeout):
                return await self._wire.read(max_bytes)
        except BrokenError as error:
            raise httpcore.ReadError from error
        except TimeoutError as error:
            raise httpcore.ReadTimeout from error

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore's interface
        """Write all of it."""
        if not buffer:
            return
        try:
            async with within(timeout):
                await self._wire.write(buffer)
        except (BrokenError, EOFError) as error:
            raise httpcore.WriteError from error
        except TimeoutError as error:
            raise httpcore.WriteTimeout from error

    async def aclose(self) -> None:
        """Close, and give the slot back."""
        async with self._slot:
            self._socket.close()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's interface
    ) -> httpcore.AsyncNetworkStream:
        """Upgrade; when that fails nobody else will close the connection."""
        try:
            self._wire = await self._above(ssl_context, (server_hostname or "").encode("ascii"), timeout)
        finally:
            if not isinstance(self._wire, TlsWire):
                await self.aclose()
        return self

    async def _above(self, tls: ssl.SSLContext, name: bytes, seconds: float | None) -> TlsWire:
        certificate_wanted.set(self._wanted)
        try:
            async with within(seconds):
                wire = TlsWire(self._wire, tls, name)
                await wire.shake_hands()
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error
        except (BrokenError, EOFError, ssl.SSLError) as error:
            raise httpcore.ConnectError(error) from error
        return wire

    def get_extra_info(self, info: str) -> object:
        """Whether something has come, or the end; httpcore asks for nothing else that there is here."""
        return is_readable(self._socket) if info == "is_readable" else None


def within(seconds: float | None) -> AbstractAsyncContextManager[object]:
    """A bound in time, where there is one."""
    return nullcontext() if seconds is None else asyncio.timeout(seconds)
