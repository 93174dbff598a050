"""Systems and bodies that are removed, renamed or merged keep what was recorded of them."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError

from inventory.approvals.events import ApprovalEvent, EventKind, Recorder
from inventory.approvals.log import ApprovalLog
from inventory.approvals.renaming.editing import Editing
from inventory.database.store import InventoryStore
from inventory.database.transactions import writing
from inventory.errors import InventoryError
from inventory.model import Endpoint, Inventory, Organization, ScanPermission, System

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
        log.status_by_day([TODAY], kinds=[EventKind.SUBMITTED], stages=True)[TODAY],
    ):
        assert {code: status.system for code, status in statuses.items()} == {"TEN-2": "TEN-2"}
    assert [code for code, _ in log.by_system()] == ["TEN-2"]


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
    with pytest.raises(InventoryError, match="removed on 01/06/2026 already"):
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


def test_each_edit_is_recorded_for_good(log: ApprovalLog) -> None:
    """What, of which, why and by whom; no row is changed or deleted."""
    edit(log, "rename", "CU", "TEN-1")
    edit(log, "remove", "TEN-1", reason="ngừng thuê")
    with writing(log.engine) as connection:
        rows = connection.execute(text("SELECT what, code, other, reason, actor FROM inventory_edits")).all()
    assert [tuple(row) for row in rows] == [
        ("renamed", "CU", "TEN-1", "nhập trùng", "an"),
        ("removed", "TEN-1", None, "ngừng thuê", "an"),
    ]
    for statement in ("UPDATE inventory_edits SET reason = 'x'", "DELETE FROM inventory_edits"):
        with (
            pytest.raises((InventoryError, DatabaseError), match="append-only"),
            writing(log.engine) as connection,
        ):
            connection.execute(text(statement))
