"""Mẫu 08: what is written, column by column, and that it is read back."""

import re
import zipfile
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from inventory.approvals.events import ApprovalEvent, EventKind, by_system
from inventory.approvals.replay import SystemStatus, statuses
from inventory.approvals.vocabulary import Approval, Assessment, ProtectionPlan
from inventory.files.mau08.form import HEADINGS
from inventory.files.mau08.matching.events import UNDATED
from inventory.files.mau08.reading import read_mau_08
from inventory.files.reading.result import ImportedFile
from inventory.files.sample import sample
from inventory.model import Inventory, Organization, System
from inventory.settings.letterhead import BLANK, Letterhead
from reports.errors import ReportError
from reports.official.document import Letter
from reports.official.mau08.letter import Addressee, letter_of
from reports.official.mau08.rows import Mau08Form, form_of
from reports.official.mau08.workbook import HEADER_ROW, render_form_xlsx
from reports.official.word import render_letter_docx
from tests.reports.official import decorating, forms
from tests.reports.official.forms import LAST, TODAY, YEAR

OFFICIAL = (
    "STT",
    "Tên HTTT",
    "Chủ quản HTTT",
    "Đơn vị vận hành HTTT",
    "Cấp độ đề xuất",
    "Tình trạng phê duyệt cấp độ",
    "Quyết định phê duyệt cấp độ",
    "Quy chế bảo đảm ANM cho hệ thống",
    "Dự kiến thời điểm phê duyệt HSĐXCĐ",
    "Đã triển khai đầy đủ PA BĐANM",
    "Dự kiến thời điểm triển khai đầy đủ PA BĐANM",
    "Đã kiểm tra, đánh giá ANM",
)


def the_form(file: ImportedFile | None = None, year: int = 2023) -> Mau08Form:
    """The form of the sample inventory, or of another."""
    told = file or sample(TODAY)
    return form_of(told.inventory, told.events, year, TODAY)


def sheet_of(form: Mau08Form, inventory: Inventory | None = None) -> Worksheet:
    """The written sheet, read again."""
    return load_workbook(BytesIO(render_form_xlsx(form, the_letter(form, inventory)))).worksheets[0]


def the_letter(form: Mau08Form, inventory: Inventory | None = None) -> Letter:
    """Of nobody in particular; of the sample inventory, or of another."""
    return letter_of(form, inventory or sample(TODAY).inventory, Letterhead(), Addressee.MINISTRY)


def is_day(text: str) -> bool:
    """Whether a text is dd/mm/yyyy."""
    day, month, year = (int(part) for part in text.split("/"))
    return date(year, month, day).strftime("%d/%m/%Y") == text


def is_document(text: str) -> bool:
    """Whether a text is a document's number, day and body, of which blanks are marked."""
    found = re.fullmatch(r"(\S+) ngày (\S+) của (.+)", text)
    return found is not None and (found[2] == BLANK or is_day(found[2]))


SCHEMA: tuple[Callable[[object], bool], ...] = (
    lambda cell: isinstance(cell, int),
    lambda cell: isinstance(cell, str) and bool(cell),
    lambda cell: isinstance(cell, str) and bool(cell),
    lambda cell: isinstance(cell, str) and bool(cell),
    lambda cell: cell in {1, 2, 3, 4, 5, BLANK},
    lambda cell: cell in {*(value.value for value in Approval), "-"},
    lambda cell: cell == "-" or is_document(str(cell)),
    lambda cell: cell in {"-", BLANK, "Đã ban hành"} or "ngày" in str(cell),
    lambda cell: cell in {"-", BLANK} or is_day(str(cell)),
    lambda cell: cell in {*(value.value for value in ProtectionPlan), BLANK},
    lambda cell: cell in {"-", BLANK} or is_day(str(cell)),
    lambda cell: set(str(cell or "").split("; ")) <= {"", *(value.value for value in Assessment)},
)


def test_the_twelve_columns_verbatim() -> None:
    """Letter by letter, numbered below, in both formats."""
    sheet, document = sheet_of(the_form()), docx.Document(BytesIO(render_letter_docx(the_letter(the_form()))))
    assert tuple(HEADINGS.values()) == OFFICIAL
    assert tuple(cell.value for cell in sheet[HEADER_ROW]) == OFFICIAL
    assert [cell.value for cell in sheet[HEADER_ROW + 1]] == [f"({number})" for number in range(1, 13)]
    table = document.tables[1]
    assert tuple(cell.text for cell in table.rows[0].cells) == OFFICIAL
    assert [cell.text for cell in table.rows[1].cells] == [f"({number})" for number in range(1, 13)]


