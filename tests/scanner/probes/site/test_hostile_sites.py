"""The walk at sites that mean it harm: bounded in time, in requests and in memory, and never a crash."""

import asyncio
import itertools
import sys
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache

import brotli
import pytest
import zstandard

from checks.facts import SiteFacts
from scanner.probes import site as walk
from scanner.probes.site.walk import REQUESTS
from tests.scanner.probes import contexts, hostile
from tests.scanner.probes.listening import Handler, closed_port, serving
from tests.scanner.probes.site.walking import ADDRESS, lost

ALLOWANCE = 60.0  # seconds, for a busy machine
MEBIBYTE = 2**20
LINK_COUNT = 1_000_000
DEEP = b"<div>" * 100_000 + b"<a href=/x>" * 100_000
BROKEN = bytes(range(256)) * 4_000
UNCLOSED = b"<a " * 300_000 + b"<a href='" * 100_000 + b'<form action="' * 50_000
SITEMAP = b"<sitemapindex>" + b"<loc>/sitemap.xml</loc><loc>/%d.xml</loc>" * 50_000 + b"</sitemapindex>"
BLANKS = b"<loc>" + b" " * 1_000_000 + b"<loc>" * 100_000
HEADLESS = b"<html>" + b"\x00" * 500_000 + "ㅤ\u202e\ud7ff".encode() * 100_000


# What takes long to make is made for the test that wants it, not by each process that collects the tests.
@cache
def _links() -> bytes:
    return b"".join(b"<a href=/%d/%x>x</a>" % (number, number) for number in range(LINK_COUNT))


def _zeros(size: int) -> bytes:
    return bytes(MEBIBYTE) * size


def _gzip(size: int) -> bytes:
    deflater = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return b"".join(deflater.compress(bytes(MEBIBYTE)) for _ in range(size)) + deflater.flush()


def _brotli(size: int) -> bytes:
    body: bytes = brotli.compress(_zeros(size), quality=5)
    return body


def _zstd(size: int) -> bytes:
    return zstandard.compress(_zeros(size))


def always(body: bytes, *fields: bytes) -> Handler:
    """A server that answers so whatever it is asked for."""
    head = b"\r\n".join((b"HTTP/1.1 200 OK", *fields, b"Content-Length: %d" % len(body), b"", b""))

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(head + body)
            await writer.drain()

    return handle


async def maze(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A start page; from every other address on, another one, for ever."""
    for number in itertools.count():
        path = (await reader.readuntil(b"\r\n\r\n")).split()[1]
        if path == b"/":
            links = b"".join(b"<a href=/%c/x>" % letter for letter in b"abcdefghijklmnopqrstuvwxyz")
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(links), links))
        else:
            writer.write(
                b"HTTP/1.1 302 Found\r\nLocation: /r%d%s\r\nContent-Length: 0\r\n\r\n" % (number, path)
            )


async def calendar(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Each day links to the next and to the one before, in both directions without end."""
    while True:
        path = (await reader.readuntil(b"\r\n\r\n")).split()[1].decode()
        day = int("".join(filter(str.isdigit, path)) or "1")
        body = b"".join(b"<a href=/lich/%d/xem?ngay=%d>" % (day + n, day - n) for n in range(1, 40))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))


