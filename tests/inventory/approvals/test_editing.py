"""Systems and bodies that are removed, renamed or merged keep what was recorded of them."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError

from inventory.approvals.events import ApprovalEvent, EventKind, Recorder
from inventory.approvals.log import ApprovalLog
from inventory.approvals.renaming.editing import Editing
from inventory.database.chains.following import Fault
from inventory.database.chains.inventory_verification import InventoryChain
from inventory.database.store import InventoryStore, upsert
from inventory.database.transactions import reading, writing
from inventory.errors import InventoryError
from inventory.model import Endpoint, Inventory, Organization, ScanPermission, System

pytestmark = pytest.mark.both_databases

TODAY = date(2026, 6, 1)
BODIES = (
    Organization(code="P1", name="UBND P1"),
    Organization(code="PHUONG-1", name="Ủy ban nhân dân phường 1"),
    Organization(code="TO", name="Tổ dân phố", parent="P1", predecessors=("P1", "PHUONG-1")),
)
OLD = System(
    code="CU",
    name="Cổng",
    owner="P1",
    operator="TO",
    in_operation_since=date(2020, 1, 1),
    endpoints=(Endpoint(host="cu.brvt.test"), Endpoint(host="chung.brvt.test")),
    permission=ScanPermission(families=("tls",)),
)
NEW = System(code="MOI", name="Cổng", owner="PHUONG-1", endpoints=(Endpoint(host="chung.brvt.test"),))


@pytest.fixture
def log(database: Engine) -> ApprovalLog:
    """Two systems that are one, the old one with events."""
    InventoryStore(database).apply(Inventory(organizations=BODIES, systems=(OLD, NEW)))
    events = ApprovalLog(database)
    events.append_new([event("CU", EventKind.DRAFTING, 1), event("CU", EventKind.SUBMITTED, 2)])
    return events


def event(system: str, kind: EventKind, day: int) -> ApprovalEvent:
    """An event of January 2026."""
    return ApprovalEvent(system=system, kind=kind, on=date(2026, 1, day), result="Thiếu tài liệu")


def edit(log: ApprovalLog, what: str, *codes: str, reason: str = "nhập trùng") -> None:
    """Change one thing, on a fixed day."""
    with writing(log.engine) as connection:
        by = Recorder(actor="an", clock=lambda: datetime(2026, 6, 1, 3, tzinfo=UTC))
        getattr(Editing(connection, reason, by), what)(*codes)


def stored(log: ApprovalLog) -> Inventory:
    """What the database holds."""
    return InventoryStore(log.engine).load()


def test_a_renamed_system_keeps_everything(log: ApprovalLog) -> None:
    """Events, status, endpoints and permission go by the new code; the log's hashes are what they were."""
    before = log.verify()
    edit(log, "rename", "CU", "TEN-1")
    edit(log, "rename", "TEN-1", "TEN-2")
    renamed = InventoryStore(log.engine).system("TEN-2")
    assert renamed == OLD.model_copy(update={"code": "TEN-2"})
    assert [one.kind for one in log.events("TEN-2")] == [EventKind.DRAFTING, EventKind.SUBMITTED]
    assert {one.system for one in log.events()} == {"TEN-2"}
    assert log.verify() == before
    for statuses in (
        log.current(TODAY),
        log.current(TODAY, {"TEN-2"}),
        log.statuses(TODAY),
        log.status_by_day([TODAY], kinds=[EventKind.SUBMITTED], stages=True)[TODAY],
    ):
        assert {code: status.system for code, status in statuses.items()} == {"TEN-2": "TEN-2"}
    assert [code for code, _ in log.by_system()] == list(log.resting_on(TODAY)) == ["TEN-2"]


def test_a_renamed_system_goes_on(log: ApprovalLog) -> None:
    """New events and imports by the new code; the log stays whole; its old codes are nobody else's."""
    edit(log, "rename", "CU", "TEN-1")
    assert log.append(event("TEN-1", EventKind.RETURNED, 3)).system == "TEN-1"
    assert log.append_new([event("TEN-1", EventKind.SUBMITTED, 2)]) == 0
    assert (log.verify().fault, len(log.events("TEN-1"))) == (None, 3)
    InventoryStore(log.engine).apply(
        Inventory(systems=(OLD.model_copy(update={"code": "TEN-1", "name": "X"}),))
    )
    assert InventoryStore(log.engine).system("TEN-1").name == "X"
    with pytest.raises(InventoryError, match="system CU: it is called TEN-1 now"):
        InventoryStore(log.engine).apply(Inventory(systems=(OLD,)))
    with pytest.raises(InventoryError, match="is or was another's"):
        edit(log, "rename", "MOI", "CU")
    edit(log, "rename", "TEN-1", "TEN-2")
    with pytest.raises(InventoryError, match="is or was another's"):
        edit(log, "rename", "MOI", "TEN-1")


