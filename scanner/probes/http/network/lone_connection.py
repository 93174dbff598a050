"""Requests to one address, one after the other, over one connection at a time.

httpcore's pool does the same for many at once, which takes several times as long as the request itself.
"""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext

import httpcore

from scanner.probes.http.network.backend import PinnedBackend


class LoneConnection:
    """A connection that is kept while requests go to its origin and the server keeps it."""

    def __init__(self, backend: PinnedBackend, tls: ssl.SSLContext, connect_timeout: float) -> None:
        self._backend = backend
        self._tls = tls
        self._connect_timeout = connect_timeout  # seconds, for TCP and for TLS
        self._kept: httpcore.AsyncHTTP11Connection | None = None

    @asynccontextmanager
    async def answer(self, request: httpcore.Request) -> AsyncIterator[httpcore.Response]:
        """The answer's head; its content is to be read within.

        Raises:
            OSError: TLS failed.
            httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError: what else went wrong.

        """
        connection = await self._to(request.url.origin)
        try:
            response = await connection.handle_async_request(request)
            try:
                yield response
            finally:
                await response.aclose()
        finally:
            await self._let_go(unless_to=request.url.origin)

    async def close(self) -> None:
        """End the connection; the next request makes another."""
        kept, self._kept = self._kept, None
        if kept is not None:
            await kept.aclose()

    async def _to(self, origin: httpcore.Origin) -> httpcore.AsyncHTTP11Connection:
        await self._let_go(unless_to=origin)
        if self._kept is None:
            self._kept = await self._connected(origin)
        return self._kept

    async def _let_go(self, unless_to: httpcore.Origin) -> None:
        """A connection is of no use elsewhere, nor when the server has ended it."""
        kept = self._kept
        if kept is not None and (not kept.can_handle_request(unless_to) or kept.has_expired()):
            await self.close()
        elif kept is not None and kept.is_closed():
            self._kept = None

    async def _connected(self, origin: httpcore.Origin) -> httpcore.AsyncHTTP11Connection:
        host = origin.host.decode("ascii")
        stream = await self._backend.connect_tcp(host, origin.port, self._connect_timeout)
        if origin.scheme == b"https":
            self._tls.set_alpn_protocols(["http/1.1"])
            stream = await stream.start_tls(self._tls, host, self._connect_timeout)
        return _UnsharedConnection(origin, stream)


class _UnsharedConnection(httpcore.AsyncHTTP11Connection):
    """Used for one request at a time, so that nothing has to be locked; httpcore locks twice a request."""

    def __init__(self, origin: httpcore.Origin, stream: httpcore.AsyncNetworkStream) -> None:
        super().__init__(origin, stream)
        self._state_lock = nullcontext()  # type: ignore[assignment] # all that httpcore does is to enter it
