"""A plan fully implemented counts for the level it was told of, and for lower ones."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from inventory.approvals.events import ApprovalEvent
from inventory.approvals.expected_dates import plan_expected
from inventory.approvals.log import ApprovalLog
from inventory.approvals.replay import SystemStatus, status
from inventory.approvals.vocabulary import ProtectionPlan
from inventory.cli.approval_commands import approval_app
from inventory.database.store import InventoryStore
from inventory.files.mau08.form import Field
from inventory.model import Inventory
from tests.inventory.approvals.rules.builders import BODIES, SYSTEM, TODAY, K, event, numbered
from tests.inventory.files.mau08 import forms

pytestmark = pytest.mark.both_databases

TOLD = event(K.PLAN_FULL, 3)


@pytest.fixture(autouse=True)
def a_wide_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell has one line."""
    monkeypatch.setenv("COLUMNS", "400")


def decided(month: int, level: int | None, day: int = 1) -> ApprovalEvent:
    """A decision."""
    return event(K.APPROVED, month, day, level=level, number=f"{month}/QĐ-UBND")


def after(*events: ApprovalEvent) -> SystemStatus:
    """The status at the end of the year."""
    return status(numbered(*events), "S", TODAY)


@pytest.mark.parametrize(
    ("events", "plan"),
    [
        ([decided(1, 2), TOLD, decided(6, 3)], ProtectionPlan.PARTIAL),
        ([decided(1, 3), TOLD, decided(6, 3)], ProtectionPlan.FULL),
        ([decided(1, 3), TOLD, decided(6, 2)], ProtectionPlan.FULL),
        ([decided(1, 2), TOLD, decided(6, 3), event(K.PLAN_FULL, 7)], ProtectionPlan.FULL),
        ([decided(1, 2), TOLD, decided(6, 3), event(K.PLAN_FULL, 6)], ProtectionPlan.FULL),
        ([decided(1, 2), event(K.PLAN_FULL, 6), decided(6, 3)], ProtectionPlan.FULL),  # of one day
        ([decided(1, 2), event(K.PLAN_PARTIAL, 3), decided(6, 3)], ProtectionPlan.PARTIAL),
        ([decided(1, 2), decided(6, 3)], ProtectionPlan.NONE),
        ([decided(1, 2), TOLD, event(K.SUPERSEDED, 5), decided(6, 3)], ProtectionPlan.PARTIAL),
        ([decided(1, 3), TOLD, decided(5, 2), decided(6, 3)], ProtectionPlan.PARTIAL),
        ([decided(1, None), TOLD, decided(6, 3)], ProtectionPlan.FULL),  # nothing says that it is higher
        ([decided(1, 2), TOLD, decided(6, None)], ProtectionPlan.FULL),
        ([decided(1, 2), TOLD, decided(6, None), decided(7, 3)], ProtectionPlan.PARTIAL),
        ([decided(1, 2), TOLD, event(K.CORRECTED, 4, level=3), decided(6, 3)], ProtectionPlan.FULL),
        (
            [decided(1, 2), TOLD, decided(6, 3), event(K.CORRECTED, 7, corrects=3, level=2)],
            ProtectionPlan.FULL,
        ),
        (
            [decided(1, 2), TOLD, decided(6, 3), event(K.CORRECTED, 7, corrects=3, withdraws=True)],
            ProtectionPlan.FULL,
        ),
    ],
)
def test_a_higher_level_asks_for_the_plan_anew(events: list[ApprovalEvent], plan: ProtectionPlan) -> None:
    """The same or a lower level, or one that nobody knows, does not; nor a mistake once it is corrected."""
    now = after(*events)
    assert now.plan is plan
    assert not now.plan_outgrown or plan is ProtectionPlan.PARTIAL


def test_earlier_days_stay_as_they_were() -> None:
    """The plan is full until the day before the decision."""
    events = numbered(decided(1, 2), TOLD, decided(6, 3))
    assert status(events, "S", date(2023, 5, 31)).plan is ProtectionPlan.FULL
    assert status(events, "S", date(2023, 6, 1)).plan_outgrown


def test_days_expected_of_the_plan_before_do_not_count() -> None:
    """Only a day after the decision is expected of the new plan."""
    events = [decided(1, 2), event(K.PLAN_PARTIAL, 2, until=date(2023, 3, 1)), TOLD, decided(6, 3)]
    now = after(*events)
    for told, expected in ((None, None), (date(2023, 5, 1), None), (date(2024, 5, 1), date(2024, 5, 1))):
        system = SYSTEM.model_copy(update={"plan_expected": told})
        assert plan_expected(system, now, events) == expected


def test_the_terminal_says_why(database: Engine) -> None:
    """Beside the system, in both languages, with its source to be verified."""
    InventoryStore(database).apply(Inventory(organizations=BODIES, systems=(SYSTEM,)))
    ApprovalLog(database).append_new([decided(1, 2), TOLD, decided(6, 3)])
    url = database.url.render_as_string()
    for language, words in (("vi", "cấp độ thấp hơn (cần đối chiếu)"), ("en", "of a lower level (to be ver")):
        told = CliRunner().invoke(approval_app, ["status", "S", "--lang", language, "--database", url])
        assert words in told.stdout


def test_a_form_may_tell_both_at_once(tmp_path: Path) -> None:
    """The higher decision and its plan, fully implemented: both are new. Partly implemented is no doubt."""
    known = [
        ApprovalEvent(system="QLVB", kind=kind, on=date(2023, 1, 1 + day), level=level, number=number)
        for day, (kind, level, number) in enumerate(((K.APPROVED, 2, "1"), (K.PLAN_FULL, None, None)))
    ]
    row = {
        **forms.SYSTEM,
        Field.STATUS: "Đã được phê duyệt",
        Field.DECISION: "180/QĐ-UBND ngày 26/6/2023",
    }
    full = {**row, Field.PLAN: "Đã triển khai đầy đủ"}
    partial = {**row, Field.PLAN: "Đã triển khai một số hạng mục"}
    both = forms.read(forms.form(tmp_path / "1.xlsx", full), events=known)
    assert [(made.kind, made.level) for made in both.file.events] == [(K.APPROVED, 3), (K.PLAN_FULL, None)]
    one = forms.read(forms.form(tmp_path / "2.xlsx", partial), events=known)
    assert ([made.kind for made in one.file.events], one.unsure) == ([K.APPROVED], ())
