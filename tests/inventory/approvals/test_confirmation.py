"""What is not shown to be lawful is unconfirmed, however it was recorded, until the record shows it."""

from datetime import date

import pytest
from sqlalchemy import Engine

from inventory.approvals.events import ApprovalEvent, Source
from inventory.approvals.log import ApprovalLog
from inventory.approvals.replay import statuses
from inventory.approvals.rules.confirmation import unconfirmed
from inventory.approvals.rules.model import ApprovalRefusedError
from inventory.database.store import InventoryStore
from inventory.model import Inventory
from inventory.targets.evaluation import evaluate
from inventory.targets.plan import load_plan
from tests.inventory.approvals.rules.builders import BODIES, SYSTEM, K, approved, event

pytestmark = pytest.mark.both_databases

DAY = date(2023, 12, 31)
INVENTORY = Inventory(organizations=BODIES, systems=(SYSTEM, SYSTEM.model_copy(update={"code": "T"})))
DECIDED = event(K.APPROVED, 6, source=Source.IMPORT)


def rules_of(*events: ApprovalEvent) -> set[str]:
    """The rules that the approval and the plan of S are not shown to meet."""
    found = unconfirmed(INVENTORY, statuses(events, DAY)).get("S")
    return {rule.id for rule in (*found.approval, *found.plan)} if found else set()


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        (approved(), set()),
        (approved(2), set()),
        ([DECIDED], {"appraisal-before-approval", "regulation-before-approval"}),
        ([*approved()[:4], event(K.APPROVED, 6, authority="Công ty ABC")], {"deciding-body-known"}),
        ([*approved()[:4], event(K.APPROVED, 6, authority="Sở Tài chính", source=Source.IMPORT)], set()),
        (
            [*approved()[:4], event(K.APPROVED, 6, authority="Sở TTTT", source=Source.IMPORT)],
            {"approved-by-the-owner"},
        ),
        ([*approved()[:4], event(K.APPROVED, 6, number="abc")], {"decision-numbered"}),
        (
            [*approved()[:4], event(K.APPROVED, 6, number=None, authority=None, source=Source.IMPORT)],
            {"decision-identified"},
        ),
        ([event(K.PLAN_FULL, 1, source=Source.IMPORT), *approved()], {"approval-before-plan"}),
        ([*approved(), event(K.PLAN_FULL, 7)], set()),
        ([DECIDED, event(K.REVOKED, 9)], set()),
    ],
)
def test_what_a_decision_must_show(events: list[ApprovalEvent], expected: set[str]) -> None:
    """Its dossier's stage, a body that may decide, a number, a plan told under it."""
    assert rules_of(*events) == expected


def test_it_agrees_with_the_doubts_of_each_event(database: Engine) -> None:
    """What is asked of the status and what is asked of the event are one."""
    InventoryStore(database).apply(INVENTORY)
    log = ApprovalLog(database)
    log.append_new([DECIDED, event(K.PLAN_FULL, 7)])
    doubts = log.doubts({"S"}, DAY)
    assert {refusal.rule for refusal in doubts[1]} == rules_of(*log.events())
    assert unconfirmed(INVENTORY, log.current(DAY)) == unconfirmed(INVENTORY, statuses(log.events(), DAY))


def test_a_stage_recorded_later_confirms(database: Engine) -> None:
    """Nothing is rewritten: the status is another once the record is."""
    InventoryStore(database).apply(INVENTORY)
    log = ApprovalLog(database)
    log.append_new([DECIDED])
    assert rules_of(*log.events())
    log.append_new(approved()[:4])
    assert rules_of(*log.events()) == set()


def test_targets_count_it_apart(database: Engine) -> None:
    """The numerator with and without, and which systems these are."""
    InventoryStore(database).apply(INVENTORY)
    other = [one.model_copy(update={"system": "T"}) for one in approved()]
    values = evaluate(load_plan("brvt-2023"), INVENTORY, [DECIDED, *other], DAY)
    approvals = next(value for value in values if value.key == "approved")
    assert (approvals.numerator, approvals.numerator_without_unconfirmed, approvals.unconfirmed) == (
        2,
        1,
        ("S",),
    )
    assert (approvals.percent, approvals.percent_without_unconfirmed) == (100.0, 50.0)


@pytest.mark.parametrize("source", Source)
def test_an_exact_repetition_is_refused(database: Engine, source: Source) -> None:
    """By whichever way, naming the event there is; what was withdrawn may be told again."""
    InventoryStore(database).apply(INVENTORY)
    log = ApprovalLog(database)
    drafted = event(K.DRAFTING, 1)
    log.append(drafted, Source.IMPORT)
    with pytest.raises(ApprovalRefusedError, match=r"event 1 .*recorded-already"):
        log.append(drafted, source)
    log.append(event(K.CORRECTED, 2, corrects=1, withdraws=True))
    with pytest.raises(ApprovalRefusedError, match="withdrawn-already"):
        log.append(event(K.CORRECTED, 3, corrects=1, withdraws=True))
    assert log.append(drafted, source).sequence == 3


def test_one_decision_of_several_systems_is_whole(database: Engine) -> None:
    """A rule that forbids it at one system forbids it at all."""
    InventoryStore(database).apply(INVENTORY)
    log = ApprovalLog(database)
    both = [event(K.DRAFTING, 1, system=code) for code in "ST"]
    assert [one.sequence for one in log.append_all(both)] == [1, 2]
    log.append(event(K.SUBMITTED, 2))
    with pytest.raises(ApprovalRefusedError, match="for S: "):
        log.append_all([event(K.SUBMITTED, 3, system=code) for code in "TS"])
    assert len(log.events()) == 3