def test_a_removed_system_is_out_from_its_day_on(log: ApprovalLog) -> None:
    """Earlier days count it as before; its events stay; it is removed once."""
    edit(log, "remove", "CU")
    removed = InventoryStore(log.engine).system("CU")
    assert [removed.in_operation(day) for day in (date(2026, 5, 31), TODAY)] == [True, False]
    assert len(log.events("CU")) == 2
    with pytest.raises(InventoryError, match="removed on 2026-06-01 already"):
        edit(log, "remove", "CU")


def test_merged_systems_are_one(log: ApprovalLog) -> None:
    """The events are recorded of the one that stays, which gets endpoints and blanks, and no permission."""
    edit(log, "merge", "CU", "MOI")
    kept = InventoryStore(log.engine).system("MOI")
    assert [endpoint.host for endpoint in kept.endpoints] == ["chung.brvt.test", "cu.brvt.test"]
    assert (kept.operator, kept.in_operation_since, kept.permission) == ("TO", date(2020, 1, 1), None)
    assert [one.kind for one in log.events("MOI")] == [EventKind.DRAFTING, EventKind.SUBMITTED]
    assert (len(log.events("CU")), log.verify().fault) == (2, None)
    assert InventoryStore(log.engine).system("CU").removed_on == TODAY


def test_organizations_are_merged_and_renamed(log: ApprovalLog) -> None:
    """Whatever named the one names the other, and no body is its own predecessor or parent."""
    edit(log, "merge", "P1", "PHUONG-1")
    edit(log, "rename", "PHUONG-1", "P01")
    inventory = stored(log)
    assert {system.owner for system in inventory.systems} == {"P01"}
    assert [(body.code, body.parent, body.predecessors) for body in inventory.organizations] == [
        ("P01", None, ()),
        ("TO", "P01", ("P01",)),
    ]


@pytest.mark.parametrize(
    ("what", "codes", "why"),
    [
        ("remove", ("NOPE",), "there is no system"),
        ("rename", ("NOPE", "X"), "there is no system"),
        ("rename", ("CU", "MOI"), "is or was another's"),
        ("rename", ("CU", "P1"), "is or was another's"),
        ("merge", ("CU", "CU"), "into itself"),
        ("merge", ("CU", "P1"), "there is no system"),
    ],
)
def test_what_cannot_be_done_is_refused(
    log: ApprovalLog, what: str, codes: tuple[str, ...], why: str
) -> None:
    """One line, and nothing is changed."""
    before = stored(log)
    with pytest.raises(InventoryError, match=why):
        edit(log, what, *codes)
    with pytest.raises(InventoryError, match="--reason is blank"):
        edit(log, what, *codes, reason=" ")
    assert stored(log) == before


def test_each_edit_is_in_the_log_of_changes(log: ApprovalLog) -> None:
    """What changed, why and by whom; what went into another is told with both codes; no row is changed."""
    edit(log, "rename", "CU", "TEN-1")
    edit(log, "remove", "TEN-1", reason="ngừng thuê")
    edit(log, "rename", "P1", "P01")
    edit(log, "merge", "TEN-1", "MOI")
    with reading(log.engine) as connection:
        query = text("SELECT part, code, change, reason, actor FROM inventory_changes ORDER BY sequence")
        rows = [tuple(row) for row in connection.execute(query)][len(BODIES) + 2 :]
    assert rows[:2] == [
        ("systems", "CU", '{"code":["CU","TEN-1"]}', "nhập trùng", "an"),
        ("systems", "CU", '{"removed_on":[null,"2026-06-01"]}', "ngừng thuê", "an"),
    ]
    told = [(part, code, reason, actor) for part, code, _, reason, actor in rows[2:]]
    renamed, merged = "P1 → P01: nhập trùng", "TEN-1 → MOI: nhập trùng"
    assert told == [
        ("organizations", "P01", renamed, "an"),
        ("organizations", "TO", renamed, "an"),
        ("systems", "CU", renamed, "an"),
        ("organizations", "P1", renamed, "an"),
        ("systems", "MOI", merged, "an"),
    ]
    for statement in ("UPDATE inventory_changes SET reason = 'x'", "DELETE FROM inventory_changes"):
        with (
            pytest.raises((InventoryError, DatabaseError), match="append-only"),
            writing(log.engine) as connection,
        ):
            connection.execute(text(statement))


