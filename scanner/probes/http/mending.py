"""The head of an answer as browsers read it: a line that is no header field costs nothing but itself.

h11 refuses an answer for one odd line. Before it sees the head, lines are mended or passed over as browsers
do: blanks before the colon go (RFC 9112 section 5.1), a line without a field name goes, and so does NUL.
"""

import re
import ssl
from collections.abc import Callable
from typing import Self

import httpcore

HEAD_LENGTH = 100 * 1024  # octets; h11 itself refuses a longer head
BLANK_LINE = 3  # octets of the end of a head that may have come before the others
LINE_KEPT = 200  # characters of a line that is told
LINES_KEPT = 10
_END = re.compile(rb"\r?\n\r?\n")
_INTERIM = re.compile(rb"HTTP/\d\.\d 1(?!01)\d\d")
_FIELD = re.compile(rb"([!#$%&'*+\-.^_`|~0-9A-Za-z]+)[ \t]*:(.*)", re.DOTALL)
_INNER = re.compile(rb"[\r\f\v]")

Told = Callable[[str], None]


class MendedStream(httpcore.AsyncNetworkStream):
    """A connection whose answers' heads are mended; ``told`` hears of each line that was not in order."""

    def __init__(self, stream: httpcore.AsyncNetworkStream, told: Told) -> None:
        self._stream = stream
        self._told = told
        self._head: bytes | None = None  # what has come of a head that has not ended; None: within a body

    def tell(self, told: Told) -> None:
        """Let somebody else hear of such lines from now on."""
        self._told = told

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's interface
        """Read what is there; a head as a whole."""
        data = await self._stream.read(max_bytes, timeout)
        while self._head is not None:
            searched, self._head = len(self._head), self._head + data
            if not data or len(self._head) > HEAD_LENGTH:
                data, self._head = self._head, None
            elif mended_heads := self._ended(searched):
                return mended_heads
            else:
                data = await self._stream.read(max_bytes, timeout)
        return data

    def _ended(self, searched: int) -> bytes:
        """The heads that have come whole, mended, with what follows; after an interim one comes another."""
        heads, start = b"", max(0, searched - BLANK_LINE)
        while self._head is not None and (end := _END.search(self._head, start)):
            head, rest = self._head[: end.end()], self._head[end.end() :]
            is_interim = _INTERIM.match(head) is not None
            heads += mended(head, self._told) + (b"" if is_interim else rest)
            self._head, start = rest if is_interim else None, 0
        return heads

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore's interface
        """Write all of it; what comes next begins with a head."""
        self._head = b""
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's interface
    ) -> Self:
        """Upgrade; heads are mended above TLS."""
        self._stream = await self._stream.start_tls(ssl_context, server_hostname, timeout)
        return self

    def get_extra_info(self, info: str) -> object:
        """What the stream below says."""
        return self._stream.get_extra_info(info)


def mended(head: bytes, told: Told) -> bytes:
    """A head without the lines that are no header fields; the start line stays as it is."""
    start, *lines = re.split(rb"\r?\n", head)
    kept, dropping = [start], False
    for line in lines:
        if not line or (line[:1] in b" \t" and (dropping or len(kept) > 1)):
            kept += [] if dropping and line else [line]
            continue
        field = _FIELD.fullmatch(line)
        dropping = field is None or b"\0" in line
        fixed = b"" if field is None or dropping else field[1] + b":" + _INNER.sub(b" ", field[2])
        if fixed != line:
            told(line.decode("latin-1")[:LINE_KEPT])
        kept += [fixed] if fixed else []
    return b"\r\n".join(kept)
