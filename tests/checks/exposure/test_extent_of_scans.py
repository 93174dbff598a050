"""What a port scan did not try, no check of the family passes; what it found stays found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.exposure._service_table import SERVICES, ServiceKind
from checks.exposure._services import ports_of
from checks.facts import AddressFacts, AddressPorts, NotTested, OpenPort, PortFacts
from checks.facts.scans.port_lists import expanded, listed
from checks.facts.scans.ports import MANY_PORTS, middlebox
from checks.judging import ADDRESSES_KEY, EACH_KEY, UNSEEN_KEY
from checks.model import Reason, Verdict
from checks.registry import get
from tests.checks import builders

KINDS = [ServiceKind.DATABASE, ServiceKind.REMOTE_ADMIN, ServiceKind.FILE_SHARING]
FAMILY = ["exposure.ports", *(f"exposure.{kind}" for kind in KINDS)]
EVERY_PORT = "1-65535"
FINDINGS = (OpenPort(port=23), OpenPort(port=3306), OpenPort(port=21))


def scanned(*entries: AddressPorts, tried: int = 1_060, asked: str | None = EVERY_PORT) -> PortFacts:
    """A scan of these addresses."""
    return PortFacts(addresses=entries, ports_tried=tried, asked=asked)


def said(check: str, ports: PortFacts) -> Verdict:
    """What one check says of a scan."""
    return builders.verdict(check, builders.facts(ports=ports))


@pytest.mark.parametrize("kind", KINDS)
def test_a_check_names_the_ports_of_its_services(kind: ServiceKind) -> None:
    """The table of services is the one list; a scan takes the ports from the checks."""
    named = {port for service in SERVICES if service.kind is kind for port in service.ports}
    assert set(get(f"exposure.{kind}").ports) == set(ports_of(kind)) == named


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("position", [0, 1, -1])
def test_a_named_port_that_time_did_not_suffice_for_forbids_a_pass(kind: ServiceKind, position: int) -> None:
    """Whichever it is, at whichever address; the other checks' passes stand, and the port is told."""
    port = ports_of(kind)[position]
    cut = AddressPorts(address=builders.V6, left=str(port))
    found = scanned(AddressPorts(address=builders.V4), cut)
    for other in KINDS:
        verdict = said(f"exposure.{other}", found)
        assert verdict.outcome == ("not_tested" if port in ports_of(other) else "pass")
    verdict = said(f"exposure.{kind}", found)
    assert verdict.reason is Reason.INCOMPLETE
    assert f"{builders.V6}: not tried in time: {port}" in str(verdict.evidence[UNSEEN_KEY])


def test_a_host_that_fell_silent_is_told_apart_from_want_of_time() -> None:
    """A firewall that shuts the scanner out on its way."""
    shut = AddressPorts(address=builders.V4, left="6379", left_because=Reason.RATE_LIMITED)
    told = str(said("exposure.database", scanned(shut)).evidence[UNSEEN_KEY])
    assert "rate_limited: 192.0.2.10: the host fell silent before it told of: 6379" in told


def test_a_scan_cut_short_leaves_the_named_ports_judged() -> None:
    """All that the checks name was tried, not all that was asked: databases pass, "only these" does not."""
    found = scanned(AddressPorts(address=builders.V4, left="40000-65535"), tried=39_999)
    assert {check: said(check, found).outcome for check in FAMILY} == {
        "exposure.ports": "not_tested",
        "exposure.database": "pass",
        "exposure.remote_admin": "pass",
        "exposure.file_sharing": "pass",
    }
    told = str(said("exposure.ports", found).evidence[UNSEEN_KEY])
    assert "39,999 of 65,535 ports tried; not tried in time: 40000-65535" in told


def test_ports_beyond_the_permission_are_not_passed() -> None:
    """The owner allowed some ports: of the others nothing is claimed, and the reason says so."""
    found = scanned(AddressPorts(address=builders.V4), asked="80,443,5432", tried=3)
    verdict = said("exposure.database", found)
    assert (verdict.outcome, verdict.reason) == ("not_tested", Reason.NOT_PERMITTED)
    assert "6379" in str(verdict.evidence[UNSEEN_KEY])
    assert said("exposure.ports", found).outcome == "pass"
    mysql = scanned(AddressPorts(address=builders.V4, open_ports=(OpenPort(port=3306),)), asked="80,443,3306")
    assert said("exposure.database", mysql).outcome == "fail"


