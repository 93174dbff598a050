"""Real servers behind something that meddles."""

from collections.abc import Iterator

import pytest

from checks.facts import NotTested, ProtocolVersion
from checks.model import Reason
from scanner.probes.tls.wire.codes import Extension
from scanner.probes.tls.wire.cursor import Cursor
from scanner.probes.tls.wire.server_flight import extensions
from tests.scanner.probes.nginx import INTERMEDIATE, MODERN, OLD
from tests.scanner.probes.tls.asking import UNHURRIED, ask, facts_of, scan_of, suites_of
from tests.scanner.probes.tls.behind import Behind, behind_it
from tests.scanner.probes.tls.relay import Meddling, relayed

V = ProtocolVersion
ALERT, HANDSHAKE = 21, 22
SUPPORTED_VERSIONS = Extension.SUPPORTED_VERSIONS
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("kept_worker", "unhurried")]


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Behind]:
    """The servers behind the middleboxes."""
    with behind_it(tmp_path_factory.mktemp("behind")) as servers:
        yield servers


def _offered(hello: bytes) -> tuple[int, dict[int, bytes]]:
    """How many suites a ClientHello offers, and its extensions."""
    if hello[0] != HANDSHAKE:
        return 0, {}  # SSL 2.0
    cursor = Cursor(hello[9:])
    cursor.take(34)
    cursor.vector(1)
    suites = cursor.vector(2)
    cursor.vector(1)
    return len(suites) // 2, extensions(cursor.vector(2) if cursor else b"")


def _suites_and_share(hello: bytes) -> tuple[int, bytes | None]:
    suites, found = _offered(hello)
    return suites, found.get(Extension.KEY_SHARE)


def _extensions(hello: bytes) -> dict[int, bytes]:
    return _offered(hello)[1]


def without_supported_versions(_number: int, hello: bytes) -> bytes | None:
    """Cuts hellos with the extension that came with TLS 1.3."""
    return None if SUPPORTED_VERSIONS in _extensions(hello) else hello


def no_long_hello(_number: int, hello: bytes) -> bytes | None:
    """Cuts hellos of more than 64 suites."""
    return hello if _suites_and_share(hello)[0] <= 64 else None


def no_empty_share(_number: int, hello: bytes) -> bytes | None:
    """Cuts hellos whose key_share is empty."""
    return None if _suites_and_share(hello)[1] == b"\0\0" else hello


def only_tls_1_0(_number: int, hello: bytes) -> bytes | None:
    """Cuts hellos of any newer version."""
    return hello if hello[9:11] <= b"\x03\x01" else None


def hang_up(_number: int, answer: bytes) -> bytes | None:
    """Closes where the server sends an alert, as servers on Windows do."""
    return None if answer[0] == ALERT else answer


@pytest.mark.parametrize("hello", [no_long_hello, no_empty_share])
@pytest.mark.parametrize("protocol", [MODERN, INTERMEDIATE])
async def test_delicate_servers(behind: Behind, protocol: str, hello: Meddling) -> None:
    """A server that dislikes a long hello, or one without key shares, is found to accept all the same."""
    direct = await behind.direct(protocol, "full")
    async with relayed(behind.port(protocol), hello=hello) as relay:
        facts = await facts_of(relay.port, ca_file=behind.root, **UNHURRIED)
    assert suites_of(facts) == suites_of(direct)
    assert facts.groups is not None
    assert set(facts.groups) == set(direct.groups or ())
    assert [chain.model_copy(update={"met": 0}) for chain in facts.chains] == [
        chain.model_copy(update={"met": 0}) for chain in direct.chains
    ]
    assert [scan.status for scan in facts.protocols] == [scan.status for scan in direct.protocols]
    assert not any(scan.reason for scan in facts.protocols)


@pytest.mark.parametrize("hello", [only_tls_1_0, without_supported_versions])
async def test_intolerant_of_newer_versions(behind: Behind, hello: Meddling) -> None:
    """What old servers and gateways mind is left out in turn: no version is refused that was not offered."""
    direct = await behind.direct(OLD, "full")
    async with relayed(behind.port(OLD), hello=hello) as relay:
        facts = await facts_of(relay.port, **UNHURRIED)
    newest = V.TLS_1_0 if hello is only_tls_1_0 else V.TLS_1_2
    assert facts.accepted[-1].version is newest
    for scan in facts.accepted:
        assert suites_of(facts)[scan.version] == suites_of(direct)[scan.version]
    hidden = {scan.version for scan in direct.accepted if scan.version > newest}
    assert {scan_of(facts, version).status for version in hidden} <= {"refused"}  # hung up on, each time


@pytest.mark.parametrize("protocol", [MODERN, INTERMEDIATE, OLD])
async def test_hanging_up_instead_of_alerts(behind: Behind, protocol: str) -> None:
    """Where a server that hangs up still answers to what it knows, hanging up is how it refuses."""
    direct = await behind.direct(protocol, "full")
    async with relayed(behind.port(protocol), answer=hang_up) as relay:
        facts = await facts_of(relay.port, **UNHURRIED)
    assert suites_of(facts) == suites_of(direct)
    assert [(scan.status, scan.reason) for scan in facts.protocols] == [
        (scan.status, None) for scan in direct.protocols
    ]


@pytest.mark.parametrize("after", [1, 2, 5, 9])
async def test_a_block_in_the_middle(behind: Behind, after: int) -> None:
    """Once a firewall resets us, no version is silently complete or refused that was not before."""

    def block(number: int, hello: bytes) -> bytes | None:
        return hello if number <= after else None

    direct = await behind.direct(OLD, "full")
    async with relayed(behind.port(OLD), hello=block) as relay:
        facts = await facts_of(relay.port, **UNHURRIED)
    for scan, truth in zip(facts.protocols, direct.protocols, strict=True):
        assert set(scan.suites) <= set(truth.suites)
        if scan.status == "refused" or (scan.status == "accepted" and not scan.reason):
            assert (scan.version is V.SSL_2 and scan.status == "refused") or scan.suites == truth.suites
        else:
            assert scan.reason is Reason.BLOCKED
    assert scan_of(facts, V.TLS_1_3).status == "accepted"
    assert scan_of(facts, V.TLS_1_2).reason is Reason.BLOCKED


async def test_nothing_gets_through(behind: Behind) -> None:
    """A firewall that resets every TLS connection hides everything, the certificate too."""
    async with relayed(behind.port(MODERN), answer=lambda _number, _answer: None) as relay:
        found = await ask(relay.port)
    assert isinstance(found, NotTested)
    assert found.reason is Reason.BLOCKED
    assert relay.connections <= 5  # the first hello twice, and three others
