"""The deep pass against real servers, healthy ones and ones with a flaw in front."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from checks.facts import Absent, CipherSuite, NotTested, ProtocolScan, ProtocolVersion, Target, TlsFacts
from checks.model import Reason
from scanner.probes.context import ProbeContext
from scanner.probes.tls.deep.running import run_deep_tests
from scanner.probes.workers.pool import WorkerPool
from tests.scanner.probes.authority import HOST, authority, leaf, rsa_key
from tests.scanner.probes.contexts import context
from tests.scanner.probes.listening import serving
from tests.scanner.probes.nginx import INTERMEDIATE, MODERN, OLD, free_port, nginx
from tests.scanner.probes.openssl import s_server
from tests.scanner.probes.tls.terminators import (
    HANDSHAKE_FAILURE,
    ONLY_TLS_1_3,
    Compressing,
    EarlyKeys,
    Fault,
    Heartbeats,
    Oracle,
    Rewriting,
    Strict,
    terminator,
)

ROOT = authority()
KEY = rsa_key()
V = ProtocolVersion
TLS_1_3 = ("TLS_AES_128_GCM_SHA256",)
EPHEMERAL = ("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")
OLDER = ("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_AES_128_CBC_SHA")
Accepted = dict[ProtocolVersion, tuple[str, ...]]
RSA_1_2: Accepted = {V.TLS_1_2: (*EPHEMERAL, *OLDER, "TLS_RSA_WITH_AES_128_GCM_SHA256")}
ALL: Accepted = {V.TLS_1_3: TLS_1_3, **RSA_1_2, V.TLS_1_1: OLDER, V.TLS_1_0: OLDER}
SHAKY = Callable[[], Fault]
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("unhurried")]


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[Path, Path], ...]:
    """One of RSA, one of ECDSA."""
    folder = tmp_path_factory.mktemp("certificates")
    return leaf(ROOT, key=KEY).write(folder, "rsa"), leaf(ROOT).write(folder, "ecdsa")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def workers() -> AsyncIterator[WorkerPool]:
    """A pool for all tests: a worker takes a second to import sslyze, on a busy machine many."""
    async with WorkerPool(1) as pool:
        yield pool


@pytest.fixture
def old(tmp_path: Path, certificates: tuple[tuple[Path, Path], ...]) -> Iterator[int]:
    """The port of a healthy server of every version that OpenSSL still does."""
    with nginx(tmp_path, *certificates, protocol=OLD) as port:
        yield port


def _facts(port: int, accepted: Accepted, **others: Any) -> TlsFacts:
    def scan(version: ProtocolVersion) -> ProtocolScan:
        suites = tuple(CipherSuite(name=name, key_size=128) for name in accepted.get(version, ()))
        return ProtocolScan(version=version, status="accepted" if suites else "refused", suites=suites)

    protocols = tuple(scan(version) for version in ProtocolVersion)
    given = {"server_name": HOST, "protocols": protocols, **others}
    return TlsFacts(address="127.0.0.1", port=port, **given)


async def _pass(facts: TlsFacts, context: ProbeContext) -> TlsFacts:
    target = Target(host=HOST, https_port=facts.port, observed_at=datetime.now(UTC))
    return await run_deep_tests(target, "127.0.0.1", facts, context)


async def _found(pool: WorkerPool, port: int, accepted: Accepted) -> tuple[TlsFacts, int]:
    """What the deep pass finds, and how many connections it counted."""
    asked = replace(context(300, tls_deadline=240), workers=pool)
    facts = await _pass(_facts(port, accepted), asked)
    return facts, asked.connections["tls"]


@pytest.mark.parametrize(("early", "connections"), [(False, 2), (True, 2)])
async def test_modern(
    tmp_path: Path,
    workers: WorkerPool,
    certificates: tuple[tuple[Path, Path], ...],
    early: bool,  # noqa: FBT001
    connections: int,
) -> None:
    """TLS 1.3 alone: only early data can be tested, the other flaws cannot be there."""
    protocol = MODERN + ("ssl_early_data on;" if early else "")
    with nginx(tmp_path, *certificates, protocol=protocol) as port:
        facts, counted = await _found(workers, port, {V.TLS_1_3: TLS_1_3})
    assert facts.negotiation.early_data is early
    flaws, habits = facts.vulnerabilities, facts.negotiation
    others = (
        *(flaws.heartbleed, flaws.ccs_injection, flaws.robot),
        *(habits.client_renegotiation, habits.compression, habits.fallback_scsv),
    )
    assert all(isinstance(other, Absent) for other in others)
    assert counted == connections


async def test_intermediate(
    tmp_path: Path, workers: WorkerPool, certificates: tuple[tuple[Path, Path], ...]
) -> None:
    """TLS 1.2 beside 1.3: Heartbleed and CCS injection are really tested, ROBOT has nothing to work on."""
    with nginx(tmp_path, *certificates, protocol=INTERMEDIATE) as port:
        facts, counted = await _found(workers, port, {V.TLS_1_3: TLS_1_3, V.TLS_1_2: EPHEMERAL})
    flaws, habits = facts.vulnerabilities, facts.negotiation
    assert (flaws.heartbleed, flaws.ccs_injection) == (False, False)
    assert isinstance(flaws.robot, Absent)
    assert isinstance(habits.fallback_scsv, Absent)
    assert (habits.client_renegotiation, habits.compression, habits.early_data) == (False, False, False)
    assert counted == 6


async def test_old(workers: WorkerPool, old: int) -> None:
    """Every test arises, and a healthy server passes each."""
    facts, counted = await _found(workers, old, ALL)
    flaws, habits = facts.vulnerabilities, facts.negotiation
    assert (flaws.heartbleed, flaws.ccs_injection, flaws.robot) == (False, False, "none")
    assert (habits.client_renegotiation, habits.compression, habits.early_data) == (False, False, False)
    assert habits.fallback_scsv is True
    assert counted == 13


async def test_client_renegotiation(workers: WorkerPool, certificates: tuple[tuple[Path, Path], ...]) -> None:
    """A server that lets its clients renegotiate."""
    with s_server(certificates[0], "-client_renegotiation", "-www") as port:
        facts, _ = await _found(workers, port, RSA_1_2)
    assert facts.negotiation.client_renegotiation is True


async def test_the_newest_version_with_rsa_is_tested_for_robot(
    tmp_path: Path, workers: WorkerPool, certificates: tuple[tuple[Path, Path], ...]
) -> None:
    """TLS 1.2 without RSA key exchange does not hide that of TLS 1.1."""
    oracle = Oracle(KEY)
    protocol = "ssl_protocols TLSv1.1; ssl_ciphers @SECLEVEL=0:AES128-SHA;"
    with nginx(tmp_path, *certificates, protocol=protocol) as port:
        async with serving(terminator(port, lambda: oracle)) as front:
            facts, _ = await _found(workers, front, {V.TLS_1_1: ("TLS_RSA_WITH_AES_128_CBC_SHA",)})
    assert facts.vulnerabilities.robot == "weak"


@pytest.mark.parametrize(
    ("fault", "field", "expected"),
    [
        pytest.param(lambda: Heartbeats(careful=False), "heartbleed", True, id="Heartbleed"),
        pytest.param(
            lambda: Heartbeats(careful=True), "heartbleed", False, id="heartbeats as RFC 6520 wants"
        ),
        pytest.param(EarlyKeys, "ccs_injection", True, id="CCS injection"),
        pytest.param(lambda: Oracle(KEY, strong=True), "robot", "strong", id="strong oracle"),
        pytest.param(lambda: Oracle(KEY), "robot", "weak", id="weak oracle"),
        pytest.param(lambda: Rewriting(b"\x56\x00", b"\x00\xff"), "fallback_scsv", False, id="no SCSV"),
    ],
)
async def test_ground_truth(
    workers: WorkerPool, old: int, fault: SHAKY, field: str, expected: object
) -> None:
    """A flaw is found where it is, and everything else passes as on the server behind."""
    async with serving(terminator(old, fault)) as front:
        facts, _ = await _found(workers, front, ALL)
    found = facts.vulnerabilities.model_dump() | facts.negotiation.model_dump()
    healthy = {"heartbleed": False, "ccs_injection": False, "robot": "none", "client_renegotiation": False}
    healthy |= {"compression": False, "early_data": False, "fallback_scsv": True}
    assert {key: found[key] for key in healthy} == {**healthy, field: expected}


def _is_older(hello: bytes) -> bool:
    """Whether a hello does not offer TLS 1.3 alone."""
    return ONLY_TLS_1_3 not in hello


@pytest.mark.parametrize(
    ("fault", "fields", "reason"),
    [
        pytest.param(lambda: EarlyKeys(silent=True), {"ccs_injection"}, Reason.TIMEOUT, id="silent on CCS"),
        pytest.param(
            lambda: Strict(_is_older, HANDSHAKE_FAILURE),
            {"heartbleed", "ccs_injection", "robot", "client_renegotiation", "compression"},
            Reason.BLOCKED,
            id="ordered down",
        ),
    ],
)
async def test_no_pass_that_was_not_earned(
    workers: WorkerPool, old: int, fault: SHAKY, fields: set[str], reason: Reason
) -> None:
    """Where sslyze would call a server healthy that kept silent or hung up, nothing was tested."""
    async with serving(terminator(old, fault)) as front:
        facts, _ = await _found(workers, front, {**RSA_1_2, V.TLS_1_3: TLS_1_3})
    found = {field: getattr(facts.vulnerabilities, field, None) for field in fields}
    found |= {field: getattr(facts.negotiation, field) for field in fields if found[field] is None}
    assert {field: one.reason for field, one in found.items() if isinstance(one, NotTested)} == dict.fromkeys(
        fields, reason
    )


async def test_no_answer_to_a_payload_tells_nothing(workers: WorkerPool, old: int) -> None:
    """A server that swallows its alerts: it may or may not be an oracle."""
    async with serving(terminator(old, lambda: Rewriting(b"", b""), hushed=True)) as front:
        asked = replace(context(60, connect_timeout=1.0), workers=workers)
        facts = await _pass(_facts(front, RSA_1_2), asked)
    found = facts.vulnerabilities
    assert [one.reason for one in (found.robot, found.ccs_injection) if isinstance(one, NotTested)] == [
        Reason.TIMEOUT,
        Reason.TIMEOUT,
    ]


async def test_compression(workers: WorkerPool, old: int) -> None:
    """A server that agrees to compress."""
    async with serving(terminator(old, Compressing)) as front:
        facts, _ = await _found(workers, front, RSA_1_2)
    assert facts.negotiation.compression is True


async def test_a_server_that_wants_its_name(workers: WorkerPool, old: int) -> None:
    """Sslyze leaves the name out of two tests; where that is refused they are made with it, once each."""
    named = HOST.encode()
    async with serving(terminator(old, lambda: Strict(lambda hello: named not in hello))) as front:
        facts, counted = await _found(workers, front, {V.TLS_1_2: EPHEMERAL})
    assert (facts.vulnerabilities.heartbleed, facts.vulnerabilities.ccs_injection) == (False, False)
    assert counted == 6


async def test_a_suite_that_sslyze_does_not_know(workers: WorkerPool, old: int) -> None:
    """Without a suite that both know, nothing can be tested."""
    facts, _ = await _found(workers, old, {V.TLS_1_2: ("TLS_ECDHE_RSA_WITH_ARIA_128_CBC_SHA256",)})
    assert isinstance(facts.vulnerabilities.heartbleed, NotTested)


async def test_a_server_that_went_away(workers: WorkerPool) -> None:
    """Every test that arose is not tested, and the facts of the prober are kept."""
    facts, _ = await _found(workers, free_port(), ALL)
    flaws, habits = facts.vulnerabilities, facts.negotiation
    arose = (
        flaws.heartbleed,
        flaws.ccs_injection,
        flaws.robot,
        habits.client_renegotiation,
        habits.early_data,
    )
    assert {one.reason for one in arose if isinstance(one, NotTested)} == {Reason.UNREACHABLE}
    assert len(facts.accepted) == 4


async def test_the_deadline(workers: WorkerPool) -> None:
    """A silent server: what was not through in time is not tested, and every connection counts."""

    async def silent(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(3600)

    async with serving(silent) as port:
        asked = replace(context(4, connect_timeout=0.5), workers=workers)
        facts = await _pass(_facts(port, ALL), asked)
    flaws = facts.vulnerabilities
    found = (flaws.heartbleed, flaws.ccs_injection, flaws.robot)
    assert [one.reason for one in found if isinstance(one, NotTested)] == [Reason.TIMEOUT] * 3
    assert 2 <= asked.connections["tls"] <= 13
