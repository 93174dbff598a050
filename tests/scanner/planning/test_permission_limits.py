"""The edges of a permission, in Viet Nam's time, and what a refusal says."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from inventory.model import ScanPermission, System
from scanner.planning.permission import audit_permit, scan_permit

VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")
BARE = System(code="B", name="B", owner="O")
NIGHT, WORK = (time(22), time(5)), (time(8), time(17))


def at(hour: int, minute: int, second: int = 0) -> datetime:
    """A moment of one day."""
    return datetime(2026, 6, 1, hour, minute, second, tzinfo=VIET_NAM)


NOON = at(12, 0)


def system(**permission: Any) -> System:
    """A system with a permission for tls and exposure, changed as told."""
    fields: dict[str, Any] = {"families": ("tls", "exposure"), **permission}
    return System(code="A", name="A", owner="O", permission=ScanPermission(**fields))


def holds(now: datetime, **permission: Any) -> bool:
    """Whether a permission holds at a moment."""
    return bool(scan_permit([system(**permission)], now).families)


@pytest.mark.parametrize(
    ("hours", "now", "allowed"),
    [
        (NIGHT, at(21, 59, 59), False),
        (NIGHT, at(22, 0), True),
        (NIGHT, at(23, 59, 59), True),
        (NIGHT, at(0, 0), True),
        (NIGHT, at(4, 59, 59), True),
        (NIGHT, at(5, 0), False),
        (WORK, at(7, 59, 59), False),
        (WORK, at(8, 0), True),
        (WORK, at(16, 59, 59), True),
        (WORK, at(17, 0), False),
        ((time(8), time(8)), at(8, 0), False),
        # One end alone: inside it the permission holds, whatever is said of the other side.
        ((time(22), None), at(22, 0), True),
        ((time(22), None), at(23, 59, 59), True),
        ((None, time(5)), at(0, 0), True),
        ((None, time(5)), at(4, 59, 59), True),
        ((None, None), NOON, True),
    ],
)
def test_hours_to_the_second(hours: tuple[time | None, time | None], now: datetime, *, allowed: bool) -> None:
    """From the first moment on, up to and without the last, over midnight as well."""
    start, end = hours
    assert holds(now, hours_from=start, hours_to=end) is allowed


def test_a_day_begins_at_midnight() -> None:
    """Validity changes with the date, not with the hour of the grant."""
    assert not holds(datetime(2026, 5, 31, 23, 59, 59, tzinfo=VIET_NAM), valid_from=date(2026, 6, 1))
    assert holds(at(0, 0), valid_from=date(2026, 6, 1))
    assert holds(at(23, 59, 59), valid_to=date(2026, 6, 2))
    assert not holds(datetime(2026, 6, 2, tzinfo=VIET_NAM), valid_to=date(2026, 6, 2))


@pytest.mark.parametrize(
    ("systems", "refusal"),
    [
        ([BARE], "the inventory grants no permission"),
        ([], "the inventory grants no permission"),
        ([BARE, system(valid_to=date(2026, 6, 1))], "no permission holds at this date and hour"),
        (
            [system(hours_from=time(22), hours_to=time(5)), system(hours_from=time(1), hours_to=time(2))],
            "no permission holds at this date and hour (22:00–05:00; 01:00–02:00)",
        ),
        (
            [system(hours_from=time(22), hours_to=time(5), valid_to=date(2026, 6, 1))],
            "no permission holds at this date and hour",
        ),
        ([BARE, system()], "the permission leaves this family out"),
    ],
)
def test_a_refusal_says_why(systems: list[System], refusal: str) -> None:
    """It stands in a verdict's evidence, so its words are fixed."""
    assert scan_permit(systems, NOON).refusal == refusal


def test_an_audit_says_what_a_port_scan_needs() -> None:
    """Nothing is refused to the authorized."""
    assert audit_permit(authorized=True).refusal == ""
    refusal = "a port scan needs a permission in the inventory, or --authorized"
    assert audit_permit(authorized=False).refusal == refusal


def test_a_permission_that_does_not_hold_adds_nothing() -> None:
    """Neither its families, nor its ports, nor its limit count beside one that holds."""
    past = {"valid_to": date(2026, 6, 1), "ports": (22,), "connections_per_address": 1}
    permit = scan_permit([system(**past), system(families=("tls",), connections_per_address=2)], NOON)
    assert (permit.families, permit.port_scan, permit.ports) == (frozenset({"tls"}), False, ())
    assert permit.per_address == 2


def test_ports_add_up_unless_one_asks_for_the_most_common() -> None:
    """Sorted and each once; only permissions that allow a port scan have a say."""
    named = [system(ports=(443, 22)), system(ports=(22, 80)), system(families=("tls",), ports=(9,))]
    assert scan_permit(named, NOON).ports == (22, 80, 443)
    assert scan_permit([*named, system(ports=())], NOON).ports == ()
