"""Real servers that turn some connections away: nothing that was cut is taken for a refusal."""

from collections.abc import Iterator

import pytest

from checks.facts import Part, ProtocolVersion, TlsFacts
from checks.model import Reason
from tests.scanner.probes.listening import serving
from tests.scanner.probes.nginx import INTERMEDIATE, OLD
from tests.scanner.probes.tls.asking import UNHURRIED, facts_of, scan_of, suites_of
from tests.scanner.probes.tls.behind import Behind, behind_it
from tests.scanner.probes.tls.connection.turning_away import breaking_off, bucket, every, limited
from tests.scanner.probes.tls.relay import relayed

V = ProtocolVersion


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Behind]:
    """The servers that turn nobody away themselves."""
    with behind_it(tmp_path_factory.mktemp("behind")) as servers:
        yield servers


def _told(facts: TlsFacts) -> tuple[object, ...]:
    """What was found, whatever the order, and what is missing."""
    return (
        suites_of(facts),
        [(scan.version, scan.status, scan.reason) for scan in facts.protocols],
        set(facts.groups or ()),
        len(facts.chains),
        facts.unseen,
    )


@pytest.mark.parametrize(("count", "offset"), [(2, 0), (3, 0), (3, 1), (5, 2), (20, 0)])
async def test_some_connections_are_cut(behind: Behind, count: int, offset: int) -> None:
    """One connection in so many is cut, from the first on or later: the whole is found all the same."""
    direct, port = await behind.direct(OLD, "lean"), behind.port(OLD)
    async with relayed(port, hello=every(count, offset)) as relay:
        facts = await facts_of(relay.port, depth="lean", **UNHURRIED)
    assert _told(facts) == _told(direct)


@pytest.mark.parametrize("count", [2, 7])
async def test_answers_are_cut_in_the_middle(behind: Behind, count: int) -> None:
    """A first flight that breaks off is asked for again: neither suite nor certificate is lost."""
    direct, port = await behind.direct(INTERMEDIATE, "lean"), behind.port(INTERMEDIATE)
    async with serving(breaking_off(port, count)) as front:
        facts = await facts_of(front, depth="lean", **UNHURRIED)
    assert _told(facts) == _told(direct)


@pytest.mark.parametrize("at_once", [1, 2])
async def test_a_limit_of_connections_at_once(behind: Behind, at_once: int) -> None:
    """A host that takes so few at once is asked one at a time, and found whole."""
    direct, port = await behind.direct(OLD, "lean"), behind.port(OLD)
    async with limited(port, lambda relay: relay.open_now <= at_once) as relay:
        facts = await facts_of(relay.port, depth="lean", **UNHURRIED)
    assert _told(facts) == _told(direct)


@pytest.mark.parametrize(("rate", "burst"), [(50, 20), (20, 8)])
async def test_a_limit_of_connections_a_second(behind: Behind, rate: float, burst: int) -> None:
    """A host that takes so many a second is asked with pauses, and found whole."""
    direct, port = await behind.direct(OLD, "lean"), behind.port(OLD)
    async with limited(port, bucket(rate, burst)) as relay:
        facts = await facts_of(relay.port, depth="lean", retry_pause=0.03, **UNHURRIED)
    assert _told(facts) == _told(direct)


async def test_what_cannot_be_had_in_time_is_ratelimited(behind: Behind) -> None:
    """When the time is up before all was asked, the reason says why, and no list is called whole."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("scanner.pace.LONGEST", 0.5)
        async with limited(behind.port(OLD), bucket(1, 8)) as relay:
            facts = await facts_of(relay.port, depth="lean", retry_pause=0.3, seconds=6)
    assert scan_of(facts, V.TLS_1_2).reason is Reason.RATE_LIMITED
    lost = [unseen.detail for unseen in facts.missing if unseen.part is Part.TLS_SUITES]
    assert any("suites seen, then" in detail for detail in lost)


async def test_refusals_of_versions_that_are_cut(behind: Behind) -> None:
    """The connections that ask for old versions are cut each time but the last: no version is refused."""
    asked: dict[bytes, int] = {}

    def cut(_number: int, hello: bytes) -> bytes | None:
        version = hello[9:11]
        asked[version] = asked.get(version, 0) + 1
        return None if version in (b"\3\1", b"\3\2") and asked[version] == 1 else hello

    async with relayed(behind.port(OLD), hello=cut) as relay:
        facts = await facts_of(relay.port, depth="lean", **UNHURRIED)
    assert {scan_of(facts, version).status for version in (V.TLS_1_0, V.TLS_1_1)} == {"accepted"}
