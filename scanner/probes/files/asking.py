"""Requests for the first octets of files, one after the other over one connection, each of them counted."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import httpcore
import httpx

from checks.facts import Exchange, NotTested
from checks.facts.blocking import LIMITING, limited
from checks.facts.files import MOST_REQUESTS
from scanner.probes.context import ProbeContext
from scanner.probes.files.table import READ
from scanner.probes.http import failures
from scanner.probes.http.coding import CODINGS, undone
from scanner.probes.http.network import PinnedBackend, lenient_tls
from scanner.probes.http.session import HEADER_LENGTH, USER_AGENT

KIND = "files"  # what connections and requests are counted under
SECONDS = 10.0  # for one answer
DRAINED = 64 * 1024  # octets read so that the connection can be used again
HEADERS = 100  # kept of an answer
PAUSE = 4  # times as long as before a connection is tried again, after a status that limits requests


@dataclass(frozen=True)
class FileAnswer:
    """An answer's status, its header and the first octets of its content."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    data: bytes

    @property
    def path(self) -> str:
        """What was asked for."""
        return httpx.URL(self.url).raw_path.decode("ascii")

    @property
    def exchange(self) -> Exchange:
        """As the rules for firewalls and redirects read it."""
        return Exchange(url=self.url, status=self.status, headers=self.headers, body=self.texts[-1])

    @property
    def texts(self) -> tuple[str, ...]:
        """The content as it came, and decoded where it was encoded; octets as Latin-1."""
        coding = (self.header("content-encoding") or "").strip().lower()
        decoded = undone(self.data, coding, READ)[0] if coding in CODINGS else self.data
        return tuple(text.decode("latin-1") for text in dict.fromkeys((self.data, decoded)))

    def header(self, name: str) -> str | None:
        """The first value of a header."""
        return next((value for key, value in self.headers if key == name), None)


class FileAsker:
    """Asks one origin at one address, at most forty times."""

    def __init__(self, origin: httpx.URL, address: str, context: ProbeContext) -> None:
        self.origin = origin
        self.requests = 0
        self.backend = PinnedBackend(address, context, KIND)
        self._context = context
        agent = context.settings.user_agent or USER_AGENT
        self._headers = {"User-Agent": agent, "Accept": "*/*", "Accept-Encoding": "identity"}
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=lenient_tls(), max_connections=1, network_backend=self.backend
        )

    async def close(self) -> None:
        """End the connection."""
        await self._pool.aclose()

    @property
    def is_spent(self) -> bool:
        """Whether no request is left."""
        return self.requests >= MOST_REQUESTS

    async def ask(self, path: str, *, insisting: bool = False) -> FileAnswer | NotTested:
        """The answer, asked for once more where requests are limited; NotTested: there is none.

        ``insisting``: where the connection was cut, too.
        """
        answer = await self._once(path)
        is_limited = isinstance(answer, FileAnswer) and answer.status in LIMITING
        if not self.is_spent and (is_limited or (insisting and isinstance(answer, NotTested))):
            await asyncio.sleep(self._context.settings.retry_pause * (PAUSE if is_limited else 1))
            answer = await self._once(path)
        if isinstance(answer, FileAnswer) and answer.status in LIMITING:
            return limited(answer.exchange)
        return answer

    async def _once(self, path: str) -> FileAnswer | NotTested:
        self.requests += 1
        self._context.requests[KIND] += 1
        url = self.origin.join(path)
        try:
            async with asyncio.timeout(SECONDS):
                return await self._get(url)
        except failures.EXPECTED as error:
            return failures.explain(error, wants_certificate=self.backend.wants_certificate)

    async def _get(self, url: httpx.URL) -> FileAnswer:
        """The first octets alone, where the server serves ranges (RFC 9110 section 14.2)."""
        headers = {**self._headers, "Range": f"bytes=0-{READ - 1}"}
        request = httpx.Request("GET", url, headers=headers)
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        timeouts = {"timeout": {"connect": self._context.settings.connect_timeout}}
        async with self._pool.stream(
            "GET", target, headers=request.headers.raw, extensions=timeouts
        ) as answer:
            kept = bytearray()
            length = 0
            async for chunk in answer.aiter_stream():
                kept += chunk[: READ - len(kept)]
                length += len(chunk)
                if length > DRAINED:
                    break
            return FileAnswer(str(url), answer.status, _headers(answer), bytes(kept))


def _headers(answer: httpcore.Response) -> tuple[tuple[str, str], ...]:
    read: Callable[[bytes], str] = lambda octets: octets.decode("latin-1")  # noqa: E731 - said once
    return tuple(
        (read(name).lower(), read(value)[:HEADER_LENGTH]) for name, value in answer.headers[:HEADERS]
    )
