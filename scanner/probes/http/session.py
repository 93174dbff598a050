"""A client for one address: one connection at a time, its own cookies, answers bounded."""

import asyncio
import ssl
from collections.abc import Mapping
from importlib.metadata import version
from types import TracebackType
from typing import Self

import httpcore
import httpx

from checks.facts import Exchange
from checks.facts.http import FOREIGN_ORIGIN
from scanner.probes.context import ProbeContext
from scanner.probes.http.allowance import Allowance
from scanner.probes.http.body import Body
from scanner.probes.http.cookies import KeptCookies
from scanner.probes.http.network import Handover, LoneConnection, PinnedBackend, lenient_tls
from scanner.probes.http.route import location

HEADERS_KEPT = 1000
HEADER_LENGTH = 8 * 1024  # characters kept of a value
PACKED = (".xml.gz", ".txt.gz")  # sitemaps
RawHeaders = list[tuple[bytes, bytes]]
DRAIN_SECONDS = 1.0  # for the rest of a redirect, so that its connection can be used again
DROPPED = (httpcore.ReadError, httpcore.WriteError, httpcore.RemoteProtocolError)
# As crawlers introduce themselves; --user-agent names a page that says who scans (RFC 9110 section 10.1.5).
USER_AGENT = f"Mozilla/5.0 (compatible; capdo/{version('capdo')}; +security compliance scan)"
PREFLIGHT_HEADERS = {"Accept": "*/*", "Origin": FOREIGN_ORIGIN, "Access-Control-Request-Method": "GET"}
REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "vi,en;q=0.8",
}


class Session:
    """Requests to one address. httpx reads URLs and keeps cookies; httpcore sends requests.

    httpx's own client is not used: it reads Location even when told not to follow, and raises what it likes.
    """

    def __init__(
        self,
        address: str,
        context: ProbeContext,
        kind: str = "http",
        allowance: Allowance | None = None,
        tls: ssl.SSLContext | None = None,
        handover: Handover | None = None,
    ) -> None:
        """``kind``: what requests are counted under. ``allowance``: how many there may be; None: any.

        ``tls``: whom to trust; None: whoever answers. ``handover``: connections of others on the same terms.
        """
        self.address = address
        self.backend = PinnedBackend(address, context)
        self._requests, self._kind, self._allowance = context.requests, kind, allowance
        self._cookies = KeptCookies()
        agent = context.settings.user_agent or USER_AGENT
        self._headers = httpx.Headers({"User-Agent": agent, **REQUEST_HEADERS})
        # A session that held one connection and waited for another could starve itself.
        self._connection = LoneConnection(
            self.backend, handover or Handover(), tls or lenient_tls(), context.settings.connect_timeout
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._connection.close()

    @property
    def cookies(self) -> frozenset[tuple[str, str | None]]:
        """What a server could tell one request from another by."""
        return self._cookies.pairs

    def forget_cookies(self) -> None:
        """Ask as at the first time."""
        self._cookies.forget()

    def introduce(self, headers: Mapping[str, str]) -> None:
        """Ask as somebody else, by these headers, who comes for the first time."""
        self.forget_cookies()
        self._headers = httpx.Headers({**REQUEST_HEADERS, **headers})

    async def rest(self) -> None:
        """Give the connection back; the next request makes another."""
        await self._connection.close()

    async def get(self, url: httpx.URL, log: list[Exchange]) -> None:
        """Ask once, and again if a kept-alive connection turns out to be closed (RFC 9112, 9.3.1).

        The answer is appended to ``log``, and so is the part of it that came before a failure.

        Raises:
            Exception: one of ``failures.EXPECTED``.

        """
        await self._ask("GET", url, [*self._headers.raw, *self._cookies.header(url)], log)

    async def preflight(self, url: httpx.URL, log: list[Exchange]) -> None:
        """Ask, as ``get`` does, what a page of another origin may read: without cookies (Fetch, 4.8).

        Raises:
            Exception: one of ``failures.EXPECTED``.

        """
        headers = httpx.Headers({"User-Agent": self._headers["User-Agent"], **PREFLIGHT_HEADERS}).raw
        await self._ask("OPTIONS", url, headers, log)

    async def _ask(self, method: str, url: httpx.URL, headers: RawHeaders, log: list[Exchange]) -> None:
        opened, answered = self.backend.opened, len(log)
        try:
            await self._ask_once(method, url, headers, log)
        except DROPPED:
            if self.backend.opened != opened or len(log) != answered:
                raise
            await self._ask_once(method, url, headers, log)

    async def _ask_once(self, method: str, url: httpx.URL, headers: RawHeaders, log: list[Exchange]) -> None:
        if self._allowance is not None:
            self._allowance.take()
        self._requests[self._kind] += 1
        request = httpcore.Request(method, _bare(url), headers=[(b"Host", url.netloc), *headers])
        async with self._connection.answer(request) as answer:
            self._cookies.keep(url, answer)
            exchange = Exchange(
                url=str(url),
                status=answer.status,
                headers=_headers(answer),
                odd_lines=self._odd_lines(),
            )
            if location(exchange) is not None or method == "OPTIONS":
                log.append(exchange)
                await _drain(answer)
                return
            body = Body()
            try:
                await body.read(answer.aiter_stream())
            finally:
                log.append(_with_body(exchange, body, url))

    def _odd_lines(self) -> tuple[str, ...]:
        """Those of the answer that has just come."""
        lines, self.backend.odd_lines = tuple(self.backend.odd_lines), []
        return lines


def _bare(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


async def _drain(answer: httpcore.Response) -> None:
    try:
        async with asyncio.timeout(DRAIN_SECONDS):
            await Body().read(answer.aiter_stream())
    except TimeoutError:
        return


def _headers(answer: httpcore.Response) -> tuple[tuple[str, str], ...]:
    kept = answer.headers[:HEADERS_KEPT]
    return tuple((_text(name).lower(), _text(value)[:HEADER_LENGTH]) for name, value in kept)


def _text(data: bytes) -> str:
    """UTF-8 where it is, else Latin-1, which any octets are (RFC 9110, 5.5)."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _with_body(exchange: Exchange, body: Body, url: httpx.URL) -> Exchange:
    coding, kind = exchange.value("content-encoding") or "", exchange.value("content-type") or ""
    text, problem = body.text(coding, kind, packed=url.path.endswith(PACKED))
    return exchange.model_copy(
        update={"body": text, "body_truncated": bool(problem), "body_problem": problem}
    )
