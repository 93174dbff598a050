"""What a system lacks, and by which day that may stand in a signed letter."""

from datetime import date

import pytest

from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.approvals.replay import statuses
from inventory.deadlines import deadlines
from inventory.law.ruleset import rulesets
from reports.official.listed import listed_on
from reports.official.reminders.tasks import Task, tasks_of
from tests.reports.official.mau08 import registers

DAY = date(2026, 11, 27)
K = EventKind


def tasks(events: list[ApprovalEvent], **fields: object) -> list[Task]:
    """Of one system on the day."""
    file = registers.register([registers.system("A", **fields)], events)
    due = deadlines(file.inventory, file.events, rulesets(), DAY)
    assert statuses(file.events, DAY) or not events
    return list(tasks_of(listed_on(file.inventory, file.events, DAY), due))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (None, "Lập hồ sơ đề xuất cấp độ, gửi thẩm định, trình phê duyệt"),
        (K.DRAFTING, "Hoàn thiện hồ sơ đề xuất cấp độ, gửi thẩm định"),
        (K.SUBMITTED, "Giải trình, bổ sung hồ sơ theo yêu cầu thẩm định"),
        (K.APPRAISED, "Hoàn chỉnh hồ sơ theo ý kiến thẩm định, trình phê duyệt"),
    ],
)
def test_the_next_step_of_a_dossier(kind: EventKind | None, text: str) -> None:
    """By its stage; the regulation is asked for before the approval, on no day of its own."""
    events = [registers.event("A", kind, date(2026, 11, 20))] if kind else []
    step, regulation = tasks(events)
    assert step.text == text
    assert (regulation.text, regulation.by_when) == (
        "Ban hành Quy chế bảo đảm an ninh mạng",
        "Trước khi phê duyệt cấp độ",
    )


def test_a_limit_that_ran_out_is_told_with_its_source() -> None:
    """Days overdue by the decree's working days."""
    appraised = registers.event("A", K.APPRAISED, date(2026, 10, 1), level=2)
    step, _ = tasks([appraised], approval_expected=None)
    assert step.by_when == "12/10/2026 (Nghị định số 331/2026/NĐ-CP)"
    assert step.overdue_days == 46


def test_a_units_own_day_is_named_as_such() -> None:
    """The day that it registered; without one, that there is none."""
    step, _ = tasks([registers.event("A", K.DRAFTING)], approval_expected=date(2026, 11, 1))
    assert (step.by_when, step.overdue_days) == ("01/11/2026 (đơn vị đăng ký)", 26)
    step, _ = tasks([registers.event("A", K.DRAFTING)], approval_expected=None)
    assert (step.by_when, step.overdue_days) == ("Chưa đăng ký", 0)


def test_days_of_rules_that_were_not_read_stay_out() -> None:
    """The transition's and the standard's: neither their days nor their names."""
    events = [one for one in registers.approved("A") if one.kind is not K.PLAN_FULL]
    (plan,) = tasks([*events[:2]], plan_expected=None, in_operation_since=date(2024, 1, 1))
    assert plan.text == "Triển khai đầy đủ phương án bảo đảm an ninh mạng"
    assert plan.due is None


def test_a_system_that_lacks_nothing_has_no_task() -> None:
    """Approved, with its regulation, its plan and its assessment."""
    assert tasks(registers.approved("A")) == []
