"""A scripted year: twelve systems of three agencies, one of which is merged into another at mid-year."""

from datetime import UTC, date, datetime

from sqlalchemy import Engine

from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.approvals.log import ApprovalLog
from inventory.database.store import InventoryStore
from inventory.model import Inventory, Organization, System
from inventory.targets.counting import Situation
from inventory.targets.evaluation import values
from inventory.targets.indicator import Recorded
from inventory.targets.plan import load_plan
from inventory.targets.progress import Progress, progress
from inventory.targets.quarters import quarter_ends
from inventory.targets.registry import events_read

K = EventKind
NOW = datetime(2024, 6, 30, 5, tzinfo=UTC)
PLAN = load_plan("brvt-2023")
MERGED_ON = date(2023, 7, 1)
BODIES = (
    Organization(code="A", name="Sở A", valid_to=MERGED_ON, merged_into="B"),
    Organization(code="B", name="Sở B"),
    Organization(code="C", name="Sở C"),
)
PORTALS = {"A1", "A2", "B1", "B2", "C1", "C2"}
BEGUN = {"C4": date(2023, 5, 1)}  # all others in 2020
ENDED = {"B4": date(2023, 10, 1)}
SYSTEMS = tuple(
    System(
        code=code,
        name=f"Hệ thống {code}",
        owner=code[0],
        is_portal=code in PORTALS,
        in_operation_since=BEGUN.get(code, date(2020, 1, 1)),
        decommissioned=ENDED.get(code),
    )
    for code in (f"{owner}{number}" for owner in "ABC" for number in range(1, 5))
)
INVENTORY = Inventory(organizations=BODIES, systems=SYSTEMS)


def _event(system: str, kind: EventKind, on: date, **fields: object) -> ApprovalEvent:
    return ApprovalEvent.model_validate({"system": system, "kind": kind, "on": on, **fields})


EVENTS = (
    _event("A1", K.APPROVED, date(2022, 12, 15), number="1"),
    # first quarter
    _event("A1", K.LABEL_GRANTED, date(2023, 1, 5), until=date(2023, 9, 30)),  # holds on its last day
    _event("A2", K.APPROVED, date(2023, 2, 10), number="2"),
    _event("B1", K.APPROVED, date(2023, 3, 31), number="3"),  # on the last day of the quarter
    # second quarter
    _event("C1", K.APPROVED, date(2023, 4, 1), number="4"),
    _event("A1", K.PLAN_FULL, date(2023, 5, 20)),
    _event("B1", K.LABEL_GRANTED, date(2023, 6, 1)),
    _event("B1", K.PLAN_PARTIAL, date(2023, 6, 10)),
    _event("B4", K.APPROVED, date(2023, 6, 15), number="5"),
    # third quarter: A is B's from 1 July
    _event("A3", K.APPROVED, date(2023, 7, 10), number="6"),
    _event("C1", K.REVOKED, date(2023, 8, 1)),
    _event("B1", K.PLAN_FULL, date(2023, 9, 5)),
    # fourth quarter: B4 is gone from 1 October
    _event("C2", K.APPROVED, date(2023, 10, 2), number="7"),
    _event("B3", K.SUBMITTED, date(2023, 10, 10)),
    _event("A4", K.DRAFTING, date(2023, 11, 1)),
    _event("B2", K.APPROVED, date(2023, 11, 11), number="8"),
    _event("C3", K.APPRAISED, date(2023, 12, 5)),
    _event("C1", K.APPROVED, date(2023, 12, 20), number="9"),
)
WITHDRAWN_ON = date(2023, 12, 1)  # the approval of A2, by a correction


def recorded_year(database: Engine) -> ApprovalLog:
    """The year as it was recorded, with the withdrawal of A2's approval told in December."""
    InventoryStore(database).apply(INVENTORY)
    log = ApprovalLog(database, clock=lambda: NOW)
    log.append_new(EVENTS)
    (approval,) = (one for one in log.events("A2") if one.kind is K.APPROVED)
    log.append(_event("A2", K.CORRECTED, WITHDRAWN_ON, corrects=approval.sequence, withdraws=True))
    return log


def progress_on(log: ApprovalLog, day: date, inventory: Inventory = INVENTORY) -> Progress:
    """The whole progress on a day: the ends of the last quarters, and the day itself."""
    days = sorted({*quarter_ends(day, 6), day})
    standing = log.status_by_day(days, kinds=events_read(), stages=True)
    situations = [Situation(inventory=inventory, statuses=standing[one], as_of=one) for one in days]
    recorded = Recorded(events=log.begins())
    return progress(PLAN, situations, recorded, values(PLAN, situations[-1]), agencies=True)
