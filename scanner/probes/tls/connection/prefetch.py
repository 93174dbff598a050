"""Connections one after the other, the next one opened while the present one is in use.

Over a long round trip this halves the time that a long list takes, and leaves its order whole; the price is
one connection that is opened and not needed.
"""

import asyncio
from types import TracebackType
from typing import Self

from scanner.probes.tls.connection.server import Connection, TlsServer


class ConnectionPrefetch:
    """Opens connections to a server, once it is ``ahead`` the next one before it is needed.

    Never where connections are made one at a time. Close it by leaving.
    """

    def __init__(self, server: TlsServer) -> None:
        self.ahead = False
        self._server = server
        self._next: asyncio.Task[Connection] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End what was prefetched and not used."""
        await self.drop()

    async def connection(self) -> Connection:
        """The next connection; the caller closes it.

        Raises:
            UnreachableError, ServerTimeoutError: as ``TlsServer.connect``.

        """
        prefetched, self._next = self._next, None
        connection = await (prefetched or self._server.connect())
        if self.ahead and self._server.takes_several:
            self._next = asyncio.create_task(self._server.connect())
        return connection

    async def drop(self) -> None:
        """Close what was opened ahead."""
        prefetched, self._next = self._next, None
        if prefetched is None:
            return
        prefetched.cancel()
        (unused,) = await asyncio.gather(prefetched, return_exceptions=True)
        if isinstance(unused, Connection):
            await unused.close()