async def endless_chunks(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A body of small chunks that never ends."""
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"3\r\n<a>\r\n" * 10_000)
        await writer.drain()


async def _walk(handler: Handler, seconds: float = ALLOWANCE) -> SiteFacts:
    async with serving(handler) as port:
        with closed_port() as closed:
            target = contexts.target(https_port=closed, http_port=port)
            context = contexts.context(retry_pause=0.02)
            async with asyncio.timeout(seconds):
                found = await walk.probe(target, ADDRESS, frozenset(), context)
            async with context.budget.whole_address(ADDRESS) as free:
                assert free == context.budget.per_address
    assert isinstance(found, SiteFacts)
    assert found.requests <= REQUESTS
    return found


@pytest.mark.parametrize(
    "made",
    [
        lambda: always(_links()),
        lambda: always(DEEP),
        lambda: always(BROKEN, b"Content-Type: text/html; charset=utf-16"),
        lambda: always(UNCLOSED),
        lambda: always(HEADLESS),
        lambda: always(SITEMAP),
        lambda: always(BLANKS),
        lambda: always(_gzip(50), b"Content-Encoding: gzip"),
        lambda: always(_brotli(50), b"Content-Encoding: br"),
        lambda: always(_zstd(50), b"Content-Encoding: zstd"),
        lambda: endless_chunks,
        lambda: calendar,
        lambda: maze,
    ],
    ids=[
        *("links", "deep", "broken", "unclosed", "headless", "sitemap", "blanks"),
        *("gzip", "br", "zstd"),
        *("chunks", "calendar", "maze"),
    ],
)
async def test_a_hostile_site_is_bounded(made: Callable[[], Handler]) -> None:
    """Whatever a site answers, the walk ends by itself within its requests, and can be stored."""
    found = await _walk(made())
    assert sum(len(view.visit.last.body) for page in found.pages for view in page.views if view.visit.last)
    assert SiteFacts.model_validate_json(found.model_dump_json()) == found


async def test_a_site_that_is_too_long_says_so() -> None:
    """Of pages beyond all bounds the beginning is kept, and that they were longer."""
    found = await _walk(always(_links()))
    assert ("site.pages", "incomplete") in lost(found.unseen)


async def test_days_without_end_are_a_few_pages() -> None:
    """A calendar takes no more of a walk than pages made alike ever do, be there no others."""
    found = await _walk(calendar)
    assert len([page for page in found.pages if page.found == "link"]) <= 12
    assert found.unseen == ()


@pytest.mark.parametrize("handler", [hostile.hangs_up, hostile.resets, hostile.speaks_garbage])
async def test_a_site_that_breaks_off_after_its_start_page(handler: Handler) -> None:
    """It is left alone after a few visits, and what was not seen says so."""
    first = itertools.count()

    async def breaking(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if next(first) == 0:
            links = b"".join(b"<a href=/%c/x>" % letter for letter in b"abcdefghijklmnopqrstuvwxyz")
            await reader.readuntil(b"\r\n\r\n")
            writer.write(
                b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s" % (len(links), links)
            )
            await writer.drain()
        else:
            await handler(reader, writer)

    found = await _walk(breaking)
    assert found.requests < 40
    assert {part for part, _ in lost(found.unseen)} >= {"site.pages", "site.views"}


async def test_a_cancelled_walk_gives_its_slots_back() -> None:
    """Ctrl-C in the middle leaves no slot taken and no connection open."""
    context, asked = contexts.context(60), asyncio.Event()

    async def hangs(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.set()
        await hostile.hangs(reader, writer)

    async with serving(hangs) as port:
        target = contexts.target(https_port=port, http_port=port)
        walking = asyncio.create_task(walk.probe(target, ADDRESS, frozenset(), context))
        await asked.wait()
        walking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await walking
        async with asyncio.timeout(ALLOWANCE), context.budget.whole_address(ADDRESS) as free:
            assert free == 3


MEASURE = """
import asyncio, resource, sys
from checks.facts import SiteFacts
from scanner.probes import site
from tests.scanner.probes import contexts

async def main():
    closed, port = map(int, sys.argv[1:])
    target = contexts.target(https_port=closed, http_port=port)
    warm = contexts.target(https_port=closed, http_port=closed)
    await site.probe(warm, "127.0.0.1", frozenset(), contexts.context())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = await site.probe(target, "127.0.0.1", frozenset(), contexts.context())
    assert isinstance(found, SiteFacts), found
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)

asyncio.run(main())
"""


async def test_memory_stays_bounded() -> None:
    """A site whose every page is beyond all bounds makes the process grow by less than 120 MiB."""
    async with serving(always(_links())) as port:
        with ExitStack() as held:
            closed = held.enter_context(closed_port())
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", MEASURE, str(closed), str(port)), stdout=asyncio.subprocess.PIPE
            )
            output, _ = await process.communicate()
    assert process.returncode == 0
    assert int(output) < 120 * 1024  # KiB
