import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtensionOID

from checks.facts import Absent, NotTested, ProtocolVersion, Target, TlsFacts
from checks.model import Reason
from scanner.limits import Budget
from scanner.probes import tls
from scanner.probes.context import ProbeContext, ProbeSettings
from scanner.probes.workers import WorkerJobError, WorkerPool
from tests.scanner.probes.authority import HOST, Issued, authority, leaf, rsa_key
from tests.scanner.probes.nginx import INTERMEDIATE, MODERN, OLD, free_port, nginx

ROOT = authority()
Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest.fixture
async def workers() -> AsyncIterator[WorkerPool]:
    """A pool for one test."""
    async with WorkerPool(2) as pool:
        yield pool


def _context(seconds: float = 60, workers: WorkerPool | None = None, **settings: Any) -> ProbeContext:
    deadline = asyncio.get_running_loop().time() + seconds
    chosen = ProbeSettings(**{"connect_timeout": 2.0, **settings})
    return ProbeContext(settings=chosen, budget=Budget(), deadline=deadline, workers=workers)


def _target(port: int, host: str = HOST) -> Target:
    return Target(host=host, https_port=port, observed_at=datetime.now(UTC))


def _issue(folder: Path, *made: Issued) -> tuple[tuple[Path, Path], ...]:
    return tuple(one.write(folder, f"server{number}") for number, one in enumerate(made))


def _ca_file(folder: Path) -> Path:
    return ROOT.write(folder, "root")[0]


async def _sslyze(port: int) -> dict[str, set[tuple[str, int]]]:
    """What the sslyze command says by itself: accepted suites of each version."""
    versions = ("sslv2", "sslv3", "tlsv1", "tlsv1_1", "tlsv1_2", "tlsv1_3")
    options = [f"--{version}" for version in versions]
    target = f"{HOST}:{port}{{127.0.0.1}}"
    command = [sys.executable, "-m", "sslyze", "--mozilla_config=disable", *options, "--json_out=-", target]
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
    (output, _) = await process.communicate()
    (server,) = json.loads(output)["server_scan_results"]
    names = ("ssl_2_0", "ssl_3_0", "tls_1_0", "tls_1_1", "tls_1_2", "tls_1_3")
    results = [server["scan_result"][f"{name}_cipher_suites"]["result"] for name in names]
    suites = [[one["cipher_suite"] for one in result["accepted_cipher_suites"]] for result in results]
    return {
        version: {(suite["name"], suite["key_size"]) for suite in accepted}
        for version, accepted in zip(ProtocolVersion, suites, strict=True)
    }


def _suites(facts: TlsFacts) -> dict[str, set[tuple[str, int]]]:
    return {scan.version: {(one.name, one.key_size) for one in scan.suites} for scan in facts.protocols}


V = ProtocolVersion


@pytest.mark.parametrize(
    ("protocol", "accepted"),
    [
        pytest.param(MODERN, {V.TLS_1_3}, id="modern"),
        pytest.param(INTERMEDIATE, {V.TLS_1_2, V.TLS_1_3}, id="intermediate"),
        pytest.param(OLD, {V.TLS_1_0, V.TLS_1_1, V.TLS_1_2, V.TLS_1_3}, id="old"),
    ],
)
async def test_agrees_with_sslyze(
    tmp_path: Path, workers: WorkerPool, protocol: str, accepted: set[ProtocolVersion]
) -> None:
    """On Mozilla's three configurations every protocol and suite is what the sslyze command finds."""
    files = _issue(tmp_path, leaf(ROOT, key=rsa_key()), leaf(ROOT))
    with nginx(tmp_path, *files, protocol=protocol) as port:
        context = _context(workers=workers, ca_file=_ca_file(tmp_path))
        facts = await tls.probe(_target(port), "127.0.0.1", context)
        expected = await _sslyze(port)
    assert isinstance(facts, TlsFacts)
    assert _suites(facts) == expected
    assert {scan.version for scan in facts.accepted} == accepted
    assert {scan.status for scan in facts.protocols} == {"accepted", "refused"}
    assert {"x25519", "secp256r1"} <= set(facts.groups or ())
    assert all(chain.trusted for chain in facts.chains)
    assert (facts.address, facts.port, facts.server_name) == ("127.0.0.1", port, HOST)
    assert facts.scanner.startswith("sslyze 6.")
    assert context.connections["tls"] > 100
    kinds = {chain.certificates[0].key_type for chain in facts.chains}
    assert kinds == ({"EC"} if protocol == MODERN else {"EC", "RSA"})


async def test_ipv6_and_an_address_target(tmp_path: Path, workers: WorkerPool) -> None:
    """An address as the target, over IPv6: no server name, and the certificate's address is reported."""
    files = _issue(tmp_path, leaf(None, names=("::1",)))
    with nginx(tmp_path, *files, protocol=MODERN, address="::1") as port:
        facts = await tls.probe(_target(port, "::1"), "::1", _context(workers=workers))
    assert isinstance(facts, TlsFacts)
    assert facts.server_name is None
    (chain,) = facts.chains
    assert (chain.trusted, chain.trust_problem) == (False, "self_signed")
    assert chain.certificates[0].ip_addresses == ("::1",)


