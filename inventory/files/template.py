"""The workbook that people fill in: explained, with drop-downs and example rows."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.attributes import Scope, SystemKind
from inventory.files.drop_downs import add_lists, prepare_columns
from inventory.files.layout.choices import SETTINGS
from inventory.files.layout.filled_sheets import Filled, filled_sheets
from inventory.files.layout.instructions import INSTRUCTIONS
from inventory.files.layout.sheets import BY_PART, SHEETS, Part
from inventory.files.workbook_writing import WRAPPED, cell_with, new_workbook, saved
from inventory.files.writing import write_whole
from inventory.model import Endpoint, Inventory, Organization, OrganizationKind, ScanPermission, System

FILLED_ROWS = 2_000  # as far as the drop-downs reach
GUIDE = "Hướng dẫn"
EXAMPLE_FILL = PatternFill("solid", fgColor="FFF2CC")
EXAMPLE_FONT = Font(italic=True, color="7F6000")
EXAMPLE = Inventory(
    organizations=(
        Organization(
            code="VD-UBND",
            name="VÍ DỤ – Ủy ban nhân dân tỉnh (xóa dòng này)",
            kind=OrganizationKind.COMMITTEE,
            valid_from=date(2020, 1, 1),
        ),
        Organization(
            code="VD-SO",
            name="VÍ DỤ – Sở Thông tin và Truyền thông (xóa dòng này)",
            kind=OrganizationKind.DEPARTMENT,
            parent="VD-UBND",
            valid_from=date(2020, 1, 1),
            address="VÍ DỤ – Số 1, đường …",
            phone="0254 000 000",
            email="van-thu@vi-du.brvt.test",
            head_name="VÍ DỤ – Trần Thị B",
            head_title="Giám đốc",
            functions_document="VÍ DỤ – Quyết định số …",
            contact_name="VÍ DỤ – Nguyễn Văn A",
            contact_email="antt@vi-du.brvt.test",
            contact_phone="0254 000 000",
        ),
    ),
    systems=(
        System(
            code="VD-CONG",
            name="VÍ DỤ – Cổng thông tin điện tử (xóa dòng này)",
            owner="VD-UBND",
            operator="VD-SO",
            specialised_unit="VD-SO",
            proposed_level=3,
            in_operation_since=date(2021, 3, 15),
            is_portal=True,
            basic_data_subjects=1200,
            internal_use=False,
            online_public_service_level=3,
            handles_administrative_procedures=True,
            scope=Scope.PROVINCE,
            system_kind=SystemKind.PUBLIC,
            service_scope="VÍ DỤ – người dân, doanh nghiệp trong tỉnh",
            standard="TCVN 11930:2017",
            endpoints=(Endpoint(host="vi-du.brvt.test", allowed_ports=(80, 443)),),
            permission=ScanPermission(families=("tls", "cert", "web"), granted_by="VÍ DỤ – Công văn số …"),
        ),
    ),
)
EXAMPLE_EVENTS = (
    ApprovalEvent(
        system="VD-CONG",
        kind=EventKind.APPROVED,
        on=date(2022, 6, 1),
        level=3,
        number="VÍ DỤ 01/QĐ-UBND",
        authority="VÍ DỤ – Ủy ban nhân dân tỉnh",
    ),
)


def write_template(path: Path) -> None:
    """Write the template. Its example rows import cleanly; their host exists nowhere.

    Raises:
        InventoryError: the file can't be written.

    """
    settings = Filled(BY_PART[Part.SETTINGS], tuple((label, None) for label in SETTINGS.labels))
    examples = filled_sheets(EXAMPLE, EXAMPLE_EVENTS)
    workbook = new_workbook([settings, *(one for one in examples if one.sheet.part is not Part.SETTINGS)])
    for sheet in SHEETS:
        worksheet = workbook[sheet.vi]
        if sheet.part is not Part.SETTINGS:
            _mark_examples(worksheet)
        prepare_columns(worksheet, sheet, FILLED_ROWS)
    _add_guide(workbook)
    add_lists(workbook)
    write_whole(path, saved(workbook))


def _mark_examples(worksheet: Worksheet) -> None:
    for row in worksheet.iter_rows(min_row=2):
        for cell in row:
            cell.fill, cell.font = EXAMPLE_FILL, EXAMPLE_FONT


def _add_guide(workbook: Workbook) -> None:
    guide = workbook.create_sheet(GUIDE, 0)
    for text in _guide_lines():
        cell = cell_with(guide, text)
        cell.alignment = WRAPPED
        cell.font = Font(bold=text in {INSTRUCTIONS[0].vi, INSTRUCTIONS[0].en})
        guide.append([cell])
    guide.column_dimensions["A"].width = 110
    workbook.active = 0


def _guide_lines() -> Iterator[str]:
    yield from (wording.vi for wording in INSTRUCTIONS)
    yield ""
    yield from (wording.en for wording in INSTRUCTIONS)
