"""One system, its bodies, and events of it as a test needs them."""

from datetime import date
from typing import Any

from inventory.approvals.events import ApprovalEvent, EventKind, Source
from inventory.approvals.rules.authorities import Authorities
from inventory.approvals.rules.history import new_refusals
from inventory.approvals.rules.model import Refusal
from inventory.model import Organization, System

K = EventKind
TODAY = date(2023, 12, 31)
BODIES = (
    Organization(code="UBND", name="Ủy ban nhân dân tỉnh Bà Rịa – Vũng Tàu"),
    Organization(code="SO-TC", name="Sở Tài chính", parent="UBND"),
    Organization(code="SO-TTTT", name="Sở Thông tin và Truyền thông", parent="UBND"),
)
AUTHORITIES = Authorities({body.code: body for body in BODIES})
SYSTEM = System(
    code="S",
    name="S",
    owner="SO-TC",
    operator="SO-TC",
    specialised_unit="SO-TTTT",
    proposed_level=3,
    in_operation_since=date(2020, 1, 1),
    is_portal=True,
)
USUAL: dict[EventKind, dict[str, object]] = {
    K.APPRAISED: {"authority": "Sở TTTT", "result": "Đạt"},
    K.APPROVED: {"level": 3, "number": "1/QĐ-UBND", "authority": "UBND tỉnh"},
    K.ASSESSED: {"result": "Định kỳ: đạt", "authority": "Đơn vị đánh giá"},
    K.RETURNED: {"result": "Thiếu phương án"},
    K.REGULATION_ISSUED: {"number": "12/QĐ-STC"},
    K.REVOKED: {"number": "1/QĐ-UBND", "authority": "UBND tỉnh"},
}


def event(kind: EventKind, month: int, day: int = 1, **fields: Any) -> ApprovalEvent:
    """An event of 2023, recorded as it happened, with what such an event usually says."""
    values = {"system": "S", "kind": kind, "on": date(2023, month, day), "source": Source.CLI}
    return ApprovalEvent.model_validate({**values, **USUAL.get(kind, {}), **fields})


def numbered(*events: ApprovalEvent) -> list[ApprovalEvent]:
    """The events in the order of recording."""
    return [one.model_copy(update={"sequence": place}) for place, one in enumerate(events, start=1)]


def refusals(*events: ApprovalEvent, system: System = SYSTEM) -> list[Refusal]:
    """What the last event breaks, after the others."""
    *known, new = numbered(*events)
    return list(new_refusals(known, [new], system, AUTHORITIES, TODAY))


def rules(*events: ApprovalEvent, system: System = SYSTEM) -> set[str]:
    """The rules that refuse the last event."""
    return {one.rule for one in refusals(*events, system=system)}


def approved(level: int = 3, **fields: Any) -> list[ApprovalEvent]:
    """A dossier's whole way to its approval, by June."""
    authority = "UBND tỉnh" if level > 2 else "Sở TTTT"
    return [
        event(K.DRAFTING, 1, level=level),
        event(K.SUBMITTED, 2),
        event(K.APPRAISED, 3, level=level),
        event(K.REGULATION_ISSUED, 4),
        event(K.APPROVED, 6, **{"level": level, "authority": authority, **fields}),
    ]
