"""scanner.planning.permission: nothing is touched without a permission that holds."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from checks.registry import get
from inventory.model import ScanPermission, System
from scanner.planning.permission import audit_permit, scan_permit

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


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
