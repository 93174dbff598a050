"""The workbook in which a unit answers for each requirement of its systems."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from inventory.files.drop_downs import prepare_columns
from inventory.files.layout.filled_sheets import Filled
from inventory.files.layout.sheets import BY_PART, Part, Sheet
from inventory.files.template import GUIDE
from inventory.files.workbook_writing import WRAPPED, cell_with, new_workbook, saved
from inventory.files.writing import write_whole
from inventory.model import Code, Text
from inventory.requirements.model import Catalogue, Requirement, SelfAssessment
from inventory.requirements.progress import SystemProgress

FIELDS = (
    *("system", "catalogue", "requirement", "title", "state", "on", "reason", "plan", "person", "due"),
    *("file", "file_sha256", "note"),
)
TOLD_FILL = PatternFill("solid", fgColor="F2F2F2")  # of what is there to be read
INSTRUCTIONS = (
    Text(vi="Tự đánh giá theo yêu cầu – hướng dẫn điền", en="Self-assessment – how to fill it in"),
    Text(
        vi="1. Mỗi dòng là một yêu cầu của cấp độ. Chọn kết quả trong danh sách; để trống là chưa trả lời.",
        en="1. Each row is a requirement of the level. Choose the state; a blank row is not answered.",
    ),
    Text(
        vi="2. “Không áp dụng” phải có lý do; “Đã có kế hoạch” phải có biện pháp hoặc thời hạn.",
        en="2. What does not apply needs a reason; what is planned needs a plan or a due day.",
    ),
    Text(
        vi="3. Ngày ghi theo dd/mm/yyyy. Khi đổi kết quả, hãy đổi “Tính đến ngày”; để trống là hôm nay.",
        en="3. Days are dd/mm/yyyy. With another state give another day of “as of”; blank is today.",
    ),
    Text(
        vi="4. Tệp bằng chứng: đường dẫn tính từ thư mục của tệp này; mã băm SHA-256 được ghi khi nhập.",
        en="4. Evidence: a path from this file's folder; its SHA-256 is recorded on import.",
    ),
    Text(
        vi="5. Nhập lại: capdo assessment import TỆP.xlsx. Có một dòng sai thì không dòng nào được ghi.",
        en="5. Import it: capdo assessment import FILE.xlsx. If one row is wrong, none is recorded.",
    ),
)


def write_self_assessment(path: Path, catalogue: Catalogue, systems: Sequence[SystemProgress]) -> None:
    """Write the requirements of systems, each with the last word as far as there is one.

    Raises:
        InventoryError: the file can't be written.

    """
    full = BY_PART[Part.SELF_ASSESSMENTS]
    by_field = {column.field: column for column in full.columns}
    sheet = replace(full, columns=tuple(by_field[field] for field in FIELDS))
    rows = tuple(row for system in systems for row in _rows(system, catalogue, sheet))
    workbook = new_workbook([Filled(sheet, rows)])
    worksheet = workbook[sheet.vi]
    prepare_columns(worksheet, sheet, len(rows) + 1)
    _finish(worksheet, sheet)
    guide = workbook.create_sheet(GUIDE)
    guide.column_dimensions["A"].width = 110
    for line in _lines():
        cell = cell_with(guide, line)
        cell.alignment = WRAPPED
        guide.append([cell])
    write_whole(path, saved(workbook))


def _rows(system: SystemProgress, catalogue: Catalogue, sheet: Sheet) -> Iterator[tuple[object, ...]]:
    for requirement, said in system.answers:
        cells = _cells(system.system, catalogue.code, requirement, said)
        yield tuple(
            None if (value := cells.get(column.field)) is None else column.format.write(value)
            for column in sheet.columns
        )


def _cells(
    system: Code, catalogue: Code, requirement: Requirement, said: SelfAssessment | None
) -> dict[str, str | date | None]:
    told = {} if said is None else said.__dict__
    return {
        **told,
        "system": system,
        "catalogue": catalogue,
        "requirement": requirement.code,
        "title": requirement.title,
    }


def _finish(worksheet: Worksheet, sheet: Sheet) -> None:
    """What is only to be read is grey; the requirement stays in view; it prints on its side."""
    told = [place for place, column in enumerate(sheet.columns) if column.field in FIELDS[:4]]
    for row in worksheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = WRAPPED
        for place in told:
            row[place].fill, row[place].font = TOLD_FILL, Font(color="404040")
    worksheet.freeze_panes = f"{'ABCDE'[len(told)]}2"
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.print_title_rows = "1:1"


def _lines() -> Iterable[str]:
    return (*(text.vi for text in INSTRUCTIONS), "", *(text.en for text in INSTRUCTIONS))
