"""Requests to one address, one after the other, over one connection at a time.

httpcore's pool does the same for many at once, which takes several times as long as the request itself.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpcore

from scanner.probes.http.network.backend import PinnedBackend
from scanner.probes.http.network.handover import ConnectionTurn, Handover
from scanner.probes.http.network.unshared import UnsharedConnection

PATIENCE = 3.0  # seconds that one waits, all in all, for others to leave their connections


class LoneConnection:
    """A connection that is kept while requests go to its origin and the server keeps it.

    Then it is left to another that waits for it, and taken over from another that has it.
    """

    def __init__(
        self, backend: PinnedBackend, handover: Handover, tls: ssl.SSLContext, connect_timeout: float
    ) -> None:
        self._backend = backend
        self._handover = handover
        self._tls = tls
        self._connect_timeout = connect_timeout  # seconds, for TCP and for TLS
        self._kept: UnsharedConnection | None = None
        self._turn: ConnectionTurn | None = None
        self._patience = PATIENCE

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
        """Leave the connection to another, or end it; the next request makes one."""
        kept, turn, self._kept, self._turn = self._kept, self._turn, None, None
        is_left = turn is not None and kept is not None and self._can_be_left(kept)
        if kept is not None and not is_left:
            await kept.aclose()
        if turn is not None:
            await turn.end(kept if is_left else None)

    def _can_be_left(self, kept: UnsharedConnection) -> bool:
        """What a server told one visit of the certificate it wants, another would not hear."""
        return kept.is_idle() and not kept.has_expired() and not self._backend.wants_certificate

    async def _to(self, origin: httpcore.Origin) -> UnsharedConnection:
        await self._let_go(unless_to=origin)
        if self._kept is None:
            self._kept = await self._taken_over(origin)
        if self._kept is None:
            try:
                self._kept = await self._connected(origin)
            finally:  # who could not connect has nothing to leave to those who wait for it
                await self._let_go(unless_to=origin)
        return self._kept

    async def _let_go(self, unless_to: httpcore.Origin) -> None:
        """A connection is of no use elsewhere, nor when the server has ended it."""
        kept = self._kept
        if kept is None or kept.is_closed() or not kept.can_handle_request(unless_to) or kept.has_expired():
            await self.close()

    async def _taken_over(self, origin: httpcore.Origin) -> UnsharedConnection | None:
        """Another's, who is through with it; None: nobody has one to leave, so it is to be made.

        Who waits holds no connection, so that nobody waits for each other.
        """
        place = self._backend.address_of(origin.host.decode("ascii")), origin.scheme, origin.host, origin.port
        if not self._handover.is_taken(place):
            self._turn = self._handover.begin(place)
            return None
        now = asyncio.get_running_loop().time
        since = now()
        with self._backend.off_the_clock():
            self._turn = await self._handover.wait(place, self._patience)
        self._patience -= now() - since
        if self._turn is None or self._turn.connection is None:
            return None
        self._backend.adopt(self._turn.connection.mended)
        return self._turn.connection

    async def _connected(self, origin: httpcore.Origin) -> UnsharedConnection:
        host = origin.host.decode("ascii")
        stream = await self._backend.connect_tcp(host, origin.port, self._connect_timeout)
        if origin.scheme == b"https":
            self._tls.set_alpn_protocols(["http/1.1"])
            stream = await stream.start_tls(self._tls, host, self._connect_timeout)
        return UnsharedConnection(origin, stream)
