"""Reading a server's side of a dialogue: every read is bounded, every failure is the same typed error."""

import asyncio
from collections.abc import Callable

from scanner.probes.tls.starttls.errors import GarbledError

LONGEST_LINE = 4096  # bytes; RFC 5321 and 2449 allow 512, RFC 9051 servers send more
MOST_LINES = 100
FINAL = b" "  # after the code of a reply's last line; a hyphen after those before


async def line(reader: asyncio.StreamReader) -> bytes:
    """The next line without its end.

    Raises:
        GarbledError: too long, or the server hung up.

    """
    try:
        found = await reader.readuntil(b"\n")
    except asyncio.IncompleteReadError as error:
        raise GarbledError("the server hung up", error.partial[:LONGEST_LINE]) from error
    except asyncio.LimitOverrunError as error:
        raise GarbledError("a line without an end") from error
    if len(found) > LONGEST_LINE:
        raise GarbledError(f"a line of {len(found)} bytes")
    return found.rstrip(b"\r\n")


async def line_where(reader: asyncio.StreamReader, wanted: Callable[[bytes], bool]) -> bytes:
    """The first line that is wanted; those before it are passed over.

    Raises:
        GarbledError: there is none among the first hundred.

    """
    for _ in range(MOST_LINES):
        found = await line(reader)
        if wanted(found):
            return found
    raise GarbledError(f"no answer in {MOST_LINES} lines")


async def reply(reader: asyncio.StreamReader) -> tuple[int, list[bytes]]:
    """A reply of SMTP or FTP: its code, and the text of its lines (RFC 5321 and RFC 959, 4.2).

    Raises:
        GarbledError: no such reply.

    """
    found = [await line(reader)]
    code = found[0][:3]
    if not (code.isdigit() and found[0][3:4] in (b"", b" ", b"-")):
        raise GarbledError("no reply with a code", found[0])
    while found[-1][:4] not in (code, code + FINAL):
        if len(found) == MOST_LINES:
            raise GarbledError(f"a reply of more than {MOST_LINES} lines")
        found.append(await line(reader))
    return int(code), [one[4:] for one in found]


async def exactly(reader: asyncio.StreamReader, count: int) -> bytes:
    """So many bytes.

    Raises:
        GarbledError: the server hung up before.

    """
    try:
        return await reader.readexactly(count)
    except asyncio.IncompleteReadError as error:
        raise GarbledError("the server hung up", error.partial) from error
