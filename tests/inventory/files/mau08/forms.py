"""Forms as people fill them in, for tests of the import."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from inventory.approvals.events import ApprovalEvent
from inventory.files.mau08.form import HEADINGS, Field
from inventory.files.mau08.reading import ReadForm, read_mau_08
from inventory.model import Inventory, Organization, System

TODAY = date(2026, 11, 21)
AS_OF = date(2025, 12, 14)
Rows = Sequence[Sequence[object]]
TITLES: Rows = (
    ("UBND TỈNH", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("DANH SÁCH HỆ THỐNG THÔNG TIN VÀ CẤP ĐỘ",),
    ("(Số liệu từ 15/12/2024 đến ngày 14/12/2025)",),
    (),
)
SYSTEM = {
    Field.NUMBER: 1,
    Field.NAME: "Hệ thống quản lý văn bản",
    Field.OWNER: "UBND tỉnh",
    Field.OPERATOR: "Sở Tài chính",
    Field.LEVEL: "Cấp độ 3",
}
KNOWN = Inventory(
    organizations=(
        Organization(code="SO-TC", name="Sở Tài chính", parent="UBND-TINH"),
        Organization(code="UBND-TINH", name="Ủy ban nhân dân tỉnh"),
    ),
    systems=(
        System(
            code="QLVB",
            name="Hệ thống quản lý văn bản",
            owner="UBND-TINH",
            operator="SO-TC",
            proposed_level=2,
            in_operation_since=date(2020, 1, 1),
        ),
    ),
)


def sheet(path: Path, rows: Rows, merged: Sequence[str] = ()) -> Path:
    """A workbook of one sheet with these rows and merged cells."""
    workbook = openpyxl.Workbook()
    worksheet = workbook.worksheets[0]
    worksheet.title = "Mẫu 08"
    for row in rows:
        worksheet.append(list(row))
    for cells in merged:
        worksheet.merge_cells(cells)
    workbook.save(path)
    return path


def form(path: Path, *systems: Mapping[Field, object], titles: Rows = TITLES, **changes: Any) -> Path:
    """The official form with these systems; without any, the one system of ``SYSTEM`` with changed cells."""
    cells = {Field[name.upper()]: value for name, value in changes.items()}
    rows = [[row.get(field) for field in HEADINGS] for row in systems or ({**SYSTEM, **cells},)]
    return sheet(path, [*titles, list(HEADINGS.values()), *rows])


def read(
    path: Path, known: Inventory = KNOWN, events: Sequence[ApprovalEvent] = (), as_of: date | None = None
) -> ReadForm:
    """Read a form on a fixed day."""

    def events_of(system: str) -> list[ApprovalEvent]:
        return [event for event in events if event.system == system]

    return read_mau_08(path, known, events_of, as_of=as_of, today=TODAY)


def doubts(path: Path, known: Inventory = KNOWN, events: Sequence[ApprovalEvent] = ()) -> list[str]:
    """Why rows are not stored, as a person reads it."""
    return [str(error) for error in read(path, known, events).unsure]


def told(read_form: ReadForm) -> list[tuple[str, str, str | None]]:
    """The events: kind, day and number."""
    return [(event.kind.value, event.on.isoformat(), event.number) for event in read_form.file.events]
