"""How a server turns some connections away: it cuts every n-th, or takes no more than so many."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from tests.scanner.probes.hostile import resets_at_once
from tests.scanner.probes.listening import Handler, serving
from tests.scanner.probes.tls.relay import Meddling, Relay


def every(count: int, offset: int = 0) -> Meddling:
    """Cuts the connections whose number leaves this remainder."""

    def cut(number: int, hello: bytes) -> bytes | None:
        return None if number % count == offset else hello

    return cut


def breaking_off(port: int, count: int) -> Handler:
    """A relay that resets every so-manieth connection after 100 bytes of the answer."""
    numbers = iter(range(1, 10_000))

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        number = next(numbers)
        hello = await reader.read(65_536)
        behind, onward = await asyncio.open_connection("127.0.0.1", port)
        onward.write(hello)
        try:
            while data := await behind.read(65_536):
                if number % count == 0:
                    writer.write(data[:100])
                    await writer.drain()
                    await asyncio.sleep(0.02)
                    await resets_at_once(reader, writer)
                    return
                writer.write(data)
        finally:
            onward.transport.abort()

    return handle


@asynccontextmanager
async def limited(port: int, may: Callable[[Relay], bool]) -> AsyncIterator[Relay]:
    """A relay that closes a connection as soon as it is made, where it may not be."""
    relay = Relay(server=port)

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        relay.open_now += 1
        try:
            if may(relay):
                await relay.handle(reader, writer)
            else:
                await resets_at_once(reader, writer)
        finally:
            relay.open_now -= 1

    async with serving(handle) as relay.port:
        yield relay


def bucket(rate: float, burst: int) -> Callable[[Relay], bool]:
    """A bucket with so many tokens, filled again at a rate a second."""
    tokens, since = float(burst), 0.0

    def may(_relay: Relay) -> bool:
        nonlocal tokens, since
        now = asyncio.get_running_loop().time()
        tokens, since = min(burst, tokens + (now - since) * rate), now
        if tokens < 1:
            return False
        tokens -= 1
        return True

    return may
