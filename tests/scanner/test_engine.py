"""scanner.engine and scanner.observe: nothing without permission, and each probe's fate is its own."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest

from checks.facts import DnsFacts, HttpFacts, NotTested, PortFacts, SiteFacts, Target, TlsFacts
from checks.facts.bundle import OfName
from checks.model import Outcome, Reason
from checks.profile import load
from checks.registry import get
from inventory.clock import local
from inventory.model import Endpoint, Inventory, ScanPermission, System
from scanner.engine import ready_engine
from scanner.lab.model import Lab
from scanner.observation import Observation
from scanner.planning.permission import Permit
from scanner.planning.plan import PlannedEndpoint, plan_endpoints, select_checks
from scanner.probes import dns, http, ports
from scanner.probes.context import ProbeContext, ProbeSettings
from tests.checks import builders

OF_NAMES = set(get_args(OfName))
EVERYTHING = Permit(families=None, port_scan=True)
LIKE_A_BROWSER = Permit(families=None, port_scan=False, refusal="ask the owner")


def look(lab: Lab, name: str, permit: Permit, *only: str, deadline: float = 60) -> Observation:
    """One host of the lab, looked at by a whole engine."""
    address = lab.hosts[f"{name}.brvt.test"]
    planned = PlannedEndpoint(
        host=address.host,
        https_port=address.https_port,
        http_port=address.http_port,
        is_portal=True,
        permit=permit,
    )
    return asyncio.run(_look(lab, planned, only, deadline))


async def _look(lab: Lab, planned: PlannedEndpoint, only: tuple[str, ...], deadline: float) -> Observation:
    settings = ProbeSettings(resolver=lab.resolver, ca_file=lab.ca_file, endpoint_deadline=deadline)
    async with ready_engine(settings, select_checks(load(), only), load()) as engine:
        return await engine.look(planned)


def reasons(observation: Observation) -> dict[str, Reason | None]:
    """Why each check that was not tested was not."""
    untested = (verdict for verdict in observation.verdicts if verdict.outcome is Outcome.NOT_TESTED)
    return {verdict.check: verdict.reason for verdict in untested}


def test_without_a_permission_nothing_is_touched(lab: Lab) -> None:
    """No connection at all, not even a DNS query, and every verdict says why."""
    seen = look(lab, "tot", Permit(families=frozenset(), port_scan=False, refusal="no permission holds"))
    assert seen.connections == {}
    assert {verdict.reason for verdict in seen.verdicts} == {Reason.NOT_PERMITTED}
    assert all(verdict.evidence["detail"] == "no permission holds" for verdict in seen.verdicts)


@pytest.mark.parametrize(("minutes", "touched"), [(-1, True), (0, False), (1, False)])
def test_permitted_hours_end_in_mid_run(lab: Lab, minutes: int, *, touched: bool) -> None:
    """The permission is asked for when an endpoint is begun, whatever it was when the run was planned."""
    planned_at = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
    end = planned_at + timedelta(hours=2)
    address = lab.hosts["tot.brvt.test"]
    endpoint = Endpoint(host=address.host, https_port=address.https_port, http_port=address.http_port)
    hours = {"hours_from": local(planned_at).time(), "hours_to": local(end).time()}
    permission = ScanPermission.model_validate({"families": ("web",), **hours})
    system = System(
        code="A",
        name="A",
        owner="O",
        in_operation_since=date(2020, 1, 1),
        endpoints=(endpoint,),
        permission=permission,
    )
    (planned,) = plan_endpoints(Inventory(systems=(system,)), planned_at)
    assert planned.permit.families == frozenset({"web"})

    async def begun(now: datetime) -> Observation:
        settings = ProbeSettings(resolver=lab.resolver, ca_file=lab.ca_file)
        checks = select_checks(load(), ("web.csp",))
        async with ready_engine(settings, checks, load(), clock=lambda: now) as engine:
            return await engine.look(planned)

    seen = asyncio.run(begun(end + timedelta(minutes=minutes)))
    assert bool(seen.connections) is touched
    assert (reasons(seen) == {"web.csp": Reason.NOT_PERMITTED}) is not touched


def test_a_family_that_is_left_out_is_not_judged(lab: Lab) -> None:
    """Facts gathered for one family are not used to judge another that the owner did not allow."""
    seen = look(lab, "khong-hsts", Permit(families=frozenset({"label"}), port_scan=False, refusal="left out"))
    outcomes = {verdict.check: verdict.outcome for verdict in seen.verdicts}
    assert outcomes["label.tin_nhiem_mang"] is Outcome.PASS
    assert reasons(seen)["web.hsts"] is Reason.NOT_PERMITTED
    assert "tls" not in seen.connections


def test_ports_are_scanned_only_with_permission(lab: Lab) -> None:
    """An audit without authorization makes no connection to a port other than the web's."""
    seen = look(lab, "mo-csdl", LIKE_A_BROWSER, "exposure")
    assert reasons(seen)["exposure.database"] is Reason.NOT_PERMITTED
    assert "ports" not in seen.connections


