"""A province whose register holds all that the papers ask for, and the papers of its systems as text."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as DocumentType

from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.attributes import SystemKind
from inventory.law.ruleset import load_ruleset
from inventory.model import Endpoint, Inventory, Organization, OrganizationKind, System
from inventory.settings.letterhead import Letterhead
from reports.papers.case import PaperCase, system_case
from reports.papers.form import load_form
from reports.papers.word.filling import text_of
from reports.papers.writing import Paper, paper_of

TODAY = date(2026, 11, 27)
OWNER, UNIT, CENTRE = "UBND", "SKHCN", "TTCDS"
NAMES = {
    OWNER: "Ủy ban nhân dân tỉnh Minh Hải",
    UNIT: "Sở Khoa học và Công nghệ",
    CENTRE: "Trung tâm Chuyển đổi số tỉnh Minh Hải",
}
PLACE = {"dia_danh": "Minh Hải"}
K = EventKind


def body(code: str, **changes: Any) -> Organization:
    """One with everything that papers say of a body."""
    told: dict[str, Any] = {
        "code": code,
        "name": NAMES.get(code, code),
        "kind": OrganizationKind.COMMITTEE if code == OWNER else OrganizationKind.DEPARTMENT,
        "parent": None if code == OWNER else OWNER,
        "address": f"Số 1 đường Hùng Vương ({code})",
        "phone": "0290 3 831 000",
        "email": f"{code.lower()}@minhhai.example",
        "head_name": f"Nguyễn Văn {code.title()}",
        "head_title": "Chủ tịch" if code == OWNER else "Giám đốc",
        "functions_document": "Quyết định số 12/2025/QĐ-UBND ngày 01/03/2025",
    }
    return Organization(**{**told, **changes})


def system(level: int | None, code: str = "", **changes: Any) -> System:
    """One of a level, whose attributes call for that level, in operation."""
    told: dict[str, Any] = {
        "code": code or f"HT-{level}",
        "name": f"Hệ thống mức {level}",
        "owner": OWNER,
        "operator": CENTRE,
        "specialised_unit": UNIT,
        "proposed_level": level,
        "in_operation_since": date(2024, 1, 1),
        "standard": "TCVN 14423:2026; QCVN 01:2026/BCA",
        "system_kind": SystemKind.PUBLIC,
        "service_scope": "Toàn tỉnh; người dân, doanh nghiệp",
        "endpoints": (Endpoint(host="dvc.minhhai.example"),),
        **ATTRIBUTES.get(level or 0, {}),
    }
    return System(**{**told, **changes})


ATTRIBUTES: dict[int, dict[str, Any]] = {
    1: {"internal_use": True, "handles_private_data": False},
    2: {"basic_data_subjects": 500},
    3: {"handles_administrative_procedures": True, "handles_private_data": True},
    4: {"scope": "national", "around_the_clock": True, "handles_private_data": True},
    5: {"central_national_data": True, "handles_private_data": True},
}


def event(kind: EventKind, on: date, number: str | None, **changes: Any) -> ApprovalEvent:
    """One of a dossier's; its system and its number are set where it is used."""
    return ApprovalEvent(system="X", kind=kind, on=on, number=number, **changes)


DOSSIER = (
    event(K.DRAFTING, date(2026, 9, 1), None),
    event(K.REGULATION_ISSUED, date(2026, 9, 20), "77/QĐ-UBND", authority=NAMES[OWNER]),
    event(K.SUBMITTED, date(2026, 10, 5), "45/TTCDS-KT"),
    event(K.APPRAISED, date(2026, 10, 15), "301/SKHCN-CNS", result="Phù hợp"),
)


def case_of(
    *systems: System,
    bodies: Iterable[Organization] = (),
    events: Iterable[ApprovalEvent] = DOSSIER,
    others: Iterable[System] = (),
    **changes: Any,
) -> PaperCase:
    """The systems with the same events, in a register of the three bodies."""
    replaced = {one.code: one for one in (*map(body, NAMES), *bodies)}
    numbered = list(enumerate(events, start=1))
    rules = load_ruleset("nd331-2026")
    cases = tuple(
        system_case(
            one,
            [happened.model_copy(update={"system": one.code, "sequence": n}) for n, happened in numbered],
            rules,
            TODAY,
        )
        for one in systems
    )
    inventory = Inventory(organizations=tuple(replaced.values()), systems=(*systems, *others))
    return PaperCase(
        **{"day": TODAY, "inventory": inventory, "systems": cases, "letterhead": Letterhead(), **changes}
    )


def paper(number: str, case: PaperCase, **told: Any) -> Paper:
    """A form of the shipped template; the place, which no register holds, is given."""
    named = {**PLACE, **told.pop("told", {})}
    return paper_of(case, load_form(number), told=named, **told)


def opened(content: bytes) -> DocumentType:
    """The document of a file."""
    return docx.Document(BytesIO(content))


def text(content: bytes) -> str:
    """What it says, a paragraph a line, those of tables in their place."""
    return text_of(opened(content))


def in_order(content: bytes, *parts: str) -> None:
    """Each part stands in the text, after the one before it.

    Raises:
        AssertionError: one doesn't.

    """
    whole, at = text(content), 0
    for part in parts:
        found = whole.find(part, at)
        assert found >= 0, f"{part!r} is not there, or not in its place, in:\n{whole}"
        at = found + len(part)
