"""Hosts to be scanned: services, ports that drop, and ports that accept whatever comes."""

import asyncio
import selectors
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from checks.facts import NotTested, OpenPort, PortFacts, Target
from scanner.limits import Budget
from scanner.probes.context import ProbeContext, ProbeSettings
from scanner.probes.ports.nmap_request import NmapRequest
from scanner.probes.ports.nmap_xml import NmapRun
from scanner.probes.workers.pool import WorkerPool

SSH = b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"


def context_for(workers: WorkerPool, seconds: float = 150) -> ProbeContext:
    """One run's context, with so much time for an address."""
    settings = ProbeSettings(ports_deadline=seconds)
    return ProbeContext(settings=settings, budget=Budget(), workers=workers)


def endpoint(*own: int) -> Target:
    """An endpoint by its https port, its http port, and those it is allowed besides."""
    https, http, *allowed = own
    return Target(
        host="www.example.test",
        https_port=https,
        http_port=http,
        allowed_ports=tuple(allowed),
        observed_at=datetime.now(UTC),
    )


@asynccontextmanager
async def banner(text: bytes, host: str = "127.0.0.1") -> AsyncIterator[int]:
    """A server that says something first and hangs up."""

    async def handle(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            writer.write(text)
            await writer.drain()
            await asyncio.sleep(0.3)
        except ConnectionError:
            pass
        finally:
            writer.transport.abort()

    server = await asyncio.start_server(handle, host, 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


@contextmanager
def silent_ports(count: int) -> Iterator[tuple[int, ...]]:
    """Ports that never answer: their queues are full, so the kernel drops what comes."""
    servers = [socket.create_server(("127.0.0.1", 0), backlog=0) for _ in range(count)]
    found = tuple(server.getsockname()[1] for server in servers)
    held = [socket.create_connection(("127.0.0.1", port)) for port in found]
    try:
        yield found
    finally:
        for one in (*held, *servers):
            one.close()


@contextmanager
def accepting_ports(count: int, *, holding: bool) -> Iterator[tuple[int, ...]]:
    """Ports that accept and say nothing: the kernel does, and holds; or a thread hangs up."""
    servers = [socket.create_server(("127.0.0.1", 0), backlog=64) for _ in range(count)]
    stopping = threading.Event()

    def hang_up() -> None:
        with selectors.DefaultSelector() as ready:
            for server in servers:
                ready.register(server, selectors.EVENT_READ)
            while not stopping.is_set():
                for key, _ in ready.select(0.1):
                    servers[servers.index(key.fileobj)].accept()[0].close()  # type: ignore[arg-type]

    thread = threading.Thread(target=hang_up)
    if not holding:
        thread.start()
    try:
        yield tuple(server.getsockname()[1] for server in servers)
    finally:
        stopping.set()
        if not holding:
            thread.join()
        for server in servers:
            server.close()


def only(found: PortFacts | NotTested) -> dict[int, OpenPort]:
    """The open ports of the one address."""
    assert isinstance(found, PortFacts)
    (address,) = found.addresses
    return {port.port: port for port in address.open_ports}


@dataclass
class ModelHost:
    """A host that nmap would find so, without nmap; ports not named are closed."""

    open_ports: set[int]
    dropping: set[int] = field(default_factory=set)
    shuts_out_after: int | None = None  # connections from which on nothing answers
    met: int = 0

    async def ask(self, request: NmapRequest, _context: ProbeContext) -> NmapRun:
        """In the place of ``batches.ask``."""
        answers = {port: self._answer(port) for port in request.ports}
        opened = tuple(OpenPort(port=port) for port, answer in answers.items() if answer == "open")
        closed = tuple(port for port, answer in answers.items() if answer == "closed")
        return NmapRun(
            version="7.93",
            answered=bool(opened or closed),
            silent="silent" in answers.values(),
            open_ports=opened,
            closed=closed,
            patience=100,
        )

    def _answer(self, port: int) -> str:
        self.met += 1
        if port in self.dropping or (self.shuts_out_after is not None and self.met > self.shuts_out_after):
            return "silent"
        return "open" if port in self.open_ports else "closed"
