"""From rows to events: only what is new, on days that someone told."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from inventory.approvals.events import ApprovalEvent, EventKind, Source
from inventory.approvals.replay import status
from inventory.approvals.vocabulary import Approval, ProtectionPlan
from inventory.files.mau08.form import Field
from inventory.files.mau08.reading import ReadForm
from tests.inventory.files.mau08.forms import AS_OF, SYSTEM, doubts, form, read, sheet, told

DECISION = "180/QĐ-UBND ngày 26/6/2023"
APPROVED = ("approved", "2023-06-26", "180/QĐ-UBND")


def event(kind: EventKind, on: date, **fields: Any) -> ApprovalEvent:
    """An event of the known system."""
    return ApprovalEvent(system="QLVB", kind=kind, on=on, **fields)


def test_a_decision_is_dated_by_itself(tmp_path: Path) -> None:
    """Number, day and level; the note tells the file."""
    result = read(form(tmp_path / "tệp.xlsx", status="Đã được phê duyệt", decision=DECISION))
    assert told(result) == [APPROVED]
    assert (result.file.events[0].level, result.file.events[0].note) == (3, "Theo Mẫu 08 (tệp tệp.xlsx)")


def test_a_state_is_dated_by_the_form(tmp_path: Path) -> None:
    """Its note says that the real day is unknown."""
    result = read(form(tmp_path / "f.xlsx", status="Đã gửi thẩm định", plan="Đã triển khai một số hạng mục"))
    assert (result.as_of, result.unsure) == (AS_OF, ())
    assert told(result) == [("submitted", "2025-12-14", None), ("plan-partial", "2025-12-14", None)]
    assert all("không rõ ngày thực hiện" in (made.note or "") for made in result.file.events)


def test_without_a_day_nothing_is_made_up(tmp_path: Path) -> None:
    """No title names a day, and nobody else does: the row is in doubt, until --as-of tells it."""
    path = form(tmp_path / "f.xlsx", titles=(), status="Đang dự thảo", regulation="x")
    first, second = doubts(path)
    assert "'Đang dự thảo' has no day of its own" in first
    assert "--as-of" in second
    assert told(read(path, as_of=AS_OF))[0] == ("drafting", "2025-12-14", None)


def test_titles_that_name_two_days_name_none(tmp_path: Path) -> None:
    """Which is the form's day is not guessed."""
    titles = (("đến ngày 14/12/2025",), ("tính đến ngày 30 tháng 6 năm 2025",))
    assert read(form(tmp_path / "f.xlsx", titles=titles)).as_of is None


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"status": "Đã được phê duyệt"}, "has no number"),
        ({"status": "Đã được phê duyệt", "decision": "180/QĐ-UBND"}, "has no day"),
        ({"status": "Đã được phê duyệt", "decision": "26/6/2023"}, "has no number"),
        ({"status": "Đã thẩm định", "decision": DECISION}, "though there is a decision"),
        ({"decision": DECISION}, "is blank though there is a decision"),
        ({"status": "Chưa phê duyệt"}, "doesn't tell how far"),
        ({"status": "Sắp xong"}, "is not a value of the form"),
        ({"status": "Đã được phê duyệt", "decision": "180/QĐ-UBND ngày 26/6/2027"}, "in the future"),
        ({"regulation": "12/QĐ-STC"}, "has no day"),
        ({"name": None}, "is blank"),
        ({"owner": None}, "is blank"),
        ({"level": "7"}, "not a security level"),
        ({"approval_expected": "sớm"}, "is not a date"),
    ],
)
def test_rows_in_doubt(tmp_path: Path, changes: dict[str, Any], why: str) -> None:
    """Each says where and why, and leaves nothing to store."""
    path = form(tmp_path / "f.xlsx", **changes)
    (doubt,) = doubts(path)
    assert why in doubt
    assert doubt.startswith("Mẫu 08, row 6")
    assert read(path).file.inventory.systems == ()


def test_a_row_in_doubt_leaves_the_others(tmp_path: Path) -> None:
    """What is sure can be stored, with the organizations it needs and no more."""
    doubtful = {**SYSTEM, Field.NAME: "Kho dữ liệu", Field.OPERATOR: "Sở Y tế", Field.LEVEL: "9"}
    result = read(form(tmp_path / "f.xlsx", SYSTEM, doubtful))
    assert [one.code for one in result.file.inventory.systems] == ["QLVB"]
    assert (len(result.unsure), result.file.inventory.organizations) == (1, ())


def test_every_column_has_its_effect(tmp_path: Path) -> None:
    """The status read back off the events is that of the form."""
    result = read(
        form(
            tmp_path / "f.xlsx",
            status="Đã được phê duyệt",
            decision=DECISION,
            regulation="12/QĐ-STC ngày 01/06/2023",
            approval_expected="-",
            plan="Đã triển khai đầy đủ",
            plan_expected="Quý III/2026",
            assessment="Định kỳ (12/05/2025)",
        )
    )
    now = status(result.file.events, "QLVB", AS_OF)
    assert (now.approval, now.plan, now.assessed, now.assessed_on) == (
        Approval.APPROVED, ProtectionPlan.FULL, "Định kỳ", date(2025, 5, 12)
    )  # fmt: skip
    assert now.regulation_issued_on == date(2023, 6, 1)
    assert result.file.inventory.systems[0].plan_expected == date(2026, 9, 30)