def test_only_what_is_needed_is_asked(lab: Lab) -> None:
    """A check of the web page alone starts no TLS probe and no port scan."""
    seen = look(lab, "tot", EVERYTHING, "web.csp")
    assert [verdict.check for verdict in seen.verdicts] == ["web.csp"]
    assert set(seen.connections) == {"dns", "http"}
    assert seen.connections["dns"] == 2
    assert seen.facts is not None
    assert isinstance(seen.facts.dns, NotTested)
    assert seen.facts.dns.reason is Reason.NOT_REQUESTED


@pytest.mark.parametrize(
    ("only", "depth", "walks"),
    [
        ("web.csp", "full", False),
        ("web.error_leak", "full", True),
        ("web", "lean", False),
        ("tls", "full", False),
    ],
)
def test_a_site_is_walked_through_where_a_check_needs_it(
    lab: Lab, only: str, depth: str, *, walks: bool
) -> None:
    """At full depth alone; its requests are counted, and a lean look says that it was not asked to."""

    async def looked() -> Observation:
        settings = ProbeSettings(resolver=lab.resolver, ca_file=lab.ca_file, depth=depth)
        address = lab.hosts["tot.brvt.test"]
        planned = PlannedEndpoint(
            host=address.host,
            https_port=address.https_port,
            http_port=address.http_port,
            permit=LIKE_A_BROWSER,
        )
        async with ready_engine(settings, select_checks(load(), (only,)), load()) as engine:
            return await engine.look(planned)

    seen = asyncio.run(looked())
    assert seen.facts is not None
    assert isinstance(seen.facts.site, SiteFacts) is walks
    if walks:
        assert isinstance(seen.facts.site, SiteFacts)
        assert 20 < seen.facts.site.requests <= 146
        assert 4 <= seen.requests - seen.facts.site.requests <= 9  # which compare addresses
        assert seen.facts.site.unseen == ()
        assert set(reasons(seen)) == set()
    else:
        assert seen.requests <= 8  # the start page of both ports over both families, and security.txt
        assert set(reasons(seen).values()) <= {Reason.NOT_REQUESTED}


def test_the_deadline_ends_a_silent_endpoint(lab: Lab) -> None:
    """A host that accepts and says nothing leaves "timeout", never "fail", for what it did not say."""
    seen = look(lab, "khong-phan-hoi", LIKE_A_BROWSER, "web", "tls", deadline=6)
    assert not any(verdict.is_finding for verdict in seen.verdicts)
    assert set(reasons(seen).values()) == {Reason.TIMEOUT}


