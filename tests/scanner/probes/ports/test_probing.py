"""The port scan: what is found, and how."""

import socket
from pathlib import Path

import pytest

from checks.facts import NotTested, OpenPort, PortFacts
from checks.model import Reason
from scanner.probes import ports
from scanner.probes.workers.pool import WorkerPool
from tests.scanner.probes.authority import leaf
from tests.scanner.probes.nginx import free_port, nginx
from tests.scanner.probes.ports.scanned_hosts import (
    SSH,
    banner,
    context_for,
    endpoint,
    only,
    silent_ports,
)


async def test_open_ports_and_their_services(workers: WorkerPool) -> None:
    """Open ports, the target's own and those asked for, are found and named by what they say."""
    closed = free_port()
    async with banner(SSH) as ssh, banner(b"+OK Dovecot ready.\r\n") as pop:
        context = context_for(workers)
        found = await ports.probe(endpoint(free_port(), closed, ssh), ("127.0.0.1",), (pop,), (), context)
    open_ports = only(found)
    assert open_ports[ssh] == OpenPort(
        port=ssh,
        service="ssh",
        product="OpenSSH",
        version="9.2p1 Debian 2",
        identified=True,
        cpe=("cpe:/a:openbsd:openssh:9.2p1", "cpe:/o:linux:linux_kernel"),
    )
    assert (open_ports[pop].service, open_ports[pop].identified) == ("pop3", True)
    assert set(open_ports) == {ssh, pop}
    assert isinstance(found, PortFacts)
    assert (found.ports_tried, found.untested) == (4, ())
    assert found.scanner.startswith("nmap ")
    assert context.connections == {"ports": 4 + 2 * 2 + 1}


async def test_the_common_ports_and_the_allowed_ones(workers: WorkerPool) -> None:
    """Without a list, nmap's 1,000 most common ports are tried besides the target's own and allowed ones."""
    async with banner(SSH) as unusual:
        target = endpoint(free_port(), free_port(), unusual)
        found = await ports.probe(target, ("127.0.0.1",), (), (), context_for(workers))
    assert unusual in only(found)
    assert isinstance(found, PortFacts)
    assert 1_000 <= found.ports_tried <= 1_003


async def test_tls_is_told(workers: WorkerPool, tmp_path: Path) -> None:
    """A service behind TLS is marked as such."""
    with nginx(tmp_path, leaf(None).write(tmp_path, "server")) as port:
        found = await ports.probe(endpoint(1, 2), ("127.0.0.1",), (port,), (), context_for(workers))
    service = only(found)[port]
    assert (service.service, service.product, service.tls) == ("http", "nginx", True)


async def test_the_web_ports_are_only_seen_to_be_open(workers: WorkerPool) -> None:
    """The web probes know what answers there, so nmap connects once and asks nothing."""
    async with banner(SSH) as https:
        context = context_for(workers)
        found = await ports.probe(endpoint(https, free_port()), ("127.0.0.1",), (https,), (), context)
    assert only(found)[https].identified is False
    assert context.connections == {"ports": 2}


async def test_ipv6(workers: WorkerPool) -> None:
    """An IPv6 address is scanned over IPv6."""
    async with banner(SSH, host="::1") as port:
        found = await ports.probe(endpoint(1, 2), ("::1",), (port,), (), context_for(workers))
    assert only(found)[port].service == "ssh"


async def test_hostile_banners(workers: WorkerPool) -> None:
    """Long banners with markup and control characters come out short, as text, and do not break the scan."""
    version = b"<script>\x1b[31m&lt;\"'" + b"9" * 150
    async with banner(b"SSH-2.0-" + version + b"\r\n") as one, banner(bytes(range(256)) * 40) as two:
        target = endpoint(1, 2, one, two)
        found = await ports.probe(target, ("127.0.0.1",), (one,), (), context_for(workers))
    texts = [text for p in only(found).values() for text in (p.service, p.product, p.version)]
    assert len(texts) == 6
    assert all(len(text) <= 100 and text.isprintable() for text in texts)


async def test_a_silent_host_is_unreachable(workers: WorkerPool) -> None:
    """When no port answers at all, nothing can be said of the host: not that all its ports are closed."""
    with silent_ports(2) as (one, two):
        found = await ports.probe(endpoint(one, two), ("127.0.0.1",), (one,), (), context_for(workers))
    assert isinstance(found, NotTested)
    assert found.reason is Reason.UNREACHABLE


async def test_an_address_that_gives_nothing_is_named(workers: WorkerPool) -> None:
    """Of two addresses one answers: its ports count, the other carries its reason."""
    async with banner(SSH) as port:
        with silent_ports(1) as (closed,):
            held = socket.create_server(("127.0.0.2", port), backlog=0)
            other = socket.create_server(("127.0.0.2", closed), backlog=0)
            full = [socket.create_connection(("127.0.0.2", one)) for one in (port, closed)]
            target = endpoint(port, closed)
            found = await ports.probe(target, ("127.0.0.2", "127.0.0.1"), (port,), (), context_for(workers))
            for one in (*full, held, other):
                one.close()
    assert isinstance(found, PortFacts)
    silent, answering = found.addresses
    assert [one.port for one in answering.open_ports] == [port]
    assert silent.failure is not None
    assert (silent.address, silent.failure.reason) == ("127.0.0.2", Reason.UNREACHABLE)


async def test_without_nmap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, workers: WorkerPool) -> None:
    """Without nmap on the PATH nothing is tested, and nothing passes."""
    monkeypatch.setenv("PATH", str(tmp_path))
    found = await ports.probe(endpoint(443, 80), ("127.0.0.1",), (), (), context_for(workers))
    assert isinstance(found, NotTested)
    assert found.reason is Reason.TOOL_MISSING


@pytest.mark.parametrize(
    "address", ["--script=x", "127.0.0.1 -oN /tmp/x", "fe80::1%x -iL y", "www.example.test"]
)
async def test_only_addresses_are_scanned(workers: WorkerPool, address: str) -> None:
    """Nothing but an IP address reaches nmap's command line."""
    with pytest.raises(ValueError, match="address"):
        await ports.probe(endpoint(443, 80), (address,), (), (), context_for(workers))


async def test_no_address(workers: WorkerPool) -> None:
    """A host without addresses cannot be scanned."""
    assert isinstance(await ports.probe(endpoint(443, 80), (), (), (), context_for(workers)), NotTested)


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "224.0.0.1", "::ffff:127.0.0.1"])
async def test_what_is_no_host_s_address_is_not_connected_to(workers: WorkerPool, address: str) -> None:
    """A name may lead anywhere: the unspecified address would be the scanner itself."""
    context = context_for(workers)
    found = await ports.probe(endpoint(443, 80), (address,), (80,), (), context)
    assert isinstance(found, NotTested)
    assert found.reason is Reason.PRIVATE_ADDRESS
    assert context.connections == {}


async def test_a_scanner_without_ipv6_says_so(workers: WorkerPool) -> None:
    """Not that the host is unreachable; what IPv4 showed stands."""
    nowhere = "2001:db8:dead::1"  # RFC 3849: routed nowhere
    async with banner(SSH) as port:
        target = endpoint(1, 2)
        found = await ports.probe(target, ("127.0.0.1", nowhere), (port,), (), context_for(workers, 8))
    assert isinstance(found, PortFacts)
    four, six = found.addresses
    assert [one.port for one in four.open_ports] == [port]
    assert six.failure is not None
    assert six.failure.reason is Reason.NO_IPV6_HERE
    assert "no anchor" in six.failure.detail