def test_facts_that_do_not_say_which_ports_forbid_a_pass() -> None:
    """Those stored before: nmap's 1,000 most common hold neither Redis nor MongoDB."""
    verdict = said("exposure.database", scanned(AddressPorts(address=builders.V4), asked=None, tried=1_000))
    assert (verdict.outcome, verdict.reason) == ("not_tested", Reason.INCOMPLETE)
    assert "which ones was not recorded" in str(verdict.evidence[UNSEEN_KEY])


@pytest.mark.parametrize("check", FAMILY)
@pytest.mark.parametrize("reason", [Reason.UNREACHABLE, Reason.MIDDLEBOX, Reason.NO_IPV6_HERE])
def test_an_address_of_which_nothing_is_known_forbids_a_pass(check: str, reason: Reason) -> None:
    """A finding on another address stays one."""
    failed = AddressPorts(address=builders.V6, failure=NotTested(reason=reason, detail="nothing there"))
    verdict = said(check, scanned(AddressPorts(address=builders.V4), failed))
    assert (verdict.outcome, verdict.reason) == ("not_tested", Reason.INCOMPLETE)
    assert f"{reason}: {builders.V6}: nothing there" in str(verdict.evidence[UNSEEN_KEY])
    found = scanned(AddressPorts(address=builders.V4, open_ports=FINDINGS), failed)
    assert said(check, found).outcome == "fail"


@pytest.mark.parametrize(("check", "port"), [(f"exposure.{kind}", ports_of(kind)[0]) for kind in KINDS])
@pytest.mark.parametrize("web", [True, False])
def test_each_address_of_a_scan_is_judged_by_itself(check: str, port: int, web: bool) -> None:  # noqa: FBT001 - a table
    """Whether it has a web server or not; the evidence lists every address's, and names the worst."""
    entry = AddressPorts(address=builders.V6, open_ports=(OpenPort(port=port),))
    silent = AddressPorts(address="192.0.2.99", failure=NotTested(reason=Reason.TIMEOUT, detail="silent"))
    found = scanned(AddressPorts(address=builders.V4), entry, silent)
    like = builders.facts()
    others = (AddressFacts(address=builders.V6, tls=like.tls, http=like.http),) if web else ()
    verdict = builders.verdict(check, builders.facts(ports=found, others=others))
    each = verdict.evidence[EACH_KEY]
    assert isinstance(each, dict)
    assert (verdict.outcome, verdict.evidence[ADDRESSES_KEY]) == ("fail", [builders.V6])
    told = {
        address: one.get("outcome", "as the whole") for address, one in each.items() if isinstance(one, dict)
    }
    assert told == {builders.V4: "pass", builders.V6: "fail", "192.0.2.99": "not_tested"}
    assert "192.0.2.99: silent" in str(verdict.evidence[UNSEEN_KEY])


@pytest.mark.parametrize("check", FAMILY)
def test_an_address_without_a_reason_forbids_a_pass(check: str) -> None:
    """As facts of before name it."""
    silent = builders.ports(untested=(builders.V6,))
    assert said(check, silent).reason is Reason.INCOMPLETE
    assert builders.V6 in str(said(check, silent).evidence[UNSEEN_KEY])
    assert said(check, builders.ports(*FINDINGS, untested=(builders.V6,))).outcome == "fail"


@pytest.mark.parametrize("check", FAMILY)
@pytest.mark.parametrize("accepting", [998, 700, 501])
def test_where_every_port_accepts_nothing_is_found_and_nothing_passed(check: str, accepting: int) -> None:
    """Not 900 findings by the port's number: one statement, with its figures."""
    ports = tuple(OpenPort(port=port) for port in range(1, accepting + 1))
    proxied = scanned(AddressPorts(address=builders.V4, open_ports=ports), tried=1_000, asked="1-1000")
    verdict = said(check, proxied)
    assert verdict.outcome == "not_tested"
    assert f"{accepting} of 1,000 ports accept" in str(verdict.evidence[UNSEEN_KEY])


@pytest.mark.parametrize(("accepting", "tried", "told"), [(39, 39, False), (40, 80, True), (499, 999, False)])
def test_few_open_ports_are_a_host_s_own(accepting: int, tried: int, told: bool) -> None:  # noqa: FBT001 - a table
    """A permission may name a handful of ports that are all open; half of a thousand is a lot of services."""
    assert (middlebox(accepting, tried) is not None) is told
    assert len(FINDINGS) < MANY_PORTS


@given(st.sets(st.integers(0, 65535)))
def test_port_lists_read_as_they_were_written(ports: set[int]) -> None:
    """Sorted, each once, however they lie."""
    assert expanded(listed(ports)) == tuple(sorted(ports))
