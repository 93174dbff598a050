"""A name with several addresses: each is looked at, equal ones briefly, and a dead one hides none."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from checks.facts import DnsFacts, Facts, NotTested, PortState, ReachFacts, Target, TlsFacts
from checks.model import Outcome, Verdict
from checks.profile import load
from scanner.engine import ready_engine
from scanner.observation import Observation
from scanner.planning.plan import select_checks
from scanner.probes import reach
from scanner.probes.context import ProbeContext, ProbeSettings
from tests.scanner import fleet
from tests.scanner.fleet import HOST, Fleet, Member
from tests.scanner.probes.authority import DAY, leaf, rsa_key
from tests.scanner.probes.tls.asking import ROOT, ca_file

FIRST, SECOND, THIRD, SIXTH = "127.77.1.1", "127.77.1.2", "127.77.1.3", "::1"
EQUAL_COSTS = 8  # connections, reach and HTTP included
AHEAD = 1  # of two looks at one server, one may have opened a connection ahead that it did not need
FAMILIES = ("tls", "cert", "web")
INSIDE = "dns.private_address"


async def look(at: Fleet, folder: Path, *only: str, patience: float = 1.0) -> Observation:
    """One lean look at the name; ``patience``: seconds for a connection, more where none is silent."""
    settings = ProbeSettings(
        resolver=at.resolver,
        ca_file=ca_file(folder),
        depth="lean",
        connect_timeout=patience,
        tls_deadline=240.0,
        endpoint_deadline=300.0,
    )
    async with ready_engine(settings, select_checks(load(), only or FAMILIES), load()) as engine:
        return await engine.look(at.planned)


def facts_of(seen: Observation) -> Facts:
    """Its facts."""
    assert seen.facts is not None
    return seen.facts


def verdict(seen: Observation, check: str) -> Verdict:
    """What one check says."""
    (found,) = (verdict for verdict in seen.verdicts if verdict.check == check)
    return found


@pytest.fixture
def member(tmp_path: Path) -> Member:
    """A server in good order, at the first address."""
    return Member(FIRST, (leaf(ROOT, name=HOST, names=(HOST,)).write(tmp_path, "good"),))


@pytest.mark.parametrize("kinds", [1, 2])
@pytest.mark.parametrize("protocol", [fleet.MODERN, "ssl_protocols TLSv1.2;", "ssl_protocols TLSv1.3;"])
async def test_an_equal_address_costs_few_connections(
    tmp_path: Path, member: Member, protocol: str, kinds: int
) -> None:
    """Whatever versions and kinds of key there are, and the facts say what they were taken from."""
    keyed = leaf(ROOT, name=HOST, names=(HOST,), key=rsa_key()).write(tmp_path, "rsa")
    one = replace(member, protocol=protocol, certificates=(*member.certificates, keyed)[:kinds])
    async with fleet.serving(tmp_path, one) as alone:
        costs = sum((await look(alone, tmp_path, patience=20.0)).connections.values())
    async with fleet.serving(tmp_path, one, replace(one, address=SECOND)) as both:
        seen = await look(both, tmp_path, patience=20.0)
    assert sum(seen.connections.values()) - costs <= EQUAL_COSTS + AHEAD
    (other,) = facts_of(seen).others
    assert (other.address, other.tls_like, other.http_like) == (SECOND, FIRST, FIRST)
    assert isinstance(other.tls, TlsFacts)
    assert other.tls.address == SECOND
    assert not [one for one in seen.verdicts if "addresses" in one.evidence]


@pytest.mark.parametrize("address", [SECOND, SIXTH])
@pytest.mark.parametrize(
    ("changes", "check", "outcome"),
    [
        (
            {"protocol": "ssl_protocols TLSv1.1 TLSv1.2; ssl_ciphers ALL:@SECLEVEL=0;"},
            "tls.protocols",
            "fail",
        ),
        (
            {"protocol": "ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers ECDHE+AESGCM:ECDHE-ECDSA-AES128-SHA;"},
            "tls.ciphers",
            None,
        ),
        ({"headers": ""}, "web.hsts", "fail"),
        ({"headers": f'{fleet.HSTS} add_header Set-Cookie "PHPSESSID=1";'}, "web.cookies", "fail"),
        ({"expired": True}, "cert.expiry", "fail"),
        ({"expired_rsa": True}, "cert.expiry", "fail"),
    ],
)
async def test_what_differs_is_found_at_whichever_address(
    tmp_path: Path, member: Member, address: str, changes: dict[str, Any], check: str, outcome: str | None
) -> None:
    """One stale server behind a good one is a finding that names it, before and behind it, IPv6 too."""
    changed = {key: value for key, value in changes.items() if not key.startswith("expired")}
    old = replace(member, address=address, **changed)
    if "expired" in changes or "expired_rsa" in changes:
        made = {"key": rsa_key()} if "expired_rsa" in changes else {}
        fresh = leaf(ROOT, name=HOST, names=(HOST,), **made).write(tmp_path, "fresh")
        stale = leaf(ROOT, name=HOST, names=(HOST,), begin=-60 * DAY, end=-DAY, **made)
        kept = member.certificates if made else ()
        member = replace(member, certificates=(*kept, fresh))
        old = replace(member, address=address, certificates=(*kept, stale.write(tmp_path, "stale")))
    async with fleet.serving(tmp_path, member, old) as both:
        seen = await look(both, tmp_path)
    found = verdict(seen, check)
    assert found.outcome == outcome or (outcome is None and found.is_finding)
    assert found.evidence["addresses"] == [address]


@pytest.mark.parametrize("dead", ["127.77.0.1", "127.77.9.9"])
async def test_a_dead_address_hides_no_living_one(tmp_path: Path, member: Member, dead: str) -> None:
    """Before or behind it in the answer, it is a finding of its own, and the rest is judged where life is."""
    async with fleet.serving(tmp_path, member, besides=(dead,)) as both:
        seen = await look(both, tmp_path)
    assert verdict(seen, "web.hsts").outcome is Outcome.PASS
    assert verdict(seen, "tls.protocols").outcome is Outcome.PASS
    assert verdict(seen, "tls.available").outcome is Outcome.PASS
    found = verdict(seen, "web.addresses")
    assert found.outcome is Outcome.FAIL
    assert dead in found.summary.en
    assert FIRST not in found.summary.en


async def test_a_dead_address_is_asked_again_before_it_is_told(
    tmp_path: Path, member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that was turned away once and answers a second later is alive: looked at, and no finding."""
    tried: list[tuple[str, ...]] = []
    honest = reach.probe

    async def flaky(target: Target, dns: DnsFacts, context: ProbeContext) -> ReachFacts | NotTested:
        found = await honest(target, dns, context)
        tried.append(dns.ipv4)
        if len(tried) > 1 or isinstance(found, NotTested):
            return found
        refused = tuple(PortState(port=port.port, state="refused") for port in found.addresses[1].ports)
        dead = found.addresses[1].model_copy(update={"ports": refused})
        return found.model_copy(update={"addresses": (found.addresses[0], dead)})

    monkeypatch.setattr(reach, "probe", flaky)
    async with fleet.serving(tmp_path, member, replace(member, address=SECOND)) as both:
        seen = await look(both, tmp_path, "web")
    assert tried == [(FIRST, SECOND), (SECOND,)]
    assert verdict(seen, "web.addresses").outcome is Outcome.PASS
    assert [other.address for other in facts_of(seen).others] == [SECOND]