@asynccontextmanager
async def _serve(handler: Handler) -> AsyncIterator[int]:
    """A TCP server of our own on a loopback port; its connections end with it."""
    tasks: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await handler(reader, writer)
        except (asyncio.CancelledError, ConnectionError):
            pass
        finally:
            tasks.discard(task)
            writer.transport.abort()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in tuple(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _silent(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await reader.read()


async def _reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(1)
    writer.transport.abort()  # unread data: the kernel answers with a reset


def _drip(text: bytes) -> Handler:
    async def handle(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for byte in text:
            writer.write(bytes([byte]))
            await asyncio.sleep(0.2)
        await asyncio.sleep(60)

    return handle


async def _line_server(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Waits for the end of a line, as many plain servers do, before it says anything."""
    while b"\r\n\r\n" not in await reader.read(4096):
        pass
    writer.write(b"500 what?\r\n")
    await writer.drain()
    await reader.read()


@pytest.mark.parametrize(
    ("handler", "reason"),
    [
        pytest.param(_silent, Reason.TIMEOUT, id="silent"),
        pytest.param(_reset, Reason.BLOCKED, id="reset"),
        pytest.param(_drip(b""), Reason.TIMEOUT, id="accepts only"),
    ],
)
async def test_no_answer_is_not_tested(handler: Handler, reason: Reason) -> None:
    """A server that gives no answer to a TLS hello: a typed reason, after a single connection."""
    async with _serve(handler) as port:
        context = _context()
        found = await tls.probe(_target(port), "127.0.0.1", context)
    assert isinstance(found, NotTested)
    assert found.reason is reason
    assert context.connections == {"tls": 1}


@pytest.mark.parametrize(
    "handler",
    [
        pytest.param(_drip(b"HTTP/1.1 200"), id="dripped HTTP"),
        pytest.param(_drip(b"SSH-2.0-OpenSSH_9.2\r\n"), id="a banner"),
        pytest.param(_line_server, id="waits for a line"),
    ],
)
async def test_another_protocol_is_absent(handler: Handler) -> None:
    """A port that answers in a plain protocol has no TLS: a fact, not a failure to test."""
    async with _serve(handler) as port:
        context = _context()
        found = await tls.probe(_target(port), "127.0.0.1", context)
    assert isinstance(found, Absent)
    assert context.connections == {"tls": 1}


async def test_plain_http_is_absent(tmp_path: Path) -> None:
    """A web server without TLS on the port."""
    with nginx(tmp_path) as port:
        found = await tls.probe(_target(port), "127.0.0.1", _context())
    assert isinstance(found, Absent)
    assert found.detail.endswith("0x4854")


async def test_a_closed_port_is_a_fact() -> None:
    """Nobody listens."""
    found = await tls.probe(_target(free_port()), "127.0.0.1", _context())
    assert isinstance(found, Absent)
    assert found.detail.endswith("is closed")


async def test_a_dripping_tls_server_ends_at_the_deadline(workers: WorkerPool) -> None:
    """A server that begins like TLS and then drips: sslyze is killed, and what it opened is counted."""
    with pytest.raises(WorkerJobError):
        await workers.run("tls.sslyze", {}, 60)  # so that the worker is ready
    async with _serve(_drip(b"\x16\x03\x03\x00\x7a\x02" + bytes(200))) as port:
        context = _context(4, workers)
        found = await tls.probe(_target(port), "127.0.0.1", context)
    assert isinstance(found, NotTested)
    assert found.reason is Reason.TIMEOUT
    assert context.connections["tls"] > 1
    assert workers.pids == ()


async def test_without_time_left_nothing_is_opened() -> None:
    """An endpoint past its deadline is not touched any more."""
    context = _context(0)
    found = await tls.probe(_target(free_port()), "127.0.0.1", context)
    assert isinstance(found, NotTested)
    assert found.reason is Reason.TIMEOUT


async def test_a_required_client_certificate(tmp_path: Path, workers: WorkerPool) -> None:
    """A server that wants a certificate of its visitors is judged all the same."""
    files = _issue(tmp_path, leaf(ROOT))
    verify = f"ssl_client_certificate {_ca_file(tmp_path)}; ssl_verify_client on;"
    with nginx(tmp_path, *files, protocol=INTERMEDIATE + verify) as port:
        facts = await tls.probe(_target(port), "127.0.0.1", _context(workers=workers))
    assert isinstance(facts, TlsFacts)
    assert {scan.version for scan in facts.accepted} == {V.TLS_1_2, V.TLS_1_3}
    assert facts.chains


async def test_a_malformed_certificate(tmp_path: Path, workers: WorkerPool) -> None:
    """An extension that cannot be decoded does not hide the certificate, nor the versions."""
    broken = x509.UnrecognizedExtension(ExtensionOID.CERTIFICATE_POLICIES, b"\x30\x80nonsense")
    files = _issue(tmp_path, leaf(ROOT, extra=(broken,)))
    with nginx(tmp_path, *files, protocol=MODERN) as port:
        facts = await tls.probe(_target(port), "127.0.0.1", _context(workers=workers))
    assert isinstance(facts, TlsFacts)
    assert [scan.version for scan in facts.accepted] == [V.TLS_1_3]
    assert f"CN={HOST}" in facts.chains[0].certificates[0].subject


async def test_no_curves(tmp_path: Path, workers: WorkerPool) -> None:
    """A server that only does RSA key exchange accepts no group."""
    files = _issue(tmp_path, leaf(ROOT, key=rsa_key()))
    protocol = "ssl_protocols TLSv1.2; ssl_ciphers AES128-GCM-SHA256;"
    with nginx(tmp_path, *files, protocol=protocol) as port:
        facts = await tls.probe(_target(port), "127.0.0.1", _context(workers=workers))
    assert isinstance(facts, TlsFacts)
    assert facts.groups == ()
    assert _suites(facts)["TLSv1.2"] == {("TLS_RSA_WITH_AES_128_GCM_SHA256", 128)}
