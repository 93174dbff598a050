"""Connections that no other visit can go on with: it makes its own, as if it were alone."""

import asyncio
import ssl
from pathlib import Path

import httpx
import pytest

from scanner.probes.http.network import NoConnectionError, lone_connection
from tests.scanner.probes import contexts
from tests.scanner.probes.http.pairs import (
    ANSWER,
    WWW,
    Pair,
    closes,
    ends_after_one,
    ends_at_the_second,
    keeps,
)
from tests.scanner.probes.listening import Handler, closed_port, serving

pytestmark = pytest.mark.usefixtures("patience")


@pytest.mark.parametrize("handler", [closes, ends_after_one, ends_at_the_second])
async def test_it_is_replaced_where_the_server_ends_it(handler: Handler) -> None:
    """At once, while nobody asks, or in answer to the next request, which is made again."""
    pair = Pair(contexts.context())
    async with serving(handler) as port:
        url = f"http://{WWW}:{port}/"
        first = asyncio.create_task(pair.first.get(httpx.URL(url), []))
        async with pair.second_asking(url) as asking:
            await first
            await asyncio.sleep(0.1)
            await pair.first.rest()
            await asking
        assert pair.opened == (1, 1)
        assert await pair.has_left_nothing()
    assert [exchange.body for exchange in pair.log] == ["ok"]


async def test_who_closes_always_makes_nobody_wait() -> None:
    """Where the server keeps no connection, the visits go on side by side, each over its own."""

    async def hangs_or_closes(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if (await reader.readuntil(b"\r\n\r\n")).split()[1] == b"/slow":
            await asyncio.sleep(3600)
        writer.write(ANSWER % b"Connection: close\r\n")

    pair = Pair(contexts.context())
    async with serving(hangs_or_closes) as port:
        await pair.first.get(httpx.URL(f"http://{WWW}:{port}/"), [])
        async with pair.second_asking(f"http://{WWW}:{port}/slow") as asking, asyncio.timeout(20):
            await pair.first.get(httpx.URL(f"http://{WWW}:{port}/"), [])
            assert not asking.done()
        assert pair.opened == (2, 1)
        assert await pair.has_left_nothing()


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_who_hangs_makes_nobody_hang(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the handshake or after the request: after a while the other makes its own, and waits no more."""
    monkeypatch.setattr(lone_connection, "PATIENCE", 0.5)
    pair, hung = Pair(contexts.context()), list[bool]()

    async def hangs_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        hung.append(True)
        if len(hung) == 1:
            await asyncio.sleep(3600)
        if scheme == "http":
            await ends_after_one(reader, writer)

    async with serving(hangs_once) as port:
        first = asyncio.create_task(pair.first.get(httpx.URL(f"{scheme}://{WWW}:{port}/"), []))
        async with pair.second_asking(f"{scheme}://{WWW}:{port}/") as asking:
            await asyncio.wait([asking], timeout=20)
            assert asking.done()
            assert not first.done()
            assert pair.opened == (1, 1)
            first.cancel()
            await asyncio.wait([first])
            assert (asking.exception() is None) == (scheme == "http")
        assert await pair.has_left_nothing()


async def test_a_port_that_refuses_refuses_both() -> None:
    """Each is told so, and nobody waits for the other."""
    pair = Pair(contexts.context())
    with closed_port() as closed:
        asking = [one.get(httpx.URL(f"https://{WWW}:{closed}/"), []) for one in (pair.first, pair.second)]
        async with asyncio.timeout(20):
            errors = await asyncio.gather(*asking, return_exceptions=True)
    assert [type(error) for error in errors] == [NoConnectionError] * 2
    assert await pair.has_left_nothing()


@pytest.mark.parametrize(("verified", "opened"), [(ssl.CERT_OPTIONAL, (1, 1)), (ssl.CERT_NONE, (1, 0))])
async def test_who_wants_a_certificate_says_so_to_each(
    certificate: Path, verified: ssl.VerifyMode, opened: tuple[int, int]
) -> None:
    """In the handshake, so that each makes its own; without that, one is enough."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    tls.verify_mode = verified
    pair = Pair(contexts.context())
    async with serving(keeps, tls=tls) as port:
        await pair.first.get(httpx.URL(f"https://{WWW}:{port}/"), [])
        async with pair.second_asking(f"https://{WWW}:{port}/") as asking:
            await pair.first.rest()
            await asking
        wanted = [session.backend.wants_certificate for session in (pair.first, pair.second)]
        assert (pair.opened, wanted) == (opened, [verified == ssl.CERT_OPTIONAL] * 2)
        assert await pair.has_left_nothing()