async def test_of_one_too_many_nothing_is_claimed(tmp_path: Path, member: Member) -> None:
    """Four of a family are looked at; the fifth is named, and nothing passes on its account."""
    members = [replace(member, address=f"127.77.2.{number}") for number in range(1, 6)]
    async with fleet.serving(tmp_path, *members) as five:
        seen = await look(five, tmp_path, "web.hsts", "tls.protocols")
    assert [other.address for other in facts_of(seen).others] == [f"127.77.2.{n}" for n in (2, 3, 4)]
    assert {one.outcome for one in seen.verdicts} == {Outcome.NOT_TESTED}
    assert "127.77.2.5" in str(verdict(seen, "web.hsts").evidence)


@pytest.mark.parametrize(
    "inside",
    ["10.1.2.3", "169.254.169.254", "100.64.1.1", "192.0.2.7", "0.0.0.0", "240.0.0.1", "fd00::1", "::"],
)
async def test_a_name_that_points_inside_is_not_connected_to(
    tmp_path: Path, member: Member, inside: str
) -> None:
    """Beside a public address it is a finding; not one connection goes there."""
    async with fleet.serving(tmp_path, member, besides=(inside,)) as both:
        seen = await look(both, tmp_path, *FAMILIES, INSIDE)
    found = verdict(seen, INSIDE)
    assert found.outcome is Outcome.FAIL
    assert inside in found.summary.en
    assert verdict(seen, "web.addresses").outcome is Outcome.PASS
    reached = facts_of(seen).reach
    assert inside not in reached.model_dump_json().split("withheld")[0]
    assert verdict(seen, "web.hsts").outcome is Outcome.PASS


async def test_a_name_that_points_inside_only_says_so(tmp_path: Path) -> None:
    """Nothing is tested, the reason is told, and only the name server was asked."""
    async with fleet.serving(tmp_path, besides=("10.1.2.3",)) as nowhere:
        seen = await look(nowhere, tmp_path, *FAMILIES, INSIDE)
    reasons = {one.check: one.reason for one in seen.verdicts if one.outcome is Outcome.NOT_TESTED}
    assert set(reasons.values()) == {"private_address"}
    assert "10.1.2.3 (private)" in str(verdict(seen, "web.hsts").evidence["detail"])
    assert verdict(seen, INSIDE).outcome is Outcome.FAIL
    assert set(seen.connections) == {"dns"}


@pytest.mark.parametrize(("is_forgotten", "outcome"), [(False, "pass"), (True, "fail")])
async def test_tls_over_ipv6_is_held_against_ipv4(
    tmp_path: Path, member: Member, outcome: str, *, is_forgotten: bool
) -> None:
    """A certificate that was renewed over IPv4 alone is found; a lean look compares what TLS needs anyway."""
    stale = leaf(ROOT, name=HOST, names=(HOST,), begin=-60 * DAY, end=-DAY).write(tmp_path, "stale")
    sixth = replace(member, address=SIXTH, certificates=(stale,) if is_forgotten else member.certificates)
    async with fleet.serving(tmp_path, member, sixth) as both:
        seen = await look(both, tmp_path, "ipv6", "tls.available", patience=20.0)
    told = verdict(seen, "ipv6.web_tls")
    assert (told.outcome, told.evidence["same_certificate"]) == (outcome, not is_forgotten)
    state = verdict(seen, "ipv6.operational").evidence["state"]
    assert state == ("reachable" if is_forgotten else "operational")
    assert "connect_ms" in verdict(seen, "ipv6.same_content").evidence
