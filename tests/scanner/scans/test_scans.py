"""What needs the owner's word: nothing of it is touched without, nor in a lean look."""

import asyncio
import json
from pathlib import Path

import pytest

from checks.facts import FilesFacts, KevFacts, PortFacts, Target, UdpFacts
from checks.model import Outcome, Reason
from checks.profile import load
from checks.registry import all_checks, get
from scanner.engine import ready_engine
from scanner.lab.model import Lab
from scanner.observation import Observation
from scanner.planning.permission import audit_permit
from scanner.planning.plan import PlannedEndpoint, select_checks
from scanner.probes import ports, udp
from scanner.probes.context import ProbeContext, ProbeSettings
from tests.checks import builders

FILES = ("exposure.files", "exposure.directory_listing", "exposure.admin_panel")


def look(
    lab: Lab, name: str, *only: str, files: bool = False, may_ask_udp: bool = False, **settings: object
) -> Observation:
    """One host of the lab, by an audit that was told so much."""
    address = lab.hosts[f"{name}.brvt.test"]
    planned = PlannedEndpoint(
        host=address.host,
        https_port=address.https_port,
        http_port=address.http_port,
        permit=audit_permit(authorized=True, files=files, udp=may_ask_udp),
    )
    how = ProbeSettings(resolver=lab.resolver, ca_file=lab.ca_file, **settings)  # type: ignore[arg-type]

    async def looking() -> Observation:
        async with ready_engine(how, select_checks(load(), only), load()) as engine:
            return await engine.look(planned)

    return asyncio.run(looking())


def test_files_are_asked_for_where_the_owner_said_so(lab: Lab) -> None:
    """Everything is in order, the requests are counted, and each check is told."""
    seen = look(lab, "tot", *FILES, files=True)
    assert seen.facts is not None
    assert isinstance(seen.facts.files, FilesFacts)
    assert {verdict.outcome for verdict in seen.verdicts} == {Outcome.PASS}
    assert 30 <= seen.facts.files.requests <= 40
    assert seen.facts.files.requests < seen.requests < 60
    assert seen.connections["files"] <= 2


@pytest.mark.parametrize(
    ("files", "depth", "reason", "said"),
    [(False, "full", "not_permitted", "--files"), (True, "lean", "not_requested", "--depth lean")],
)
def test_files_are_left_alone_otherwise(lab: Lab, depth: str, reason: str, said: str, *, files: bool) -> None:
    """Port scans may be authorized: that is another thing."""
    seen = look(lab, "tot", *FILES, files=files, depth=depth)
    assert {verdict.reason for verdict in seen.verdicts} == {Reason(reason)}
    assert all(said in str(verdict.evidence["detail"]) for verdict in seen.verdicts)
    assert "files" not in seen.connections


OF_ZONES = ("dns.zone_transfer", "dns.wildcard", "dns.dangling", "dns.delegation", "ipv6.ns_reachable")


def test_a_zone_is_looked_at_where_the_host_itself_says_nothing(lab: Lab) -> None:
    """Its name servers answer, whatever its web server does; they refuse to give the zone away."""
    seen = look(lab, "khong-phan-hoi", *OF_ZONES)
    assert {verdict.check: verdict.outcome for verdict in seen.verdicts} == dict.fromkeys(
        OF_ZONES, Outcome.PASS
    )


def test_a_lean_look_asks_nothing_of_a_zone(lab: Lab) -> None:
    """It costs no question more than before there were such checks."""
    seen = look(lab, "tot", *OF_ZONES, depth="lean")
    assert {verdict.reason for verdict in seen.verdicts} == {Reason.NOT_REQUESTED}
    assert seen.connections["dns"] == 2


def test_a_site_that_is_another_over_ipv6_is_told(lab: Lab) -> None:
    """Its files were not asked for: nothing is passed for that address."""
    seen = look(lab, "ipv6-khac", "exposure.files", files=True)
    (verdict,) = seen.verdicts
    assert (verdict.outcome, verdict.reason) == (Outcome.NOT_TESTED, Reason.NOT_REQUESTED)
    assert "shows another page" in str(verdict.evidence)