@settings(max_examples=30, deadline=None)
@given(forms.provinces())
def test_every_cell_follows_the_schema(province: ImportedFile) -> None:
    """Column by column: numbers, fixed values, days, a dash for none, a mark for what nobody recorded."""
    form = the_form(province, YEAR)
    sheet = sheet_of(form, province.inventory)
    rows = list(sheet.iter_rows(min_row=HEADER_ROW + 2, values_only=True))
    assert len(rows) == len(province.inventory.systems)
    wrong = [
        (row[0], OFFICIAL[column], cell)
        for row in rows
        for column, cell in enumerate(row)
        if not SCHEMA[column](cell)
    ]
    assert wrong == []


def test_the_samples_form() -> None:
    """31 systems; six decisions in 2023's form, each with its number and day."""
    rows = the_form().rows
    approved = [row for row in rows if row[5] == "Đã được phê duyệt"]
    assert len(rows) == 31
    assert approved
    assert all("ngày" in row[6] for row in approved)
    assert all(row[6] == "-" for row in rows if row not in approved)


def test_the_forms_year() -> None:
    """From 15/12 to 14/12; the running year ends today; none to come."""
    assert the_form(year=2023).period == "(Số liệu từ ngày 15/12/2022 đến ngày 14/12/2023)"
    assert the_form(year=2026).period == "(Số liệu từ ngày 15/12/2025 đến ngày 21/11/2026)"
    with pytest.raises(ReportError, match="nothing is known"):
        the_form(year=2027)


def summary(system: System, inventory: Inventory, status: SystemStatus) -> tuple[object, ...]:
    """What the form tells of a system."""
    names = {one.code: one.name for one in inventory.organizations}
    level = status.level or system.proposed_level
    approved, full = status.approved, status.plan is ProtectionPlan.FULL
    return (
        names[system.owner],
        names.get(system.operator or ""),
        level,
        status.approval,
        (status.decision_number, status.decision_date),
        status.regulation_issued_on,
        None if approved else system.approval_expected,
        status.plan,
        None if full else system.plan_expected,
        status.assessed,
    )


def summaries(file: ImportedFile) -> dict[str, tuple[object, ...]]:
    """What the form tells of each system, by its name."""
    known = statuses(file.events, LAST)
    return {
        one.name: summary(
            one, file.inventory, known.get(one.code) or SystemStatus(system=one.code, as_of=LAST)
        )
        for one in file.inventory.systems
    }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(province=forms.provinces(), decoration=decorating.DECORATIONS)
def test_a_decorated_form_reads_back(
    tmp_path: Path, province: ImportedFile, decoration: decorating.Decoration
) -> None:
    """Whatever stands around the cells: the same systems with the same status, nothing in doubt."""
    path = decorating.decorated(tmp_path / "form.xlsx", the_form(province, YEAR), decoration)
    result = read_mau_08(path, Inventory(), today=TODAY)
    assert result.unsure == ()
    assert (result.as_of, result.other_sheets) == (LAST, ())
    assert summaries(result.file) == summaries(province)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(province=forms.provinces(), decoration=decorating.DECORATIONS)
def test_a_form_of_known_systems_changes_nothing(
    tmp_path: Path, province: ImportedFile, decoration: decorating.Decoration
) -> None:
    """What was exported and comes back: the same codes, no event is new."""
    path = decorating.decorated(tmp_path / "form.xlsx", the_form(province, YEAR), decoration)
    told = by_system(province.events)
    result = read_mau_08(path, province.inventory, lambda code: told.get(code, ()), today=TODAY)
    assert (result.unsure, result.new, result.file.events) == ((), frozenset(), ())
    assert result.file.inventory.systems == province.inventory.systems


LATER = st.builds(
    ApprovalEvent,
    system=st.sampled_from([f"HT-{number}" for number in range(8)]),
    kind=st.sampled_from(EventKind),
    on=st.dates(LAST + timedelta(days=1), TODAY),
    level=st.none() | st.integers(1, 5),
    number=st.none() | st.just("9/QĐ-UBND"),
    until=st.none() | st.dates(LAST, date(2030, 12, 31)),
    corrects=st.none() | st.integers(1, 20),
    corrected_on=st.none() | st.dates(date(2020, 1, 1), LAST),
    withdraws=st.booleans(),
)


