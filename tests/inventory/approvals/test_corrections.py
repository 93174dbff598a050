"""Corrections: new events that count from their own day, and leave earlier reports as they were."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from inventory.approvals.events import ApprovalEvent
from inventory.approvals.log import ApprovalLog
from inventory.approvals.replay import SystemStatus, status
from inventory.approvals.rules.model import ApprovalRefusedError
from inventory.database.store import InventoryStore
from inventory.model import Inventory
from tests.inventory.approvals.rules.builders import BODIES, SYSTEM, K, approved, event, numbered, rules

pytestmark = pytest.mark.both_databases

WAY = approved()
END = date(2023, 12, 31)


def after(*corrections: ApprovalEvent, on: date = END) -> SystemStatus:
    """The status after the whole way to the approval (event 5, of 1 June) and some corrections."""
    return status(numbered(*WAY, *corrections), "S", on)


def test_a_correction_replaces_what_it_names() -> None:
    """The rest stays, and the reports before its day too."""
    correction = event(K.CORRECTED, 9, corrects=5, number="180/QĐ-UBND", level=2)
    now = after(correction)
    assert (now.decision_number, now.level, now.decision_authority) == ("180/QĐ-UBND", 2, "UBND tỉnh")
    assert after(correction, on=date(2023, 8, 31)) == after(on=date(2023, 8, 31))


def test_a_day_is_corrected_from_the_correction_on() -> None:
    """A decision dated wrongly keeps its wrong date in the reports of those days."""
    correction = event(K.CORRECTED, 9, corrects=5, corrected_on=date(2023, 5, 20))
    assert after(correction).decision_date == date(2023, 5, 20)
    assert after(correction, on=date(2023, 8, 31)).decision_date == date(2023, 6, 1)
    assert not after(correction, on=date(2023, 5, 25)).approved


def test_a_withdrawn_event_did_not_happen() -> None:
    """The dossier is where it was before."""
    now = after(event(K.CORRECTED, 9, corrects=5, withdraws=True))
    assert (now.approved, now.dossier and now.dossier.name, now.decision_number) == (False, "APPRAISED", None)


def test_of_two_corrections_the_later_has_the_last_word() -> None:
    """By their days, and of one day by the order of recording."""
    early, late = (event(K.CORRECTED, month, corrects=5, number=str(month)) for month in (8, 9))
    assert after(early, late).decision_number == after(late, early).decision_number == "9"
    same = event(K.CORRECTED, 9, corrects=5, number="10")
    assert after(late, same).decision_number == "10"


def test_a_correction_can_be_withdrawn() -> None:
    """And so can its withdrawal."""
    first = event(K.CORRECTED, 7, corrects=5, number="2")
    undone = event(K.CORRECTED, 8, corrects=6, withdraws=True)
    redone = event(K.CORRECTED, 9, corrects=7, withdraws=True)
    told = [after(first), after(first, undone), after(first, undone, redone)]
    assert [one.decision_number for one in told] == ["2", "1/QĐ-UBND", "2"]


def test_a_correction_must_leave_a_legal_history() -> None:
    """A decision is not withdrawn from under the plan that carries it out."""
    plan = event(K.PLAN_FULL, 7)
    assert rules(*WAY, plan, event(K.CORRECTED, 9, corrects=5, withdraws=True)) == {"approval-before-plan"}
    assert rules(*WAY, plan, event(K.CORRECTED, 9, corrects=6, withdraws=True)) == set()
    moved = event(K.CORRECTED, 9, corrects=5, corrected_on=date(2023, 2, 1))
    assert "appraisal-before-approval" in rules(*WAY, moved)
    assert rules(*WAY, event(K.CORRECTED, 9, corrects=5, level=4)) == {"level-as-appraised"}


def test_the_label_of_an_earlier_day_may_be_corrected_to_have_ended() -> None:
    """The new last day may lie before the correction."""
    label = event(K.LABEL_GRANTED, 2, until=date(2023, 12, 31))
    assert rules(label, event(K.CORRECTED, 9, corrects=1, until=date(2023, 8, 1))) == set()


@pytest.fixture
def log(database: Engine) -> ApprovalLog:
    """A log with the whole way to an approval."""
    InventoryStore(database).apply(Inventory(organizations=BODIES, systems=(SYSTEM,)))
    log = ApprovalLog(database)
    for one in WAY:
        log.append(one)
    return log


def test_events_are_numbered_to_be_corrected(log: ApprovalLog) -> None:
    """The number that history shows is the one to correct, and only of the same system."""
    assert [one.sequence for one in log.events()] == [1, 2, 3, 4, 5]
    recorded = log.append(event(K.CORRECTED, 9, corrects=5, number="2"))
    assert (recorded.sequence, log.current(END)["S"].decision_number) == (6, "2")
    with pytest.raises(ApprovalRefusedError, match="correction-names-an-event"):
        log.append(event(K.CORRECTED, 9, corrects=7, number="3"))


def test_a_files_corrections_find_their_events(log: ApprovalLog) -> None:
    """A file numbers its events by itself; known ones keep the log's numbers, new ones get their own."""
    withdrawn = event(K.PLAN_FULL, 7, sequence=41)
    told = [
        event(K.CORRECTED, 9, corrects=41, withdraws=True, sequence=3),
        event(K.CORRECTED, 9, corrects=40, number="2", sequence=2),
        WAY[4].model_copy(update={"sequence": 40}),
        withdrawn,
    ]
    assert log.append_new(told) == 3
    corrects = {one.sequence: one.corrects for one in log.events() if one.corrects}
    assert set(corrects.values()) == {5, 6}
    assert log.append_new(told) == 0
    assert log.append_new(log.events()) == 0
    now = log.current(END)["S"]
    assert (now.decision_number, now.plan.name) == ("2", "NONE")


CORRECTIONS = st.builds(
    event,
    st.just(K.CORRECTED),
    st.integers(1, 12),
    st.integers(1, 28),
    corrects=st.integers(1, 9),
    number=st.sampled_from([None, "2", "3"]),
    withdraws=st.booleans(),
    corrected_on=st.none() | st.dates(date(2023, 1, 1), date(2023, 12, 31)),
)


@given(st.lists(CORRECTIONS, max_size=5), st.lists(CORRECTIONS, max_size=3), st.dates(WAY[0].on, END))
def test_later_corrections_never_change_an_earlier_status(
    some: list[ApprovalEvent], more: list[ApprovalEvent], day: date
) -> None:
    """What was reported of a day stays true, whatever is corrected after it."""
    later = [one for one in more if one.on > day]
    assert status(numbered(*WAY, *some, *later), "S", day) == status(numbered(*WAY, *some), "S", day)
