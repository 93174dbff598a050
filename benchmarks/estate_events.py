"""A large estate whose life cycles are legal: systems, their owners, and fifty events each."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle, islice
from random import Random

from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.model import Endpoint, Inventory, Organization, Setting, System
from inventory.setting_keys import SettingKey

K = EventKind
BODIES = 100
SPAN_DAYS = 3600  # since Decree 85/2016, before which there were no levels
UNIT = "Sở Thông tin và Truyền thông"
LEVEL = 2  # appraised and approved by the specialised unit
APPROVED = (
    K.DRAFTING,
    K.SUBMITTED,
    K.APPRAISED,
    K.REGULATION_ISSUED,
    K.APPROVED,
    K.PLAN_PARTIAL,
    K.PLAN_FULL,
)
REDONE = (K.DRAFTING, K.SUBMITTED, K.RETURNED, K.SUBMITTED, K.APPRAISED, K.APPROVED, K.PLAN_FULL, K.ASSESSED)
SENT_BACK = (K.SUBMITTED, K.RETURNED)
TOLD: dict[EventKind, dict[str, object]] = {
    K.APPRAISED: {"authority": UNIT, "result": "Đạt", "level": LEVEL},
    K.ASSESSED: {"authority": "Đơn vị đánh giá độc lập", "result": "Định kỳ: đạt"},
    K.REGULATION_ISSUED: {"number": "1/QĐ-CQ"},
    K.RETURNED: {"result": "Thiếu phương án bảo đảm an ninh mạng"},
}


def estate(systems: int) -> Inventory:
    """So many systems, two in three of them portals, owned by a hundred bodies."""
    unit = Organization(code="SO-TTTT", name=UNIT)
    bodies = tuple(
        Organization(code=f"CQ-{number:03}", name=f"Cơ quan số {number}") for number in range(BODIES)
    )
    plan = Setting(key=SettingKey.PLAN, value="brvt-2023")
    return Inventory(
        organizations=(unit, *bodies), systems=tuple(map(_system, range(systems))), settings=(plan,)
    )


def events(system: System, number: int, each: int, last: date) -> Iterator[ApprovalEvent]:
    """So many events of one system by its last day; one in four is sent back again and again."""
    random = Random(number)  # noqa: S311 - the same estate each time, nothing secret
    days = sorted(random.sample(range(SPAN_DAYS), each))
    kinds = _sent_back() if number % 4 == 0 else _approved(is_portal=system.is_portal)
    for place, (kind, day) in enumerate(zip(kinds, days, strict=False)):
        on = last - timedelta(days=SPAN_DAYS - 1 - day)
        told = {**TOLD.get(kind, {}), **_decided(kind, number, place), **_label(kind, on)}
        yield ApprovalEvent.model_validate({"system": system.code, "kind": kind, "on": on, **told})


def _system(number: int) -> System:
    return System(
        code=f"HT-{number:04}",
        name=f"Hệ thống thông tin quản lý chuyên ngành số {number}",
        owner=f"CQ-{number % BODIES:03}",
        operator=f"CQ-{number % BODIES:03}",
        specialised_unit="SO-TTTT",
        proposed_level=LEVEL,
        in_operation_since=date(2010, 1, 1),
        is_portal=number % 3 > 0,
        endpoints=(Endpoint(host=f"ht{number:04}.brvt.test"),),
    )


def _approved(*, is_portal: bool) -> Iterator[EventKind]:
    yield from APPROVED
    again = (*REDONE, *((K.LABEL_GRANTED,) if is_portal else ()))
    yield from cycle(again)


def _sent_back() -> Iterator[EventKind]:
    yield K.DRAFTING
    yield from islice(cycle(SENT_BACK), 10_000)


def _decided(kind: EventKind, number: int, place: int) -> dict[str, object]:
    if kind is not K.APPROVED:
        return {}
    return {"level": LEVEL, "number": f"{number}.{place}/QĐ-STTTT", "authority": UNIT}


def _label(kind: EventKind, on: date) -> dict[str, object]:
    return {"until": on + timedelta(days=365)} if kind is K.LABEL_GRANTED else {}
