"""A small register whose form lacks nothing, to take things away from."""

from datetime import date
from typing import Any

from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.attributes import SystemKind
from inventory.files.reading.result import ImportedFile
from inventory.model import Inventory, Organization, System

TODAY = date(2026, 12, 16)
YEAR = 2026
DAY = date(2026, 3, 4)
PAPERS = {
    "address": "1 đường A",
    "phone": "0254 1",
    "email": "vt@a.example",
    "head_name": "Nguyễn Văn A",
    "head_title": "Chủ tịch",
    "functions_document": "Quyết định số 1/QĐ",
}
OWNER = Organization(code="UBND", name="UBND tỉnh A", **PAPERS)
UNIT = Organization(code="SO", name="Sở Khoa học và Công nghệ", parent="UBND", **PAPERS)


def system(code: str, **fields: Any) -> System:
    """A system of which everything is recorded."""
    whole = {
        "name": f"Hệ thống {code}",
        "owner": "UBND",
        "operator": "SO",
        "specialised_unit": "SO",
        "proposed_level": 2,
        "system_kind": SystemKind.INTERNAL,
        "approval_expected": date(2027, 2, 1),
        "plan_expected": date(2027, 6, 30),
    }
    return System.model_validate({"code": code, **whole, **fields})


def event(code: str, kind: EventKind, on: date = DAY, **fields: Any) -> ApprovalEvent:
    """One event, with the number and body that a document has."""
    whole = {"number": f"{on.day}/QĐ-UBND", "authority": "UBND tỉnh A"}
    return ApprovalEvent.model_validate({"system": code, "kind": kind, "on": on, **whole, **fields})


def approved(code: str) -> list[ApprovalEvent]:
    """An approval in its order: regulation, decision, plan, assessment."""
    return [
        event(code, EventKind.REGULATION_ISSUED, date(2026, 3, 1)),
        event(code, EventKind.APPROVED, level=2),
        event(code, EventKind.PLAN_FULL),
        event(code, EventKind.ASSESSED, result="Định kỳ"),
    ]


def register(systems: list[System], events: list[ApprovalEvent]) -> ImportedFile:
    """With the two bodies; events numbered as in a log."""
    numbered = [told.model_copy(update={"sequence": place}) for place, told in enumerate(events, start=1)]
    return ImportedFile(Inventory(organizations=(OWNER, UNIT), systems=tuple(systems)), tuple(numbered))
