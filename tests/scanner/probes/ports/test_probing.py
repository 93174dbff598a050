import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from checks.facts import NotTested, OpenPort, PortFacts, Target
from checks.model import Reason
from scanner.limits import Budget
from scanner.probes import ports
from scanner.probes.context import ProbeContext, ProbeSettings
from scanner.probes.workers.pool import WorkerPool
from tests.scanner.probes.authority import leaf
from tests.scanner.probes.nginx import free_port, nginx

SSH = b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"


@pytest.fixture
async def workers() -> AsyncIterator[WorkerPool]:
    """A pool for one test."""
    async with WorkerPool(1) as pool:
        yield pool


def _context(workers: WorkerPool, seconds: float = 60) -> ProbeContext:
    deadline = asyncio.get_running_loop().time() + seconds
    return ProbeContext(settings=ProbeSettings(), budget=Budget(), deadline=deadline, workers=workers)


def _target(*own: int) -> Target:
    https, http, *allowed = own
    return Target(
        host="www.example.test",
        https_port=https,
        http_port=http,
        allowed_ports=tuple(allowed),
        observed_at=datetime.now(UTC),
    )


@asynccontextmanager
async def _banner(text: bytes, host: str = "127.0.0.1") -> AsyncIterator[int]:
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
def _dropping(count: int) -> Iterator[tuple[int, ...]]:
    """Ports that never answer: their queues are full, so the kernel drops what comes."""
    servers = [socket.create_server(("127.0.0.1", 0), backlog=0) for _ in range(count)]
    found = tuple(server.getsockname()[1] for server in servers)
    held = [socket.create_connection(("127.0.0.1", port)) for port in found]
    try:
        yield found
    finally:
        for one in (*held, *servers):
            one.close()


def _only(found: PortFacts | NotTested) -> dict[int, OpenPort]:
    assert isinstance(found, PortFacts)
    (address,) = found.addresses
    return {port.port: port for port in address.open_ports}


async def test_open_ports_and_their_services(workers: WorkerPool) -> None:
    """Open ports, the target's own and those asked for, are found and named by what they say."""
    closed = free_port()
    async with _banner(SSH) as ssh, _banner(b"+OK Dovecot ready.\r\n") as pop:
        context = _context(workers)
        found = await ports.probe(_target(free_port(), closed, ssh), ("127.0.0.1",), (pop,), context)
    open_ports = _only(found)
    assert open_ports[ssh] == OpenPort(
        port=ssh, service="ssh", product="OpenSSH", version="9.2p1 Debian 2", identified=True
    )
    assert (open_ports[pop].service, open_ports[pop].identified) == ("pop3", True)
    assert set(open_ports) == {ssh, pop}
    assert isinstance(found, PortFacts)
    assert (found.ports_tried, found.untested) == (4, ())
    assert found.scanner.startswith("nmap ")
    assert context.connections == {"ports": 4 + 2 * 2}


async def test_the_common_ports_and_the_allowed_ones(workers: WorkerPool) -> None:
    """Without a list, nmap's 1,000 most common ports are tried besides the target's own and allowed ones."""
    async with _banner(SSH) as unusual:
        target = _target(free_port(), free_port(), unusual)
        found = await ports.probe(target, ("127.0.0.1",), (), _context(workers))
    assert unusual in _only(found)
    assert isinstance(found, PortFacts)
    assert 1_000 <= found.ports_tried <= 1_003


async def test_tls_is_told(workers: WorkerPool, tmp_path: Path) -> None:
    """A service behind TLS is marked as such."""
    with nginx(tmp_path, leaf(None).write(tmp_path, "server")) as port:
        found = await ports.probe(_target(1, 2), ("127.0.0.1",), (port,), _context(workers))
    service = _only(found)[port]
    assert (service.service, service.product, service.tls) == ("http", "nginx", True)


async def test_the_web_ports_are_only_seen_to_be_open(workers: WorkerPool) -> None:
    """The web probes know what answers there, so nmap connects once and asks nothing."""
    async with _banner(SSH) as https:
        context = _context(workers)
        found = await ports.probe(_target(https, free_port()), ("127.0.0.1",), (https,), context)
    assert _only(found)[https].identified is False
    assert context.connections == {"ports": 2}