@pytest.mark.parametrize(
    "edits",
    [
        (("rename", "CU", "TEN-1"), ("rename", "TEN-1", "TEN-2")),
        (("rename", "CU", "TEN-1"), ("remove", "TEN-1")),
        (("rename", "MOI", "M-1"), ("merge", "CU", "M-1")),
        (("rename", "P1", "P01"), ("rename", "P01", "P02")),
        (("merge", "P1", "PHUONG-1"),),
    ],
)
def test_edits_are_what_the_log_of_changes_tells(
    log: ApprovalLog, edits: tuple[tuple[str, ...], ...]
) -> None:
    """The inventory verifies after each of them, and after an import that follows."""
    for what, *codes in edits:
        edit(log, what, *codes)
        assert chain_fault(log) is None
    InventoryStore(log.engine).apply(stored(log))
    first, *others = stored(log).systems
    InventoryStore(log.engine).apply(Inventory(systems=(first.model_copy(update={"name": "Khác"}), *others)))
    assert chain_fault(log) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE systems SET present_code = 'KHAC' WHERE code = 'CU'",
        "UPDATE systems SET present_code = NULL",
        "UPDATE systems SET present_code = 'TEN-2' WHERE code = 'MOI'",
        "UPDATE former_codes SET system = 'MOI' WHERE code = 'TEN-1'",
        "UPDATE former_codes SET code = 'KHAC' WHERE code = 'TEN-1'",
        "DELETE FROM former_codes WHERE code = 'CU'",
        "INSERT INTO former_codes VALUES ('KHAC', 'MOI')",
        "UPDATE systems SET removed_on = '2020-01-01' WHERE code = 'MOI'",
    ],
)
def test_changed_codes_are_given_away(log: ApprovalLog, statement: str) -> None:
    """Of a system that was renamed twice: neither its code now nor those it had can be changed unseen."""
    edit(log, "rename", "CU", "TEN-1")
    edit(log, "rename", "TEN-1", "TEN-2")
    with writing(log.engine) as connection:
        connection.execute(text(statement))
    assert chain_fault(log) in (Fault.CHANGED, Fault.UNREADABLE)


def test_an_earlier_day_shows_a_renamed_system_as_it_was(log: ApprovalLog) -> None:
    """By its code of now, with the name that it had then."""
    edit(log, "rename", "CU", "TEN-1")
    named = InventoryStore(log.engine).system("TEN-1").model_copy(update={"name": "Cổng mới"})
    with writing(log.engine) as connection:
        upsert(connection, Inventory(systems=(named,)), clock=lambda: datetime(2099, 1, 1, tzinfo=UTC))
    shown = InventoryStore(log.engine).load_as_shown_on(date(2098, 1, 1)).systems
    assert [(system.code, system.name) for system in shown] == [("MOI", "Cổng"), ("TEN-1", "Cổng")]


def test_doubts_go_by_the_present_code(log: ApprovalLog) -> None:
    """What is not shown to be lawful of a renamed system is told of it as it is called now."""
    decided = ApprovalEvent(system="CU", kind=EventKind.APPROVED, on=date(2026, 1, 3), level=2, number="1/QĐ")
    log.append_new([decided])
    before = log.doubts({"CU"}, TODAY)
    edit(log, "rename", "CU", "TEN-1")
    after = log.doubts({"TEN-1"}, TODAY)
    assert before
    assert {refusal.event.system for refusals in after.values() for refusal in refusals} == {"TEN-1"}
    assert {number: [one.rule for one in told] for number, told in after.items()} == {
        number: [one.rule for one in told] for number, told in before.items()
    }


def chain_fault(log: ApprovalLog) -> Fault | None:
    """What verify finds of the inventory."""
    with reading(log.engine) as connection:
        return InventoryChain().verify(connection).fault
