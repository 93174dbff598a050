"""Web servers that misbehave. Each is a handler for ``listening.serving``."""

import asyncio
import itertools
import random
import socket
import struct
import zlib
from functools import cache

MEBIBYTE = 2**20
GIBIBYTE = 2**30
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


async def hangs(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """Accepts, and never says a word."""
    await asyncio.sleep(3600)


async def drips(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A good answer, one octet every 0.2 seconds."""
    await _request(reader)
    for octet in HEAD + b"Content-Length: 2\r\n\r\nok":
        writer.write(bytes([octet]))
        await asyncio.sleep(0.2)


async def drips_its_body(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Headers at once, then an octet every 0.2 seconds, for ever."""
    await _request(reader)
    writer.write(HEAD + b"Content-Length: 1000000\r\n\r\n")
    while True:
        writer.write(b"x")
        await asyncio.sleep(0.2)


async def resets(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Resets the connection when asked."""
    await _request(reader)
    await resets_at_once(reader, writer)


async def resets_at_once(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Resets the connection before anything is said."""
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


async def answers_at_once_with_garbage(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Nonsense before a question."""
    writer.write(random.Random(1).randbytes(4096))  # noqa: S311 - no secret
    await _sent(writer)


async def hangs_up(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """Closes the connection when asked."""
    await _request(reader)


async def speaks_garbage(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Octets that mean nothing."""
    await _request(reader)
    writer.write(random.Random(1).randbytes(4096))  # noqa: S311 - no secret
    await _sent(writer)


async def sends_a_gibibyte(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A body of 1 GiB."""
    await _request(reader)
    writer.write(HEAD + b"Content-Length: %d\r\n\r\n" % GIBIBYTE)
    for _ in range(GIBIBYTE // MEBIBYTE):
        writer.write(b"x" * MEBIBYTE)
        await writer.drain()


async def sends_10000_headers(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """More headers than any client takes."""
    await _request(reader)
    writer.write(HEAD + b"".join(b"X-Header-%d: value\r\n" % i for i in range(10_000)) + b"\r\n")
    await _sent(writer)


async def sends_300_headers(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """More headers than are kept, one of them of 20,000 octets."""
    await _request(reader)
    many = b"".join(b"X-Header-%d: value\r\n" % i for i in range(300))
    writer.write(HEAD + b"X-Long: " + b"l" * 20_000 + b"\r\n" + many + b"Content-Length: 0\r\n\r\n")
    await _sent(writer)


async def sends_a_mebibyte_header(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One header line of 1 MiB."""
    await _request(reader)
    writer.write(HEAD + b"X-Long: " + b"l" * MEBIBYTE + b"\r\n\r\n")
    await _sent(writer)


async def redirects_in_a_circle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """/ leads to /a, and /a to /."""
    while True:
        path = (await _request(reader)).split()[1]
        writer.write(_redirect(b"/a" if path == b"/" else b"/"))


async def redirects_on_and_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Another path each time."""
    for number in itertools.count():
        await _request(reader)
        writer.write(_redirect(b"/%d" % number))


async def sets_strange_cookies(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Cookies that hardly are any, by the dozen, on the way to another page."""
    strange = [
        b"=",
        b"a=\xff\xfe; expires=never; max-age=9999999999999999999",
        b"b=\x01",
        b"c;;;=;domain=..",
        b'd=\xc4\x90; Path=//; Port="x"; Version=9',
        b"e=" + b"x" * 4000,
        b"f=1; expires=Mon, 99-Foo-0000",
    ]
    await _request(reader)
    cookies = b"".join(b"Set-Cookie: %s\r\n" % value for value in strange)
    writer.write(b"HTTP/1.1 302 Found\r\nLocation: /in\r\nContent-Length: 0\r\n%s\r\n" % cookies)
    await _request(reader)
    writer.write(HEAD + b"Content-Length: 2\r\n\r\nok")
    await _sent(writer)


async def redirects_with_an_endless_body(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A redirect to itself whose body never ends."""
    path = (await _request(reader)).split()[1]
    if path == b"/there":
        writer.write(HEAD + b"Content-Length: 2\r\n\r\nok")
        await _sent(writer)
    writer.write(b"HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 9\r\n\r\n")
    await asyncio.sleep(3600)


async def sends_a_bomb(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """10 GiB of zeros in 10 MiB of gzip."""
    await _send_encoded(reader, writer, b"gzip", bomb())


async def sends_a_nested_bomb(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """The same, compressed once more."""
    await _send_encoded(reader, writer, b"gzip, gzip", nested_bomb())


async def sends_broken_chunks(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A chunk size that is no number."""
    await _request(reader)
    writer.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nZZZ\r\n!!\r\n")
    await _sent(writer)


async def speaks_http_0_9(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Content without a status line."""
    await _request(reader)
    writer.write(b"<html><title>1991</title></html>\n")
    await _sent(writer)


async def promises_for_ever(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Informational answers without end."""
    await _request(reader)
    while True:
        writer.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" * 100)
        await writer.drain()


async def switches_protocols(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answers 101, which nobody asked for, and goes on in another tongue."""
    await _request(reader)
    writer.write(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n\x00\x01")
    await asyncio.sleep(3600)


@cache
def bomb() -> bytes:
    """10 GiB of zeros as gzip: after a full flush every mebibyte compresses to the same octets."""
    deflater = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    first, again = (deflater.compress(bytes(MEBIBYTE)) + deflater.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + again * (10 * 1024 - 1)


@cache
def nested_bomb() -> bytes:
    """The bomb, compressed again."""
    deflater = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return deflater.compress(bomb()) + deflater.flush()


async def _send_encoded(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, coding: bytes, content: bytes
) -> None:
    await _request(reader)
    writer.write(HEAD + b"Content-Encoding: %s\r\nContent-Length: %d\r\n\r\n" % (coding, len(content)))
    writer.write(content)
    await _sent(writer)


async def _request(reader: asyncio.StreamReader) -> bytes:
    return await reader.readuntil(b"\r\n\r\n")


async def _sent(writer: asyncio.StreamWriter) -> None:
    """Close after everything has gone out, and leave the other side the time to read it."""
    await writer.drain()
    writer.write_eof()
    await asyncio.sleep(3600)


def _redirect(location: bytes) -> bytes:
    return b"HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n" % location
