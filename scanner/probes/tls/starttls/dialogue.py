"""A dialogue before TLS: every read is bounded, and every failure is the same typed error."""

import asyncio
from collections.abc import Callable
from typing import Any, Protocol

from inventory.safe_text import visible
from scanner.probes.tls.wire.records import MalformedError

LONGEST_LINE = 4096  # bytes; RFC 5321 and 2449 allow 512, RFC 9051 servers send more
MOST_LINES = 100
FINAL = b" "  # after the code of a reply's last line; a hyphen after those before
DETAIL_LENGTH = 200


class Incoming(Protocol):
    """What the server says: a stream of asyncio, or ours, which is cheaper."""

    async def readexactly(self, n: int, /) -> bytes:
        """So many bytes."""

    async def readuntil(self, separator: bytes, /) -> bytes:
        """What comes up to a separator, which is included."""


class Outgoing(Protocol):
    """What the server is told."""

    def write(self, data: bytes, /) -> None:
        """Send it."""

    def get_extra_info(self, name: str, /) -> Any:  # noqa: ANN401 - asyncio's interface
        """Of "sockname": our own address and port."""


class StartTlsError(MalformedError):
    """The server did not get as far as TLS; the message is bounded and printable."""

    def __init__(self, what: str, response: bytes = b"") -> None:
        text = response.strip().decode("ascii", "backslashreplace")
        super().__init__((f"{what}: {visible(text)}" if response else what)[:DETAIL_LENGTH])


class NotOfferedError(StartTlsError):
    """The server speaks the protocol, and has no TLS on this port: a fact, not a failure."""


class GarbledError(StartTlsError):
    """The server does not speak the protocol, breaks its rules, or hung up."""


async def line(reader: Incoming) -> bytes:
    """The next line without its end.

    Raises:
        GarbledError: too long, or the server hung up.

    """
    try:
        text = await reader.readuntil(b"\n")
    except asyncio.IncompleteReadError as error:
        raise GarbledError("the server hung up", error.partial[:LONGEST_LINE]) from error
    except asyncio.LimitOverrunError as error:
        raise GarbledError("a line without an end") from error
    if len(text) > LONGEST_LINE:
        raise GarbledError(f"a line of {len(text)} bytes")
    return text.rstrip(b"\r\n")


async def line_where(reader: Incoming, wanted: Callable[[bytes], bool]) -> bytes:
    """The first line that is wanted; those before it are passed over.

    Raises:
        GarbledError: there is none among the first hundred.

    """
    for _ in range(MOST_LINES):
        text = await line(reader)
        if wanted(text):
            return text
    raise GarbledError(f"no answer in {MOST_LINES} lines")


async def reply(reader: Incoming) -> tuple[int, list[bytes]]:
    """A reply of SMTP or FTP: its code, and the text of its lines (RFC 5321 and RFC 959, 4.2).

    Raises:
        GarbledError: no such reply.

    """
    lines = [await line(reader)]
    code = lines[0][:3]
    if not (code.isdigit() and lines[0][3:4] in (b"", b" ", b"-")):
        raise GarbledError("no reply with a code", lines[0])
    while lines[-1][:4] not in (code, code + FINAL):
        if len(lines) == MOST_LINES:
            raise GarbledError(f"a reply of more than {MOST_LINES} lines")
        lines.append(await line(reader))
    return int(code), [text[4:] for text in lines]


async def exactly(reader: Incoming, count: int) -> bytes:
    """So many bytes.

    Raises:
        GarbledError: the server hung up before.

    """
    try:
        return await reader.readexactly(count)
    except asyncio.IncompleteReadError as error:
        raise GarbledError("the server hung up", error.partial) from error
