"""A site that is asked for files: a handler of paths, and the facts of its start page."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from checks.facts import Exchange, FilesFacts, HttpFacts, NotTested, Unseen, Visit
from scanner.probes import files
from scanner.probes.context import ProbeContext
from tests.scanner.probes import contexts
from tests.scanner.probes.listening import serving

ADDRESS = "127.0.0.1"
NOT_FOUND = (404, "text/html", b"<html><title>404</title>not found</html>")
Response = tuple[int, str, bytes]
Answering = Callable[[str], Response | None]  # None: the connection is cut


@dataclass
class PathServer:
    """What it was asked, by path, with how many connections."""

    answering: Answering
    extra: bytes = b""  # header lines of every answer
    asked: list[str] = field(default_factory=list)
    ranges: list[str] = field(default_factory=list)
    connections: int = 0

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer requests on one connection."""
        self.connections += 1
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            path = head.split()[1]
            self.asked.append(path)
            self.ranges += [line for line in head.split("\r\n") if line.lower().startswith("range:")]
            answer = self.answering(path)
            if answer is None:
                return
            status, kind, body = answer
            writer.write(b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n" % (status, len(body)))
            writer.write(b"Content-Type: " + kind.encode() + b"\r\n" + self.extra + b"\r\n" + body)
            await writer.drain()


@contextlib.asynccontextmanager
async def path_server(answering: Answering, extra: bytes = b"") -> AsyncIterator[tuple[PathServer, int]]:
    """The server and its port."""
    server = PathServer(answering, extra)
    async with serving(server.handle) as port:
        yield server, port


def start_page(port: int, body: str = "<p>Welcome</p>", status: int = 200) -> HttpFacts:
    """The facts of a start page over plain HTTP, the https port being closed."""
    url = f"http://{contexts.HOST}:{port}/"
    page = Exchange(url=url, status=status, headers=(("content-type", "text/html"),), body=body)
    plain = Visit(origin=url, address=ADDRESS, exchanges=(page,), end="answered")
    return HttpFacts(http=plain)


async def walked(
    port: int,
    body: str = "<p>Welcome</p>",
    status: int = 200,
    others: tuple[Unseen, ...] = (),
    context: ProbeContext | None = None,
) -> FilesFacts | NotTested:
    """What the probe tells of the site at a port."""
    target = contexts.target(https_port=1, http_port=port)
    scope = frozenset({contexts.HOST})
    context = context or contexts.context(retry_pause=0.01)
    return await files.probe(target, start_page(port, body, status), scope, others, context)


def found(facts: FilesFacts | NotTested) -> dict[str, str]:
    """The sort of what was found, by path."""
    assert isinstance(facts, FilesFacts), facts
    return {one.path: one.sort for one in facts.found}