async def test_ipv6(workers: WorkerPool) -> None:
    """An IPv6 address is scanned over IPv6."""
    async with _banner(SSH, host="::1") as port:
        found = await ports.probe(_target(1, 2), ("::1",), (port,), _context(workers))
    assert _only(found)[port].service == "ssh"


async def test_hostile_banners(workers: WorkerPool) -> None:
    """Long banners with markup and control characters come out short, as text, and do not break the scan."""
    version = b"<script>\x1b[31m&lt;\"'" + b"9" * 150
    async with _banner(b"SSH-2.0-" + version + b"\r\n") as one, _banner(bytes(range(256)) * 40) as two:
        target = _target(1, 2, one, two)
        found = await ports.probe(target, ("127.0.0.1",), (one,), _context(workers))
    texts = [text for p in _only(found).values() for text in (p.service, p.product, p.version)]
    assert len(texts) == 6
    assert all(len(text) <= 100 and text.isprintable() for text in texts)


async def test_a_silent_host_is_unreachable(workers: WorkerPool) -> None:
    """When no port answers at all, nothing can be said of the host: not that all its ports are closed."""
    with _dropping(2) as (one, two):
        found = await ports.probe(_target(one, two), ("127.0.0.1",), (one,), _context(workers))
    assert isinstance(found, NotTested)
    assert found.reason is Reason.UNREACHABLE


async def test_too_slow_for_the_deadline(workers: WorkerPool) -> None:
    """A host that drops too much for the time there is: a typed reason, within the deadline."""
    with _dropping(30) as dropping:
        started = asyncio.get_running_loop().time()
        found = await ports.probe(_target(*dropping), ("127.0.0.1",), dropping, _context(workers, 5))
        took = asyncio.get_running_loop().time() - started
    assert isinstance(found, NotTested)
    assert found.reason is Reason.TIMEOUT
    assert took < 30


async def test_the_rarest_ports_are_left_out_first(workers: WorkerPool) -> None:
    """When time runs out among the later ports, the likely ones still count, and the facts say how many."""
    with _dropping(150) as dropping:
        async with _banner(SSH) as port:
            wanted = (*range(1, 100), *dropping)
            found = await ports.probe(_target(port, 1), ("127.0.0.1",), wanted, _context(workers, 9))
    assert port in _only(found)
    assert isinstance(found, PortFacts)
    assert 99 <= found.ports_tried <= 101


async def test_an_address_that_gives_nothing_is_named(workers: WorkerPool) -> None:
    """Of two addresses one answers: its ports count, the other is listed as untested."""
    async with _banner(SSH) as port:
        with _dropping(1) as (closed,):
            held = socket.create_server(("127.0.0.2", port), backlog=0)
            other = socket.create_server(("127.0.0.2", closed), backlog=0)
            full = [socket.create_connection(("127.0.0.2", one)) for one in (port, closed)]
            target = _target(port, closed)
            found = await ports.probe(target, ("127.0.0.2", "127.0.0.1"), (port,), _context(workers))
            for one in (*full, held, other):
                one.close()
    assert port in _only(found)
    assert isinstance(found, PortFacts)
    assert found.untested == ("127.0.0.2",)


async def test_without_nmap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, workers: WorkerPool) -> None:
    """Without nmap on the PATH nothing is tested, and nothing passes."""
    monkeypatch.setenv("PATH", str(tmp_path))
    found = await ports.probe(_target(443, 80), ("127.0.0.1",), (), _context(workers))
    assert isinstance(found, NotTested)
    assert found.reason is Reason.TOOL_MISSING


@pytest.mark.parametrize(
    "address", ["--script=x", "127.0.0.1 -oN /tmp/x", "fe80::1%x -iL y", "www.example.test"]
)
async def test_only_addresses_are_scanned(workers: WorkerPool, address: str) -> None:
    """Nothing but an IP address reaches nmap's command line."""
    with pytest.raises(ValueError, match="address"):
        await ports.probe(_target(443, 80), (address,), (), _context(workers))


async def test_no_address(workers: WorkerPool) -> None:
    """A host without addresses cannot be scanned."""
    assert isinstance(await ports.probe(_target(443, 80), (), (), _context(workers)), NotTested)
