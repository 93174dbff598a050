"""zone.probe against real name servers that agree in little."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from dns.name import from_text

from checks.facts import NameServer, NotTested, Part, RecordTarget, ZoneFacts
from checks.model import Reason
from scanner.probes import zone
from scanner.probes.zone import asking
from tests.scanner.probes import contexts
from tests.scanner.probes.zone import nameservers
from tests.scanner.probes.zone.nameservers import PRIMARY, SECONDARY, SILENT

HOSTS = ("www.lab.test", "gone.lab.test", "taken.lab.test", "away.lab.test", "a.lame.test", "never.lab.test")


@dataclass(frozen=True)
class Run:
    """One run's looks at hosts, one after the other, and how many questions each cost."""

    resolver: tuple[str, int]
    found: dict[str, ZoneFacts | NotTested] = field(default_factory=dict)
    questions: dict[str, int] = field(default_factory=dict)

    def zone_of(self, host: str) -> ZoneFacts:
        """What was told of a host's zone."""
        found = self.found[host]
        assert isinstance(found, ZoneFacts)
        return found


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """A run that may copy zones. Name servers are asked at the resolver's port; silence takes a while."""
    with (
        nameservers.serving(tmp_path_factory.mktemp("zone")) as port,
        pytest.MonkeyPatch.context() as patched,
    ):
        patched.setattr(asking, "TRIES", 1)
        yield asyncio.run(look(HOSTS, (PRIMARY, port)))


async def look(hosts: tuple[str, ...], resolver: tuple[str, int], *, may_transfer: bool = True) -> Run:
    """Look at these hosts in one run."""
    context, seen = contexts.context(resolver=resolver), Run(resolver)
    for host in hosts:
        before = context.connections["dns"]
        seen.found[host] = await zone.probe(host, context, may_transfer=may_transfer)
        seen.questions[host] = context.connections["dns"] - before
    return seen


def test_each_server_is_asked_itself(run: Run) -> None:
    """Its version is told, its silence, and that an address inside was left alone."""
    found = run.zone_of("www.lab.test")
    assert {one.address: (one.state, one.serial) for one in found.servers} == {
        PRIMARY: ("authoritative", 8),
        "::1": ("authoritative", 8),
        SECONDARY: ("authoritative", 7),
        SILENT: ("silent", None),
        "10.0.0.53": ("withheld", None),
    }
    assert found.name_servers == ("ns1.lab.test", "ns2.lab.test", "ns3.lab.test")
    assert (found.apex, found.ipv6_here, found.wildcard) == ("lab.test", True, False)
    assert [one.detail for one in found.unseen if one.part is Part.ZONE_SERVERS] == ["10.0.0.53"]


def test_the_parent_tells_another_story(run: Run) -> None:
    """Its name servers and glue are told as its own server has them."""
    parent = run.zone_of("www.lab.test").parent
    assert parent is not None
    assert (parent.zone, parent.name_servers) == ("test", ("ns1.lab.test", "ns2.lab.test", "old.lab.test"))
    assert parent.glue == (
        NameServer(name="ns1.lab.test", ipv4=(PRIMARY,)),
        NameServer(name="ns2.lab.test", ipv4=("127.0.0.9",)),
    )


def test_a_server_that_does_not_serve_the_zone_is_lame(run: Run) -> None:
    """It answers, with an error; and the zone has a wildcard."""
    found = run.zone_of("a.lame.test")
    states = {one.address: one.state for one in found.servers}
    assert (states[PRIMARY], states[SECONDARY], found.wildcard) == ("authoritative", "lame", True)


@pytest.mark.parametrize(
    ("host", "states", "lost"),
    [
        ("www", ["MX mail.lab.test exists", "MX mail.nowhere.test unregistered"], ""),
        ("gone", ["CNAME nothing.lab.test gone"], ""),
        ("taken", ["CNAME portal.nowhere.test unregistered"], ""),
        ("away", [], "CNAME www.example.net"),
    ],
)
def test_what_a_name_leads_to(run: Run, host: str, states: list[str], lost: str) -> None:
    """Each target is told to exist, or not; what nobody told was not seen."""
    found = run.zone_of(f"{host}.lab.test")
    servers = [RecordTarget(kind="NS", name=f"ns{number}.lab.test", state="exists") for number in (1, 2, 3)]
    own = [one for one in found.targets if one not in servers]
    assert len(found.targets) - len(own) == 3
    assert [f"{one.kind} {one.name} {one.state}" for one in own] == states
    assert "".join(one.detail for one in found.unseen if one.part is Part.ZONE_TARGETS) == lost


def test_a_zone_is_copied_from_whoever_gives_it(run: Run) -> None:
    """Where the owner allows asking, each server that answers is asked once."""
    found = run.zone_of("www.lab.test")
    assert not isinstance(found.transfers, NotTested)
    states = {one.server: one.state for one in found.transfers}
    assert states == {"ns1.lab.test": "refused", "ns2.lab.test": "open"}
    assert [one.detail for one in found.unseen if one.part is Part.ZONE_TRANSFERS] == ["ns3.lab.test"]


def test_no_zone_is_copied_without_the_owner_s_word(run: Run) -> None:
    """What was kept of a run that may is not told in one that may not."""
    alone = asyncio.run(look(("a.lame.test",), run.resolver, may_transfer=False))
    transfers = alone.zone_of("a.lame.test").transfers
    assert isinstance(transfers, NotTested)
    assert transfers.reason is Reason.NOT_PERMITTED


def test_a_zone_is_looked_at_once_a_run(run: Run) -> None:
    """The second host of a zone costs what it leads to, and no more."""
    assert run.questions["www.lab.test"] <= 30
    assert max(run.questions[f"{host}.lab.test"] for host in ("gone", "taken", "away")) <= 8


def test_a_name_that_does_not_exist_has_no_zone_to_judge(run: Run) -> None:
    """Nothing more is asked."""
    found = run.found["never.lab.test"]
    assert isinstance(found, NotTested)
    assert (found.reason, run.questions["never.lab.test"]) == (Reason.DNS_FAILURE, 2)


@pytest.mark.parametrize(
    ("address", "apex", "asked"),
    [
        ("8.8.8.8", "a.gov.vn", True),
        ("127.0.0.1", "a.gov.vn", False),
        ("127.0.0.1", "a.test", True),
        ("10.0.0.1", "a.test", False),
        ("169.254.169.254", "a.gov.vn", False),
        ("fd00::1", "a.gov.vn", False),
        ("192.0.2.1", "a.gov.vn", False),
        ("::ffff:8.8.8.8", "a.gov.vn", False),
    ],
)
def test_a_zone_leads_outside_only(address: str, apex: str, *, asked: bool) -> None:
    """Whoever writes a zone does not choose what of ours, or of our neighbours', is asked."""
    assert asking.may_be_asked(address, from_text(apex)) is asked
