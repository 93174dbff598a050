"""Connections one after the other, the next one opened while the present one is in use.

Over a long round trip this halves the time that a long list takes, and leaves its order whole; the price is
one connection that is opened and not needed.
"""

import asyncio
from types import TracebackType
from typing import Self

from scanner.probes.tls.connection.server import Connection, TlsServer


class ConnectionPrefetch:
    """Opens connections to a server, after ``start_next`` the next one ahead of need. Close it by leaving."""

    def __init__(self, server: TlsServer) -> None:
        self._server = server
        self._next: asyncio.Task[Connection] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End what was prefetched and not used."""
        if self._next is None:
            return
        self._next.cancel()
        (unused,) = await asyncio.gather(self._next, return_exceptions=True)
        if isinstance(unused, Connection):
            await unused.close()

    def start_next(self) -> None:
        """Begin to open the next connection."""
        if self._next is None:
            self._next = asyncio.create_task(self._server.connect())

    async def connection(self) -> Connection:
        """The next connection; the caller closes it.

        Raises:
            UnreachableError, ServerTimeoutError: as ``TlsServer.connect``.

        """
        if self._next is None:
            return await self._server.connect()
        connection = await self._next
        self._next = None
        return connection
