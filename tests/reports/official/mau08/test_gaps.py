"""What the form lacks is named by system, and only that."""

from collections.abc import Callable

import pytest

from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.files.reading.result import ImportedFile
from inventory.model import System
from inventory.settings.letterhead import Letterhead
from reports.official.mau08.bodies import bodies_of
from reports.official.mau08.gaps import gaps_of
from reports.official.mau08.rows import form_of
from tests.reports.official.mau08 import registers
from tests.reports.official.mau08.registers import TODAY, YEAR

LETTERHEAD = Letterhead(issuer="A", place="A", position="A", signer="A")
SUBMITTED = [registers.event("A", EventKind.SUBMITTED)]
Take = Callable[[list[ApprovalEvent]], list[ApprovalEvent]]


def told(
    systems: list[System], events: list[ApprovalEvent], letterhead: Letterhead = LETTERHEAD
) -> list[str]:
    """The lines of a register's gaps."""
    file = registers.register(systems, events)
    form = form_of(file.inventory, file.events, YEAR, TODAY)
    return [gap.line("vi") for gap in gaps_of(form, bodies_of(form, file.inventory), letterhead)]


def test_a_whole_register_has_none() -> None:
    """Approved, or under way with its days."""
    assert told([registers.system("A")], registers.approved("A")) == []
    assert told([registers.system("A")], SUBMITTED) == []


def without(*kinds: EventKind) -> list[ApprovalEvent]:
    """An approval of which some events were not recorded."""
    return [one for one in registers.approved("A") if one.kind not in kinds]


def bare(kind: EventKind, **fields: object) -> list[ApprovalEvent]:
    """An approval one of whose documents lacks something."""
    return [one.model_copy(update=fields) if one.kind is kind else one for one in registers.approved("A")]


@pytest.mark.parametrize(
    ("fields", "events", "missing"),
    [
        ({"operator": None}, SUBMITTED, "cột 4"),
        ({"proposed_level": None}, SUBMITTED, "cột 5"),
        ({}, bare(EventKind.APPROVED, authority=None), "cột 7: chưa ghi cơ quan phê duyệt"),
        ({}, bare(EventKind.APPROVED, number=None), "cột 7: quyết định chưa có số"),
        ({}, without(EventKind.REGULATION_ISSUED), "cột 8: đã phê duyệt nhưng chưa có Quy chế"),
        ({}, bare(EventKind.REGULATION_ISSUED, authority=None), "cột 8: chưa ghi cơ quan ban hành"),
        ({}, bare(EventKind.REGULATION_ISSUED, on=TODAY.replace(day=1)), "cột 8: Quy chế ban hành sau"),
        ({"approval_expected": None}, SUBMITTED, "cột 9"),
        ({"plan_expected": None}, without(EventKind.PLAN_FULL), "cột 11"),
        ({}, [*SUBMITTED, registers.event("A", EventKind.ASSESSED, result="Định kỳ")], "cột 12"),
    ],
)
def test_each_gap_names_its_system(
    fields: dict[str, object], events: list[ApprovalEvent], missing: str
) -> None:
    """One thing is taken away: one line, with the row, the name and the code."""
    (line,) = told([registers.system("A", **fields)], events)
    assert line.startswith("1. Hệ thống A (A): ")
    assert missing in line
    assert ";" not in line


def test_a_system_without_any_record_is_marked() -> None:
    """Its plan is not told as not begun."""
    (line,) = told([registers.system("A")], [])
    assert "cột 10: chưa có ghi nhận nào" in line


def test_bodies_kinds_and_letterhead() -> None:
    """What the parts before the table lack."""
    lines = told([registers.system("A", specialised_unit=None, system_kind=None)], SUBMITTED, Letterhead())
    assert lines[0].startswith("Thể thức (capdo report letterhead): cơ quan ban hành")
    assert lines[1] == "Đơn vị chuyên trách: chưa ghi cho Hệ thống A"
    assert lines[2].startswith("Mục 1, hệ thống đã được phân loại: chưa ghi loại hình của 1 hệ thống")


def test_an_unknown_address_names_its_body() -> None:
    """Each of the five lines by its name."""
    file = registers.register([registers.system("A")], registers.approved("A"))
    bodies = (registers.OWNER.model_copy(update={"address": None, "phone": None}), registers.UNIT)
    inventory = file.inventory.model_copy(update={"organizations": bodies})
    form = form_of(inventory, ImportedFile(inventory, file.events).events, YEAR, TODAY)
    (gap,) = gaps_of(form, bodies_of(form, inventory), LETTERHEAD)
    assert gap.line("vi") == "UBND tỉnh A (UBND): địa chỉ; điện thoại"
    assert gap.line("en") == "UBND tỉnh A (UBND): address; phone"
