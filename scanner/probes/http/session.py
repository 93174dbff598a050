"""A client for one address: one connection at a time, its own cookies, answers bounded."""

import asyncio
from importlib.metadata import version
from types import TracebackType
from typing import Self

import httpcore
import httpx

from checks.facts import Exchange
from scanner.probes.context import ProbeContext
from scanner.probes.http.body import Body
from scanner.probes.http.network import PinnedBackend
from scanner.probes.http.route import location
from scanner.probes.http.transport import Transport, lenient_tls

HEADERS_KEPT = 100
HEADER_LENGTH = 8 * 1024  # characters kept of a value
DRAIN_SECONDS = 1.0  # for the rest of a redirect, so that its connection can be used again
DROPPED = (httpcore.ReadError, httpcore.WriteError, httpcore.RemoteProtocolError)
REQUEST_HEADERS = {
    "User-Agent": f"capdo/{version('capdo')} (+security compliance scan)",
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "vi,en;q=0.8",
}


class Session:
    """Requests to one address. No proxies, no redirects of its own, no second name look-up."""

    def __init__(self, address: str, context: ProbeContext) -> None:
        self.address = address
        self.backend = PinnedBackend(address, context)
        # One connection: a session that held one and waited for another could starve itself.
        pool = httpcore.AsyncConnectionPool(
            ssl_context=lenient_tls(), max_connections=1, network_backend=self.backend
        )
        self._client = httpx.AsyncClient(
            transport=Transport(pool),
            headers=REQUEST_HEADERS,
            timeout=httpx.Timeout(None, connect=context.settings.connect_timeout),
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    @property
    def cookies(self) -> frozenset[tuple[str, str | None]]:
        """What a server could tell one request from another by."""
        return frozenset((cookie.name, cookie.value) for cookie in self._client.cookies.jar)

    async def get(self, url: httpx.URL, log: list[Exchange]) -> None:
        """Ask once, and again if a kept-alive connection turns out to be closed (RFC 9112, 9.3.1).

        The answer is appended to ``log``, and so is the part of it that came before a failure.

        Raises:
            Exception: one of ``failures.EXPECTED``.

        """
        opened, answered = self.backend.opened, len(log)
        try:
            await self._ask(url, log)
        except DROPPED:
            if self.backend.opened != opened or len(log) != answered:
                raise
            await self._ask(url, log)

    async def _ask(self, url: httpx.URL, log: list[Exchange]) -> None:
        async with self._client.stream("GET", url) as response:
            found = Exchange(url=str(url), status=response.status_code, headers=_headers(response))
            if location(found) is not None:
                log.append(found)
                await _drain(response)
                return
            body = Body()
            try:
                await body.read(response.aiter_raw())
            finally:
                log.append(_with_body(found, body))


async def _drain(response: httpx.Response) -> None:
    try:
        async with asyncio.timeout(DRAIN_SECONDS):
            await Body().read(response.aiter_raw())
    except TimeoutError:
        return


def _headers(response: httpx.Response) -> tuple[tuple[str, str], ...]:
    kept = response.headers.raw[:HEADERS_KEPT]
    return tuple((_text(name).lower(), _text(value)[:HEADER_LENGTH]) for name, value in kept)


def _text(data: bytes) -> str:
    """UTF-8 where it is, else Latin-1, which any octets are (RFC 9110, 5.5)."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _with_body(found: Exchange, body: Body) -> Exchange:
    coding, kind = found.value("content-encoding") or "", found.value("content-type") or ""
    text, truncated = body.text(coding, kind)
    return found.model_copy(update={"body": text, "body_truncated": truncated})