def test_a_broken_probe_is_reported_and_the_others_go_on(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of this program is an internal error of that probe alone."""

    async def broken(*_: object) -> HttpFacts:
        raise RuntimeError("boom")

    monkeypatch.setattr(http, "probe", broken)
    seen = look(lab, "tot", LIKE_A_BROWSER, "web.csp", "tls.protocols")
    assert reasons(seen) == {"web.csp": Reason.INTERNAL_ERROR}
    assert seen.facts is not None
    assert isinstance(seen.facts.tls, TlsFacts)
    assert isinstance(seen.facts.http, NotTested)
    assert seen.facts.http.detail == "RuntimeError: boom"


def test_the_scanner_introduces_itself_as_the_permission_says(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless the run was told how to; the probe alone speaks to web servers."""
    agents: list[str | None] = []

    async def noted(*arguments: object) -> NotTested:
        (context,) = (each for each in arguments if isinstance(each, ProbeContext))
        agents.append(context.settings.user_agent)
        return NotTested(reason=Reason.BLOCKED)

    monkeypatch.setattr(http, "probe", noted)
    look(lab, "tot", replace(LIKE_A_BROWSER, user_agent="A (+https://a.test/scan)"), "web.csp")
    look(lab, "tot", LIKE_A_BROWSER, "web.csp")
    assert agents == ["A (+https://a.test/scan)", None]


def test_a_name_that_does_not_exist_is_not_a_finding(lab: Lab) -> None:
    """NXDOMAIN is a fact of DNS; what is behind it could not be reached; what is told is of a name alone."""
    planned = PlannedEndpoint(host="khong-co.brvt.test", permit=EVERYTHING)
    seen = asyncio.run(_look(lab, planned, (), 30))
    # No trust anchor is told of the lab's zone, and no table of routes was imported.
    untold = {"dns.dnssec": Reason.INDETERMINATE, "dns.rpki": Reason.NOT_REQUESTED}
    assert {**reasons(seen), **untold} == reasons(seen)
    assert {why for check, why in reasons(seen).items() if check not in untold} == {Reason.DNS_FAILURE}
    told = [verdict for verdict in seen.verdicts if verdict.check not in reasons(seen)]
    assert all(OF_NAMES.issuperset(get(verdict.check).needs) for verdict in told)
    assert not any(verdict.is_finding for verdict in seen.verdicts)
    assert set(seen.connections) == {"dns"}


def test_an_authorized_port_scan_finds_the_database(lab: Lab) -> None:
    """With permission the open database is a critical finding, and its connections are counted."""
    permit = Permit(families=None, port_scan=True, ports=tuple(sorted(lab.service_ports)))
    seen = look(lab, "mo-csdl", permit, "exposure.database")
    (verdict,) = seen.verdicts
    assert (verdict.outcome, verdict.severity) == ("fail", "critical")
    assert seen.facts is not None
    assert isinstance(seen.facts.ports, PortFacts)
    assert seen.connections["ports"] > 0


def test_a_port_scan_comes_last_and_in_its_own_time(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """TLS and web are through before it begins, and the endpoint's deadline does not end it."""
    before: list[ProbeContext] = []

    async def late(target: Target, *rest: object) -> PortFacts:
        (context,) = (one for one in rest if isinstance(one, ProbeContext))
        before.append(replace(context, connections=context.connections.copy()))
        await context.memory.visits.quiet(lab.hosts[target.host].ipv4, patience=60)
        await asyncio.sleep(context.remaining() + 0.1)
        return builders.ports()

    monkeypatch.setattr(ports, "probe", late)
    seen = look(lab, "tot", EVERYTHING, "tls.protocols", "web.csp", "exposure.database", deadline=8)
    assert {"tls", "http"} <= before[0].connections.keys()
    assert before[0].connections == seen.connections
    assert reasons(seen) == {}


@pytest.mark.parametrize(
    ("aliases", "scannable", "tries"),
    [
        ((), frozenset(), True),
        (("edge.brvt.test",), frozenset(), True),
        (("xa.cdn.test", "node.brvt.test"), frozenset(), True),
        (("www.brvt.test", "xa.cdn.test"), frozenset(), False),
        (("xa.cdn.test",), frozenset({"other.test"}), False),
        (("xa.cdn.test",), frozenset({"xa.cdn.test"}), True),
    ],
)
def test_an_alias_of_another_owner_has_its_own_permission(
    lab: Lab,
    monkeypatch: pytest.MonkeyPatch,
    aliases: tuple[str, ...],
    scannable: frozenset[str],
    tries: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """A name that leads to another domain's host: that is told, and its ports are not tried."""

    async def resolved(*_: object, **__: object) -> DnsFacts:
        return DnsFacts(ipv4=("127.0.0.1",), cname_chain=aliases)

    async def scanned(*_: object) -> NotTested:
        return NotTested(reason=Reason.TIMEOUT)

    monkeypatch.setattr(dns, "probe", resolved)
    monkeypatch.setattr(ports, "probe", scanned)
    planned = PlannedEndpoint(host="tot.brvt.test", permit=EVERYTHING, scannable=scannable)
    seen = asyncio.run(_look(lab, planned, ("exposure.database",), 60))
    assert reasons(seen) == {"exposure.database": Reason.TIMEOUT if tries else Reason.NOT_PERMITTED}
    assert tries or "xa.cdn.test" in str(seen.verdicts[0].evidence)


def test_the_scan_tries_the_ports_that_the_permitted_checks_name(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their union, from the checks themselves."""
    named: list[object] = []

    async def noted(*arguments: object) -> PortFacts:
        named.append(arguments[3])
        return builders.ports()

    monkeypatch.setattr(ports, "probe", noted)
    look(lab, "tot", EVERYTHING, "exposure.database", "exposure.file_sharing", "exposure.ports")
    wanted = {port for name in ("database", "file_sharing") for port in get(f"exposure.{name}").ports}
    assert named == [tuple(sorted(wanted))]