def numbered(events: Iterable[ApprovalEvent]) -> tuple[ApprovalEvent, ...]:
    """The events with the numbers of a log."""
    return tuple(event.model_copy(update={"sequence": place}) for place, event in enumerate(events, start=1))


@settings(max_examples=60, deadline=None)
@given(province=forms.provinces(), later=st.lists(LATER, max_size=8))
def test_later_events_never_change_a_form(province: ImportedFile, later: list[ApprovalEvent]) -> None:
    """The form of a year that ended stays as it was sent, whatever happens or is corrected afterwards."""
    then = form_of(province.inventory, numbered(province.events), YEAR, LAST)
    assert form_of(province.inventory, numbered([*province.events, *later]), YEAR, TODAY) == then


def test_the_form_tells_what_corrections_left() -> None:
    """A regulation that was withdrawn was not issued; one whose day was found out has that day."""
    systems = [System(code=code, name=code, owner="UBND") for code in "AB"]
    inventory = Inventory(
        organizations=(Organization(code="UBND", name="UBND tỉnh"),), systems=tuple(systems)
    )

    def event(code: str, kind: EventKind, **fields: object) -> ApprovalEvent:
        return ApprovalEvent.model_validate({"system": code, "kind": kind, "on": LAST, **fields})

    events = numbered(
        [
            event("A", EventKind.REGULATION_ISSUED, number="1/QĐ"),
            event("B", EventKind.REGULATION_ISSUED, note=UNDATED),
            event("A", EventKind.CORRECTED, corrects=1, withdraws=True),
            event("B", EventKind.CORRECTED, corrects=2, number="2/QĐ", corrected_on=date(2025, 3, 4)),
        ]
    )
    rows = form_of(inventory, events, YEAR, TODAY).rows
    assert [row[7] for row in rows] == ["-", "2/QĐ ngày 04/03/2025"]


def test_days_that_events_expect_are_told() -> None:
    """Where the inventory itself has none; the decision in force leaves nothing to expect."""
    system = System(code="A", name="A", owner="UBND", proposed_level=3)
    inventory = Inventory(organizations=(Organization(code="UBND", name="UBND tỉnh"),), systems=(system,))
    until = date(2026, 5, 1)
    kinds = (EventKind.DRAFTING, EventKind.PLAN_PARTIAL, EventKind.APPROVED)
    events = [ApprovalEvent(system="A", kind=kind, on=LAST, until=until) for kind in kinds]
    (first,) = form_of(inventory, events[:2], YEAR, TODAY).rows
    (then,) = form_of(inventory, events, YEAR, TODAY).rows
    assert [(row[8], row[10]) for row in (first, then)] == [("01/05/2026",) * 2, ("-", "01/05/2026")]


HOSTILE = (
    "=HYPERLINK(1)",
    "+1",
    "-2",
    "@SUM(A1)",
    "#N/A",
    "_x0041_",
    "<w:fldSimple/>",
    "{ PAGE }",
    "a\u202eb",
    "]]>",
)


def hostile_form() -> Mau08Form:
    """A form whose names are hostile."""
    rows = tuple((str(number), text, *[text] * 10) for number, text in enumerate(HOSTILE, start=1))
    return Mau08Form(2025, LAST, LAST, rows)


def test_hostile_text_is_no_formula() -> None:
    """Every cell is a string, shown as it is but for what can't be seen, and read back as it is shown."""
    rows = list(sheet_of(hostile_form()).iter_rows(min_row=HEADER_ROW + 2))
    shown = [text.replace("\u202e", "") for text in HOSTILE]
    assert [unescape(str(row[1].value)) for row in rows] == shown
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n"}
    assert rows[0][1].quotePrefix


def test_hostile_text_is_no_field_and_no_markup() -> None:
    """The document's own page number is its only field."""
    with zipfile.ZipFile(BytesIO(render_letter_docx(the_letter(hostile_form())))) as archive:
        document = archive.read("word/document.xml").decode()
    assert "<w:fldSimple" not in document
    assert "<w:instrText" not in document
    assert "&lt;w:fldSimple/&gt;" in document
    assert "\u202e" not in document
