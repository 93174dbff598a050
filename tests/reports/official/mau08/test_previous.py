"""Last year's form as it came back: what was corrected by hand is found and carried, nothing else."""

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.files.mau08.returned import returned_rows
from inventory.files.reading.result import ImportedFile, ImportRefusedError
from inventory.settings.letterhead import Letterhead
from reports.official.mau08.letter import Addressee, letter_of
from reports.official.mau08.previous import Corrected, carried, corrections
from reports.official.mau08.rows import form_of
from reports.official.mau08.workbook import HEADER_ROW, render_form_xlsx
from tests.reports.official.mau08 import registers
from tests.reports.official.mau08.registers import TODAY, YEAR

OLD = date(2025, 5, 6)
NAME, OPERATOR, STATUS, DECISION, EXPECTED = 2, 4, 6, 7, 9  # columns


def register(*later: ApprovalEvent) -> ImportedFile:
    """A is approved since last year, B is under way."""
    events = [
        registers.event("A", EventKind.APPROVED, OLD, level=2, authority=None),
        registers.event("B", EventKind.SUBMITTED, OLD),
        *later,
    ]
    return registers.register([registers.system("A"), registers.system("B")], events)


def returned(folder: Path, edits: dict[tuple[int, int], str], file: ImportedFile) -> Path:
    """Last year's form with some cells written over, by row of the table and column."""
    form = form_of(file.inventory, file.events, YEAR - 1, TODAY)
    letter = letter_of(form, file.inventory, Letterhead(), Addressee.MINISTRY)
    workbook = openpyxl.load_workbook(BytesIO(render_form_xlsx(form, letter)))
    for (row, column), text in edits.items():
        workbook.worksheets[0].cell(HEADER_ROW + 1 + row, column).value = text
    path = folder / "nam-truoc.xlsx"
    workbook.save(path)
    return path


def found_in(
    folder: Path, edits: dict[tuple[int, int], str], now: ImportedFile | None = None
) -> tuple[tuple[Corrected, ...], tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The corrections, the names that are not known, and this year's rows with what is carried."""
    told = now or register()
    this, last = (form_of(told.inventory, told.events, year, TODAY) for year in (YEAR, YEAR - 1))
    found, strange = corrections(this, last, returned_rows(returned(folder, edits, register())))
    return found, strange, carried(this, found).rows


def test_a_form_that_came_back_as_it_was_corrects_nothing(tmp_path: Path) -> None:
    """However it marks what is blank."""
    found, strange, _ = found_in(tmp_path, {})
    assert (found, strange) == ((), ())


def test_names_numbers_and_days_are_carried(tmp_path: Path) -> None:
    """A name written otherwise, the body of a decision, an expected month."""
    edits = {
        (1, NAME): "Hệ thống A (mới)",
        (1, DECISION): "6/QĐ-UBND ngày 06/05/2025 của Sở B",
        (2, OPERATOR): "Sở KHCN tỉnh",
        (2, EXPECTED): "Quý II/2027",
    }
    found, strange, rows = found_in(tmp_path, edits)
    assert strange == ()
    assert [one.is_carried for one in found] == [True] * 4
    assert rows[0][NAME - 1] == "Hệ thống A (mới)"
    assert rows[0][DECISION - 1].endswith("của Sở B")
    assert (rows[1][OPERATOR - 1], rows[1][EXPECTED - 1]) == ("Sở KHCN tỉnh", "Quý II/2027")


def test_what_leaves_a_part_out_corrects_nothing(tmp_path: Path) -> None:
    """As the form was before it told the body of a decision; and a cell that was emptied."""
    found, _, _ = found_in(tmp_path, {(1, DECISION): "6/QĐ-UBND ngày 06/05/2025", (2, OPERATOR): "-"})
    assert found == ()


def test_states_are_told_and_left_to_the_log(tmp_path: Path) -> None:
    """The table keeps what the totals are counted from."""
    (found,), _, rows = found_in(tmp_path, {(2, STATUS): "Đã thẩm định"})
    assert (found.is_carried, found.was, found.written) == (False, "Đã gửi thẩm định", "Đã thẩm định")
    assert rows[1][STATUS - 1] == "Đã gửi thẩm định"


def test_what_changed_in_the_register_since_is_not_written_over(tmp_path: Path) -> None:
    """A new decision of this year stands; last year's correction of the old one is told."""
    later = registers.event("A", EventKind.APPROVED, date(2026, 5, 5), level=3)
    (found,), _, rows = found_in(tmp_path, {(1, DECISION): "66/QĐ-UBND ngày 06/05/2025"}, register(later))
    assert not found.is_carried
    assert rows[0][DECISION - 1] == "5/QĐ-UBND ngày 05/05/2026 của UBND tỉnh A"


def test_rows_that_are_no_system_of_the_register_are_named(tmp_path: Path) -> None:
    """Another name altogether, and a row that was added."""
    _, strange, _ = found_in(tmp_path, {(1, NAME): "Cổng dịch vụ công", (3, NAME): "Thư viện", (3, 1): "3"})
    assert set(strange) == {"Cổng dịch vụ công", "Thư viện"}


def test_another_file_is_refused(tmp_path: Path) -> None:
    """Told before anything is written."""
    workbook = openpyxl.Workbook()
    workbook.save(tmp_path / "other.xlsx")
    with pytest.raises(ImportRefusedError, match="no header of Mẫu 08"):
        returned_rows(tmp_path / "other.xlsx")
