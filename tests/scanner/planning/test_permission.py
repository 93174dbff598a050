"""scanner.planning.permission: nothing is touched without a permission that holds."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from checks.registry import get
from inventory.model import ScanPermission, System
from scanner.planning.permission import audit_permit, scan_permit
from scanner.planning.plan import PlannedEndpoint
from tests.zones import machine_in

NOON = datetime(2026, 6, 1, 5, 0, tzinfo=UTC)  # in Viet Nam


@pytest.fixture(autouse=True)
def _no_zone_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAPDO_TIMEZONE", raising=False)


NIGHT: dict[str, Any] = {"hours_from": time(22), "hours_to": time(5)}


def system(**permission: Any) -> System:
    """A system with a permission for tls and exposure, changed as told."""
    fields: dict[str, Any] = {"families": ("tls", "exposure"), **permission}
    return System(code="A", name="A", owner="O", permission=ScanPermission(**fields))


def test_no_permission_allows_nothing() -> None:
    """A system without a permission is not touched, and the verdict says why."""
    permit = scan_permit([System(code="A", name="A", owner="O")], NOON)
    assert not permit.allows(get("tls.protocols"))
    assert not permit.port_scan
    assert "no permission" in permit.refusal


@pytest.mark.parametrize(
    ("start", "end", "allowed"),
    [
        (time(8), time(17), True),
        (time(13), time(17), False),
        (time(22), time(6), False),
        (time(22), time(13), True),
        (time(12), time(13), True),
        (time(11), time(12), False),
    ],
)
def test_hours_hold_over_midnight(start: time, end: time, allowed: bool) -> None:  # noqa: FBT001 - a table
    """Hours include their start, leave out their end, and may pass midnight."""
    permit = scan_permit([system(hours_from=start, hours_to=end)], NOON)
    assert permit.allows(get("tls.protocols")) is allowed
    assert permit.port_scan is allowed


def allowed_at(hour: int, minute: int, **permission: Any) -> bool:
    """Whether a permission lets the scanner in at a time of UTC."""
    moment = datetime(2026, 11, 26, hour, minute, tzinfo=UTC)
    return scan_permit([system(**permission)], moment).allows(get("tls.protocols"))


@pytest.mark.parametrize("machine", ["UTC", "America/New_York", "Asia/Ho_Chi_Minh"])
@pytest.mark.parametrize(
    ("hour", "minute", "allowed"),
    [
        (14, 59, False),  # 21:59 in Viet Nam
        (15, 0, True),
        (17, 30, True),
        (21, 59, True),
        (22, 0, False),  # 05:00, when people come to work
        (3, 0, False),
    ],
)
def test_hours_are_viet_nams_wherever_the_machine_is(
    machine: str, hour: int, minute: int, *, allowed: bool
) -> None:
    """From 22:00 to 05:00 is the night there, not that of a server set to UTC."""
    with machine_in(machine):
        assert allowed_at(hour, minute, **NIGHT) is allowed


@pytest.mark.parametrize(("hour", "allowed"), [(2, False), (3, True), (9, True), (10, False), (15, False)])
def test_hours_follow_the_zone_that_is_named(
    monkeypatch: pytest.MonkeyPatch, hour: int, *, allowed: bool
) -> None:
    """CAPDO_TIMEZONE, not TZ: in New York 22:00 is 03:00 UTC in November."""
    monkeypatch.setenv("CAPDO_TIMEZONE", "America/New_York")
    with machine_in("UTC"):
        assert allowed_at(hour, 0, **NIGHT) is allowed


@pytest.mark.parametrize(
    ("end", "hour", "allowed"),
    [
        ({"hours_from": time(22)}, 14, False),
        ({"hours_from": time(22)}, 15, True),
        ({"hours_from": time(22)}, 16, True),
        ({"hours_from": time(22)}, 17, False),  # midnight
        ({"hours_to": time(5)}, 16, False),
        ({"hours_to": time(5)}, 17, True),
        ({"hours_to": time(5)}, 21, True),
        ({"hours_to": time(5)}, 22, False),
    ],
)
def test_hours_with_one_end_have_midnight_as_the_other(
    end: dict[str, Any], hour: int, *, allowed: bool
) -> None:
    """No import takes them; where a database holds such hours, they never mean the whole day."""
    assert allowed_at(hour, 0, **end) is allowed


@pytest.mark.parametrize("machine", ["UTC", "America/New_York"])
def test_validity_begins_at_viet_nams_midnight(machine: str) -> None:
    """A permission of 27/11 holds from 17:00 UTC of the day before."""
    with machine_in(machine):
        assert not allowed_at(16, 59, valid_from=date(2026, 11, 27))
        assert allowed_at(17, 0, valid_from=date(2026, 11, 27))


@pytest.mark.parametrize(
    ("dates", "allowed"),
    [
        ({}, True),
        ({"valid_from": date(2026, 6, 1)}, True),
        ({"valid_from": date(2026, 6, 2)}, False),
        ({"valid_to": date(2026, 6, 1)}, False),
        ({"valid_to": date(2026, 6, 2)}, True),
    ],
)
def test_validity_dates_hold(dates: dict[str, date], allowed: bool) -> None:  # noqa: FBT001 - a table
    """A permission holds from its first day up to, not on, its end date."""
    assert scan_permit([system(**dates)], NOON).allows(get("tls.protocols")) is allowed


def test_port_scans_need_the_exposure_family() -> None:
    """A permission for TLS alone never lets ports be scanned."""
    permit = scan_permit([system(families=("tls",))], NOON)
    assert permit.allows(get("tls.protocols"))
    assert not permit.port_scan


def test_a_shared_endpoint_joins_permissions_under_the_gentlest_limit() -> None:
    """Families and ports of two systems add up; the smaller connection limit holds for both."""
    first = system(families=("tls",), connections_per_address=3)
    second = system(families=("exposure",), ports=(22, 3306), connections_per_address=1)
    permit = scan_permit([first, second], NOON)
    assert permit.families == frozenset({"tls", "exposure"})
    assert permit.ports == (22, 3306)
    assert permit.per_address == 1


def test_an_audit_behaves_like_a_browser_unless_authorized() -> None:
    """Every family may be judged, but ports are scanned only with authorization."""
    assert audit_permit(authorized=False).allows(get("tls.protocols"))
    assert not audit_permit(authorized=False).port_scan
    assert audit_permit(authorized=True).port_scan


@pytest.mark.parametrize(
    ("permission", "opening"),
    [
        (NIGHT, datetime(2026, 6, 1, 15, 0, tzinfo=UTC)),
        ({"hours_from": time(13), "hours_to": time(17)}, datetime(2026, 6, 1, 6, 0, tzinfo=UTC)),
        ({"hours_from": time(8), "hours_to": time(11)}, datetime(2026, 6, 2, 1, 0, tzinfo=UTC)),
        ({"valid_from": date(2026, 6, 2)}, datetime(2026, 6, 1, 17, 0, tzinfo=UTC)),
        ({**NIGHT, "valid_from": date(2026, 6, 2)}, datetime(2026, 6, 1, 17, 0, tzinfo=UTC)),
        ({"valid_from": date(2026, 6, 3)}, None),
        ({"valid_to": date(2026, 6, 1)}, None),
        ({**NIGHT, "valid_to": date(2026, 6, 1)}, None),
        ({**NIGHT, "families": ("web",)}, None),
    ],
)
def test_the_next_permitted_moment_is_told(permission: dict[str, Any], opening: datetime | None) -> None:
    """At noon: when a check may look within a day; never, where the permission has ended or leaves it out."""
    planned = PlannedEndpoint(host="a.test", permit=scan_permit((), NOON), systems=(system(**permission),))
    assert planned.opens_at([get("tls.protocols")], NOON) == opening


def test_what_may_be_looked_at_now_does_not_wait() -> None:
    """Nor does what was typed, which no permission binds, or what has no permission at all."""
    open_now = PlannedEndpoint(host="a.test", permit=scan_permit((), NOON), systems=(system(),))
    typed = PlannedEndpoint(host="a.test", permit=audit_permit(authorized=False))
    bare = System(code="A", name="A", owner="O")
    none = PlannedEndpoint(host="a.test", permit=scan_permit((bare,), NOON), systems=(bare,))
    assert all(planned.opens_at([get("tls.protocols")], NOON) is None for planned in (open_now, typed, none))


def test_a_family_of_another_hour_names_its_hours() -> None:
    """Beside one that holds now: what waits, what nobody permitted, and what is over are told apart."""
    night = system(families=("web", "tls"), **NIGHT)
    always, over = system(families=("tls",)), system(families=("ipv6",), valid_to=date(2026, 5, 1), **NIGHT)
    permit = scan_permit(
        [night, system(families=("web",), **NIGHT | {"hours_to": time(6)}), always, over], NOON
    )
    web, ipv6 = permit.why_not("web"), permit.why_not("ipv6")
    assert web.hours == ("22:00–05:00", "22:00–06:00")
    assert "22:00–05:00; 22:00–06:00" in web.detail
    assert not ipv6.hours
    assert "leaves this family out" in ipv6.detail
    assert permit.covers("tls")


def test_where_nothing_holds_now_only_what_is_permitted_waits() -> None:
    """The hours are named for the families that they open; the others need a permission of their own."""
    permit = scan_permit([system(families=("tls",), **NIGHT)], NOON)
    assert permit.why_not("tls").hours == ("22:00–05:00",)
    assert not permit.why_not("web").hours
    assert not scan_permit([system(families=("tls",), valid_to=date(2026, 6, 1), **NIGHT)], NOON).hours


@pytest.mark.parametrize(
    ("families", "check", "allowed"),
    [
        (("exposure",), "exposure.ports", True),
        (("exposure",), "exposure.files", False),
        (("exposure",), "exposure.udp_services", False),
        (("files",), "exposure.files", True),
        (("files",), "exposure.directory_listing", True),
        (("files",), "exposure.admin_panel", True),
        (("files",), "exposure.ports", False),
        (("udp",), "exposure.udp_services", True),
        (("udp",), "exposure.files", False),
        (("exposure", "udp", "files"), "exposure.files", True),
    ],
)
def test_what_asks_more_than_a_visitor_has_a_word_of_its_own(
    families: tuple[str, ...], check: str, *, allowed: bool
) -> None:
    """Neither files nor UDP services are part of the family of port scans, nor the other way round."""
    permit = scan_permit([system(families=families)], NOON)
    assert permit.allows(get(check)) is allowed
    assert (permit.files, permit.udp) == ("files" in families, "udp" in families)
    if not allowed:
        assert permit.why_not(get(check).permitted_by).detail == "the permission leaves this family out"


@pytest.mark.parametrize(
    ("families", "permitted"),
    [
        ([("dns", "zone_transfer")], True),
        ([("dns",)], False),
        ([("zone_transfer",)], False),
        ([("dns",), ("tls", "zone_transfer")], False),
        ([("tls",), ("tls", "dns", "zone_transfer")], True),
    ],
)
def test_a_zone_is_copied_where_one_permission_says_so(
    families: list[tuple[str, ...]], *, permitted: bool
) -> None:
    """The family and the word stand in one permission: the owner of the zone wrote both."""
    granted = [system(families=one) for one in families]
    assert scan_permit(granted, NOON).zone_transfer is permitted
    assert [audit_permit(authorized=told).zone_transfer for told in (False, True)] == [False, True]


@pytest.mark.parametrize("authorized", [False, True])
def test_an_audit_needs_the_owner_s_word_for_each(*, authorized: bool) -> None:
    """That ports may be scanned says nothing of files or of UDP."""
    plain = audit_permit(authorized=authorized)
    assert (plain.files, plain.udp) == (False, False)
    told = audit_permit(authorized=authorized, files=True)
    assert (told.files, told.udp, told.port_scan) == (True, False, authorized)
