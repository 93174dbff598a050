"""Running the TLS probe against a server of a test."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from checks.facts import Absent, NotTested, ProtocolScan, ProtocolVersion, Target, TlsFacts
from scanner.limits import Budget
from scanner.probes import tls
from scanner.probes.context import ProbeContext, ProbeSettings
from scanner.probes.tls.starttls import Protocol
from scanner.probes.workers.pool import WorkerPool
from tests.scanner.probes.authority import HOST, Issued, authority

ROOT = authority()
KEPT: list[WorkerPool] = []  # that of the fixture ``kept_worker``; without one each deep pass starts its own
# Settings for servers none of which is silent, so that nothing is waited for in vain.
UNHURRIED: dict[str, Any] = {"seconds": 300.0, "connect_timeout": 20.0, "tls_deadline": 240.0}


def context(seconds: float = 60, **settings: Any) -> ProbeContext:
    """A context with two seconds of patience, that asks again soon; call it inside the event loop."""
    return ProbeContext(
        settings=ProbeSettings(**{"connect_timeout": 2.0, "retry_pause": 0.02, **settings}),
        budget=Budget(),
        deadline=asyncio.get_running_loop().time() + seconds,
        workers=KEPT[-1] if KEPT else None,
    )


async def ask(
    port: int,
    within: ProbeContext | None = None,
    *,
    host: str = HOST,
    address: str = "127.0.0.1",
    starttls: Protocol | None = None,
    **settings: Any,
) -> TlsFacts | Absent | NotTested:
    """What the probe says of a port."""
    target = Target(host=host, https_port=port, observed_at=datetime.now(UTC))
    return await tls.probe(target, address, within or context(**settings), starttls)


async def facts_of(port: int, within: ProbeContext | None = None, **settings: Any) -> TlsFacts:
    """The facts of a port where TLS is spoken; ``seconds``: until the endpoint's deadline."""
    if "seconds" in settings:
        within = context(**settings)
        settings = {}
    found = await ask(port, within, **settings)
    assert isinstance(found, TlsFacts), found
    return found


def scan_of(facts: TlsFacts, version: ProtocolVersion) -> ProtocolScan:
    """The scan of one version."""
    found = facts.protocol(version)
    assert found is not None
    return found


def suites_of(facts: TlsFacts) -> dict[str, set[tuple[str, int]]]:
    """Names and key sizes by version."""
    return {scan.version: {(one.name, one.key_size) for one in scan.suites} for scan in facts.protocols}


def issue(folder: Path, made: Sequence[Issued]) -> tuple[tuple[Path, Path], ...]:
    """Certificate and key files for a server."""
    return tuple(one.write(folder, f"server{number}") for number, one in enumerate(made))


def ca_file(folder: Path) -> Path:
    """The root that the tests' servers are certified by."""
    return ROOT.write(folder, "root")[0]
