"""The browser's only way out: a SOCKS5 proxy (RFC 1928) that leads to the endpoint's host and nowhere else.

It listens on loopback while one picture is taken. Names are never looked up for the browser: the host is met
at the address that the scan has resolved and may look at, each connection in a slot of the budget. Whatever
else is asked for is refused (RFC 1928, section 6: not allowed by the ruleset) and noted.
"""

import asyncio
import ipaddress
from asyncio import StreamReader, StreamWriter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from types import TracebackType
from typing import Self

from checks.evidence import clip
from checks.facts.browser import MOST_REFUSED
from scanner.probes.context import ProbeContext
from scanner.probes.picture.tunnel import Meter, Tunnel

VERSION, NO_AUTHENTICATION, NOTHING_ACCEPTABLE = 5, 0, 0xFF
CONNECT = 1
IPV4, NAME, IPV6 = 1, 3, 4  # address types
GRANTED, FAILURE, NOT_ALLOWED, REFUSED, NO_COMMAND, NO_TYPE = 0, 1, 2, 5, 7, 8
KIND = "browser"  # what its connections are counted under
SECONDS_TO_ASK = 5.0  # for the browser to say where it wants to go
MOST_AT_ONCE = 100  # connections of the browser's, most of which wait for a slot
MOST_CONNECTIONS = 60  # to the host, for one picture
PATIENCE = 0.5  # seconds of waiting for a slot, after which an idle connection makes room
HOST_LENGTH = 100  # characters of a refused host that are kept
# What Chromium asks by itself, whatever it is told. It is refused; no page has anything to do with it.
BROWSERS_OWN = frozenset(
    {
        "accounts.google.com",
        "clients2.google.com",
        "content-autofill.googleapis.com",
        "optimizationguide-pa.googleapis.com",
        "redirector.gvt1.com",
        "safebrowsing.googleapis.com",
        "update.googleapis.com",
    }
)
Where = Callable[[str, int], Awaitable[str | None]]  # the address that a host's port may be met at


class NotSocksError(Exception):
    """The client does not speak SOCKS5, or asks for what is none of a browser's business."""

    def __init__(self, reply: int) -> None:
        super().__init__(f"SOCKS reply {reply}")
        self.reply = reply


class Gateway:
    """An async context manager; leaving it closes every connection.

    ``refused``: ``host:port`` of what was not led to, the first of them; ``meter``: how much came through.
    """

    def __init__(self, where: Where, context: ProbeContext) -> None:
        self.meter = Meter()
        self.opened = 0
        self._where = where
        self._context = context
        self._refused: dict[str, None] = {}
        self._tunnels: set[Tunnel] = set()
        self._serving: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None  # noqa: S101 - it was entered
        self._server.close()
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)

    @property
    def port(self) -> int:
        """Where the browser finds it."""
        assert self._server is not None  # noqa: S101 - it was entered
        return int(self._server.sockets[0].getsockname()[1])

    @property
    def refused(self) -> tuple[str, ...]:
        """What the browser was not led to."""
        return tuple(self._refused)

    def _accept(self, reader: StreamReader, writer: StreamWriter) -> None:
        if len(self._serving) >= MOST_AT_ONCE:
            writer.close()
            return
        task = asyncio.get_running_loop().create_task(self._served(reader, writer))
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)

    async def _served(self, reader: StreamReader, writer: StreamWriter) -> None:
        try:
            with suppress(OSError, EOFError, TimeoutError):  # one of the two hung up, or never spoke
                await self._serve(reader, writer)
        finally:
            writer.close()

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        try:
            async with asyncio.timeout(SECONDS_TO_ASK):
                host, port = await asked(reader, writer)
        except NotSocksError as error:
            await answer(writer, error.reply)
            return
        address = await self._where(host, port)
        if address is None or self.opened >= MOST_CONNECTIONS or self.meter.is_full:
            self._note(host, port, is_foreign=address is None)
            await answer(writer, NOT_ALLOWED)
            return
        async with AsyncExitStack() as held:
            await self._slot(held, address)
            await self._lead(address, port, reader, writer)

    async def _lead(self, address: str, port: int, reader: StreamReader, writer: StreamWriter) -> None:
        self.opened += 1
        try:
            async with asyncio.timeout(self._context.settings.connect_timeout):
                far_reader, far_writer = await asyncio.open_connection(address, port)
        except ConnectionRefusedError:
            await answer(writer, REFUSED)
            return
        except (OSError, TimeoutError):
            await answer(writer, FAILURE)
            return
        tunnel = Tunnel((reader, writer), (far_reader, far_writer), self.meter)
        self._tunnels.add(tunnel)
        try:
            await answer(writer, GRANTED)
            await tunnel.carry()
        finally:
            self._tunnels.discard(tunnel)
            far_writer.close()

    async def _slot(self, held: AsyncExitStack, address: str) -> None:
        """Wait for a slot of the address; the browser keeps connections that it no longer uses: one goes."""
        slot = self._context.budget.connection(address, KIND, self._context.connections)
        waiting = asyncio.ensure_future(held.enter_async_context(slot))
        try:
            while not (await asyncio.wait({waiting}, timeout=PATIENCE))[0]:
                if idle := [tunnel for tunnel in self._tunnels if tunnel.is_idle]:
                    min(idle, key=lambda tunnel: tunnel.used_at).close()
            await waiting
        finally:
            if not waiting.done():
                waiting.cancel()
                with suppress(asyncio.CancelledError):
                    await waiting

    def _note(self, host: str, port: int, *, is_foreign: bool) -> None:
        if is_foreign and host not in BROWSERS_OWN and len(self._refused) < MOST_REFUSED:
            self._refused[f"{clip(host, HOST_LENGTH)}:{port}"] = None


async def asked(reader: StreamReader, writer: StreamWriter) -> tuple[str, int]:
    """The host, in lower case, and the port that a client asks for (RFC 1928, sections 3 to 5).

    Raises:
        NotSocksError: it is no SOCKS5, or another command than CONNECT; the reply says which.
        EOFError: it hung up.

    """
    version, methods = await reader.readexactly(2)
    if version != VERSION:
        raise NotSocksError(FAILURE)
    fit = NO_AUTHENTICATION in await reader.readexactly(methods)
    writer.write(bytes((VERSION, NO_AUTHENTICATION if fit else NOTHING_ACCEPTABLE)))
    _version, command, _reserved, kind = await reader.readexactly(4)
    if command != CONNECT:
        raise NotSocksError(NO_COMMAND)
    host = await _host(reader, kind)
    return host, int.from_bytes(await reader.readexactly(2), "big")


async def _host(reader: StreamReader, kind: int) -> str:
    if kind in (IPV4, IPV6):
        return ipaddress.ip_address(await reader.readexactly(4 if kind == IPV4 else 16)).compressed
    if kind != NAME:
        raise NotSocksError(NO_TYPE)
    (length,) = await reader.readexactly(1)
    return (await reader.readexactly(length)).decode("ascii", "replace").lower().rstrip(".")


async def answer(writer: StreamWriter, reply: int) -> None:
    """Tell the client; the bound address is nobody's business (RFC 1928, section 6)."""
    writer.write(bytes((VERSION, reply, 0, IPV4, 0, 0, 0, 0, 0, 0)))
    await writer.drain()
