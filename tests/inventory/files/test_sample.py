"""The sample reproduces the figures of Decision 180/QĐ-BCĐ for 31/05/2023."""

from collections import Counter
from datetime import date

from inventory.approvals.replay import statuses
from inventory.approvals.vocabulary import ProtectionPlan
from inventory.files.sample import sample
from inventory.model import OrganizationKind

THEN, NOW = date(2023, 5, 31), date(2026, 11, 21)
HOSTS = """
tot tot-hsts hien-dai trung-gian cu-tls10 cu-tls1x het-han sap-het-han tu-ky sai-ten ca-la khoa-yeu
chu-ky-sha1 khong-hsts khong-chuyen-huong chi-http cookie-xau tieu-de-thieu csp-yeu lo-phien-ban mo-csdl
mo-quan-tri mo-chia-se khong-ipv6 ipv6-hong ipv6-khac khong-nhan nhan-sai khong-phan-hoi dung-chung
"""
FAMILIES = {"tls", "cert", "web", "ipv6", "exposure", "content", "label", "dns", "mail"}


def _counts(on: date) -> tuple[int, int, int]:
    """Approved, compliant, labelled."""
    found = statuses(sample().events, on).values()
    compliant = sum(status.approved and status.plan is ProtectionPlan.FULL for status in found)
    return sum(status.approved for status in found), compliant, sum(status.labelled for status in found)


def test_the_sizes_are_the_decisions() -> None:
    """31 systems in operation, 25 of them portals; 82 communes, 19 of them with a page."""
    inventory = sample().inventory
    running = [system for system in inventory.systems if system.in_operation(THEN)]
    communes = [item for item in inventory.organizations if item.kind is OrganizationKind.COMMUNE]
    pages = [item for item in communes if item.web_page_since and item.web_page_since <= THEN]
    assert (len(running), len(inventory.systems)) == (31, 31)
    assert sum(system.is_portal for system in running) == 25
    assert (len(communes), len(pages)) == (82, 19)


def test_the_baseline_is_the_decisions() -> None:
    """4 approved (12.9 %), 1 compliant (3.2 %), 18 labelled (72 %)."""
    assert _counts(THEN) == (4, 1, 18)


def test_progress_shows_today() -> None:
    """More approved, more compliant, and labels that have ended since."""
    assert _counts(NOW) == (19, 8, 22)
    assert sum(event.kind == "label-granted" for event in sample().events) == 24


def test_every_regulation_is_issued_before_its_approval() -> None:
    """As Decree 85/2016 wants it; so the sample teaches nothing wrong."""
    approved = {event.system: event.on for event in sample().events if event.kind == "approved"}
    issued = {event.system: event.on for event in sample().events if event.kind == "regulation-issued"}
    assert all(on <= approved[system] for system, on in issued.items())


def test_the_endpoints_are_the_labs() -> None:
    """Thirty names under brvt.test, one of them shared by ten agencies' portals."""
    inventory = sample().inventory
    hosts = Counter(endpoint.host for _, endpoint in inventory.endpoints())
    assert set(hosts) == {f"{host}.brvt.test" for host in HOSTS.split()}
    assert hosts["dung-chung.brvt.test"] == 10
    assert all(system.endpoints for system in inventory.systems)
    assert all(endpoint.key[1:] == (443, 80) for _, endpoint in inventory.endpoints())


def test_every_system_may_be_scanned() -> None:
    """The demonstration needs each family."""
    permissions = [system.permission for system in sample().inventory.systems]
    assert all(permission and set(permission.families) == FAMILIES for permission in permissions)


def test_it_is_marked_as_illustrative() -> None:
    """Nobody takes a made-up system or commune for a real one."""
    inventory = sample().inventory
    communes = [item for item in inventory.organizations if item.kind is OrganizationKind.COMMUNE]
    names = [system.name for system in inventory.systems] + [commune.name for commune in communes]
    assert all("minh họa" in name for name in names)
    assert all("minh họa" in event.number for event in sample().events if event.number)


def test_later_events_are_left_out_for_an_earlier_clock() -> None:
    """An approval log refuses what lies in its future."""
    assert max(event.on for event in sample(THEN).events) <= THEN
