import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from checks.facts import Absent, NotTested, ProtocolVersion, Target, TlsFacts
from checks.model import Reason
from scanner.limits import Budget
from scanner.probes import tls
from scanner.probes.context import ProbeContext, ProbeSettings
from scanner.probes.workers import WorkerPool
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