def test_a_walk_of_one_address_passes_nothing_for_another(lab: Lab) -> None:
    """Where IPv6 shows another page, whatever is behind it was not seen; what is asked alone says so too."""
    content = ("content.spam_links", "content.redirect_hijack", "content.defacement")
    for asked, names in (("ipv6-khac", content), ("ipv6-khac", content[:1])):
        seen = look(lab, asked, *names)
        assert {(one.outcome, one.reason) for one in seen.verdicts} == {
            (Outcome.NOT_TESTED, Reason.INCOMPLETE)
        }
        assert all("shows another page" in str(one.evidence) for one in seen.verdicts)
    same = look(lab, "tot", *content)
    assert {one.outcome for one in same.verdicts} == {Outcome.PASS}


@pytest.mark.parametrize(
    ("allowed", "depth", "asks"), [(True, "full", True), (False, "full", False), (True, "lean", False)]
)
def test_udp_is_asked_where_the_owner_said_so(
    lab: Lab, monkeypatch: pytest.MonkeyPatch, depth: str, *, allowed: bool, asks: bool
) -> None:
    """Not because ports may be scanned, and never in a lean look."""
    asked = list[tuple[str, ...]]()

    async def noted(addresses: tuple[str, ...], _context: ProbeContext) -> UdpFacts:
        asked.append(addresses)
        return builders.udp()

    monkeypatch.setattr(udp, "probe", noted)
    seen = look(lab, "tot", "exposure.udp_services", may_ask_udp=allowed, depth=depth)
    (verdict,) = seen.verdicts
    assert bool(asked) is asks
    assert (verdict.outcome is Outcome.PASS) is asks


@pytest.mark.parametrize(("depth", "tried"), [("full", True), ("lean", False)])
def test_a_lean_look_tries_no_port_more(
    lab: Lab, monkeypatch: pytest.MonkeyPatch, depth: str, *, tried: bool
) -> None:
    """The ports of control systems and of cleartext are of the full depth; databases' are always tried."""
    named = list[int]()

    async def noted(
        _target: Target, _at: object, _permitted: object, ports_named: tuple[int, ...], _context: object
    ) -> PortFacts:
        named.extend(ports_named)
        return builders.ports()

    monkeypatch.setattr(ports, "probe", noted)
    only = ("exposure.database", "exposure.control_systems", "exposure.cleartext")
    look(lab, "tot", *only, depth=depth)
    assert set(get("exposure.database").ports) <= set(named)
    assert (502 in named, 587 in named) == (tried, tried)


def test_what_needs_a_word_of_its_own_is_of_the_full_depth() -> None:
    """A lean look costs no more than before there were such checks."""
    assert all(check.full_only for check in all_checks().values() if check.needs_permission)


CATALOGUE = {
    "catalogVersion": "2026.11.20",
    "vulnerabilities": [
        {"cveID": cve, "vendorProject": vendor, "product": product, "dateAdded": "2021-11-03"}
        for cve, vendor, product in (
            ("CVE-2021-41773", "Apache", "HTTP Server"),
            ("CVE-2021-44228", "Apache", "Log4j2"),
        )
    ],
}


def test_a_catalogue_tells_which_versions_were_seen(lab: Lab, tmp_path: Path) -> None:
    """Only what is about the products that were seen is kept with the facts."""
    file = tmp_path / "kev.json"
    file.write_text(json.dumps(CATALOGUE))
    seen = look(lab, "lo-phien-ban", "exposure.known_exploited", kev_file=file)
    assert seen.facts is not None
    assert isinstance(seen.facts.kev, KevFacts)
    assert [entry.cve for entry in seen.facts.kev.entries] == ["CVE-2021-41773"]
    (verdict,) = seen.verdicts
    assert verdict.outcome is Outcome.INFO
    assert "Apache HTTP Server 2.4.29" in verdict.summary.en


def test_a_catalogue_that_was_spoilt_since(lab: Lab, tmp_path: Path) -> None:
    """It could be read when it was set; now the reason is told, and no fault of this program's."""
    file = tmp_path / "kev.json"
    seen = look(lab, "tot", "exposure.known_exploited", kev_file=file)
    (verdict,) = seen.verdicts
    assert verdict.reason is Reason.UNREADABLE