def again(path: Path, first: ReadForm) -> ReadForm:
    """The same form, when what it told is known."""
    return read(path, events=first.file.events)


def test_the_same_form_twice_adds_nothing(tmp_path: Path) -> None:
    """Only what is new becomes an event."""
    path = form(
        tmp_path / "f.xlsx",
        status="Đã được phê duyệt",
        decision=DECISION,
        regulation="x",
        plan="Đã triển khai đầy đủ",
        assessment="Định kỳ",
    )
    first = read(path)
    assert len(first.file.events) == 4
    assert (again(path, first).file.events, again(path, first).unsure) == ((), ())


@pytest.mark.parametrize(
    ("known", "changes", "why"),
    [
        (event(EventKind.SUBMITTED, date(2025, 1, 1)), {"status": "Đang dự thảo"}, "falls behind"),
        (event(EventKind.SUBMITTED, date(2025, 1, 1)), {"status": "Chưa thực hiện"}, "falls behind"),
        (event(EventKind.PLAN_FULL, date(2025, 1, 1)), {"plan": "Chưa triển khai"}, "falls behind"),
        (
            event(EventKind.APPROVED, date(2024, 1, 1), number="9/QĐ-UBND"),
            {"status": "Đã được phê duyệt", "decision": DECISION},
            "not later than the decision that is stored",
        ),
    ],
)
def test_what_contradicts_the_log_is_in_doubt(
    tmp_path: Path, known: ApprovalEvent, changes: dict[str, Any], why: str
) -> None:
    """The form or the log is wrong: a person decides."""
    (doubt,) = doubts(form(tmp_path / "f.xlsx", **changes), events=[known])
    assert why in doubt


@pytest.mark.parametrize(
    ("known", "changes", "doubt"),
    [
        (  # it ended before the form's day
            [event(EventKind.DECOMMISSIONED, date(2025, 6, 1))],
            {"status": "Đang dự thảo"},
            ("Tình trạng phê duyệt cấp độ", "[nothing-after-decommissioning]"),
        ),
        (
            [event(EventKind.APPRAISED, date(2023, 6, 1), level=2)],
            {"status": "Đã được phê duyệt", "decision": DECISION},
            ("Quyết định phê duyệt cấp độ", "[level-as-appraised]"),
        ),
        (  # what was recorded as it happened, later than the form's day, could not have happened then
            [event(EventKind.DRAFTING, date(2026, 2, 1), source=Source.CLI)],
            {"status": "Đã gửi thẩm định"},
            (None, "drafting of 2026-02-01 for QLVB"),
        ),
        (
            [
                event(EventKind.APPROVED, date(2023, 6, 26), number="180/QĐ-UBND", level=3),
                event(EventKind.CORRECTED, date(2023, 7, 1), corrects=1, withdraws=True),
            ],
            {"status": "Đã được phê duyệt", "decision": DECISION},
            ("Quyết định phê duyệt cấp độ", "is event 1, corrected or withdrawn since"),
        ),
    ],
)
def test_what_the_life_cycle_forbids_is_in_doubt(
    tmp_path: Path,
    known: list[ApprovalEvent],
    changes: dict[str, Any],
    doubt: tuple[str | None, str],
) -> None:
    """The rule is named, the column too where it is the form's own event; nothing is left to store."""
    log = [one.model_copy(update={"sequence": place}) for place, one in enumerate(known, start=1)]
    result = read(form(tmp_path / "f.xlsx", **changes), events=log)
    (unsure,) = result.unsure
    assert (unsure.column, doubt[1] in unsure.message) == (doubt[0], True)
    assert (result.file.inventory.systems, result.file.events) == ((), ())


def test_a_system_by_name_and_by_code_is_one(tmp_path: Path) -> None:
    """Two rows of one system, told apart by nothing but how they name it: the second is in doubt."""
    headings = ["Tên HTTT", "Chủ quản HTTT", "Đơn vị vận hành HTTT", "Cấp độ đề xuất", "Mã HTTT"]
    row = ["Hệ thống quản lý văn bản", "UBND tỉnh", "Sở Tài chính", "3"]
    path = sheet(tmp_path / "f.xlsx", [headings, row, [*row, "QLVB"]])
    result = read(path)
    assert [one.message for one in result.unsure] == [
        "'Hệ thống quản lý văn bản': the same system is in row 2 of 'Mẫu 08' too: keep one of the two"
    ]
    assert [one.code for one in result.file.inventory.systems] == ["QLVB"]


def test_escapes_are_read_as_excel_shows_them(tmp_path: Path) -> None:
    """What looked like an escape was escaped when it was written."""
    (system,) = read(form(tmp_path / "f.xlsx", name="Kho _x005F_x0041_")).file.inventory.systems
    assert system.name == "Kho _x0041_"


def test_events_after_the_forms_day_do_not_count(tmp_path: Path) -> None:
    """A form of an earlier year, imported late, adds its own day's state."""
    later = event(EventKind.APPROVED, date(2026, 3, 1), number="9/QĐ-UBND")
    result = read(form(tmp_path / "f.xlsx", status="Đang dự thảo"), events=[later])
    assert told(result) == [("drafting", "2025-12-14", None)]
