"""Ports of the loopback interface: listening, closed, and full."""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

from scanner.lab.connections.addresses import IPV6, TCP, bind_together

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@contextlib.asynccontextmanager
async def serving(
    handler: Handler, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None
) -> AsyncIterator[int]:
    """A TCP server in this event loop; yields its port. Handlers still busy at the end are cancelled."""
    busy: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        busy.add(task)
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await handler(reader, writer)
        finally:
            writer.transport.abort()
            busy.discard(task)

    server = await asyncio.start_server(handle, host, 0, ssl=tls, limit=2**20)
    async with server:
        yield server.sockets[0].getsockname()[1]
        for task in busy.copy():
            task.cancel()
        await asyncio.gather(*busy, return_exceptions=True)


@contextlib.contextmanager
def closed_port(host: str = "127.0.0.1") -> Iterator[int]:
    """A port that refuses connections, and that nothing else can take meanwhile."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as held:
        held.bind((host, 0))
        yield held.getsockname()[1]


def port_of_both_families() -> int:
    """A port that was free on both loopback addresses a moment ago."""
    port, sockets = bind_together([("127.0.0.1", TCP), (IPV6, TCP)])
    for each in sockets:
        each.close()
    return port


@contextlib.contextmanager
def full_port(host: str = "127.0.0.1") -> Iterator[int]:
    """A port whose backlog is full: Linux leaves further connections unanswered."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with contextlib.ExitStack() as held:
        listener = held.enter_context(socket.socket(family))
        listener.bind((host, 0))
        listener.listen(0)
        for _ in range(4):
            waiting = held.enter_context(socket.socket(family))
            waiting.settimeout(0)
            waiting.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]
