"""httpx on a connection pool of our own making, and the TLS it speaks."""

import ssl
from collections.abc import AsyncIterator

import httpcore
import httpx

LEGACY_RENEGOTIATION = 0x4  # SSL_OP_LEGACY_SERVER_CONNECT; the ssl module names it from Python 3.12 on


class Transport(httpx.AsyncBaseTransport):
    """Hands requests to a pool; errors stay httpcore's."""

    def __init__(self, pool: httpcore.AsyncConnectionPool) -> None:
        self._pool = pool

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send, and return once the answer's head is there."""
        answer = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=AnswerStream(answer))

    async def aclose(self) -> None:
        """Close every connection."""
        await self._pool.aclose()


class AnswerStream(httpx.AsyncByteStream):
    """The octets of a body, undecoded."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._answer.aiter_stream():
            yield chunk

    async def aclose(self) -> None:
        """Give the connection back to the pool, or close it when something is unread."""
        await self._answer.aclose()


def lenient_tls() -> ssl.SSLContext:
    """TLS that reads even an old server's page. Measuring trust and strength is the TLS probe's work."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("DEFAULT:ALL:@SECLEVEL=0")
    context.options |= LEGACY_RENEGOTIATION
    return context
