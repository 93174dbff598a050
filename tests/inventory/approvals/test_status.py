"""Status as of a day, read off the events."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.approvals.replay import SystemStatus, status, statuses
from inventory.approvals.vocabulary import EVENT_WORDINGS, Approval, Assessment, ProtectionPlan

K = EventKind
END = date(2023, 12, 31)


def event(kind: EventKind, month: int, day: int = 1, **fields: object) -> ApprovalEvent:
    """An event of the system S in 2023."""
    return ApprovalEvent.model_validate({"system": "S", "kind": kind, "on": date(2023, month, day), **fields})


def at_the_end(*events: ApprovalEvent) -> SystemStatus:
    """The status of S at the end of 2023."""
    return status(events, "S", END)


@pytest.mark.parametrize(
    ("kinds", "approval", "plan"),
    [
        ([], None, ProtectionPlan.NONE),
        ([K.DRAFTING], Approval.DRAFTING, ProtectionPlan.NONE),
        ([K.DRAFTING, K.SUBMITTED], Approval.SUBMITTED, ProtectionPlan.NONE),
        ([K.SUBMITTED, K.RETURNED], Approval.DRAFTING, ProtectionPlan.NONE),
        ([K.SUBMITTED, K.APPRAISED], Approval.APPRAISED, ProtectionPlan.NONE),
        ([K.APPRAISED, K.APPROVED], Approval.APPROVED, ProtectionPlan.NONE),
        ([K.APPROVED, K.PLAN_PARTIAL], Approval.APPROVED, ProtectionPlan.PARTIAL),
        ([K.APPROVED, K.PLAN_PARTIAL, K.PLAN_FULL], Approval.APPROVED, ProtectionPlan.FULL),
        ([K.PLAN_FULL, K.PLAN_PARTIAL], None, ProtectionPlan.PARTIAL),
        ([K.APPROVED, K.REVOKED], None, ProtectionPlan.NONE),
        ([K.APPROVED, K.SUPERSEDED], None, ProtectionPlan.NONE),
        ([K.APPROVED, K.SUPERSEDED, K.APPROVED], Approval.APPROVED, ProtectionPlan.NONE),
        ([K.APPROVED, K.DRAFTING], Approval.APPROVED, ProtectionPlan.NONE),
        ([K.APPROVED, K.SUBMITTED, K.REVOKED], Approval.SUBMITTED, ProtectionPlan.NONE),
        ([K.DRAFTING, K.REVOKED], Approval.DRAFTING, ProtectionPlan.NONE),
    ],
)
def test_the_stages_of_mau_08(
    kinds: list[EventKind], approval: Approval | None, plan: ProtectionPlan
) -> None:
    """Columns 6 and 10 follow the events; a decision outlives a new dossier, until it is ended."""
    now = at_the_end(*(event(kind, month) for month, kind in enumerate(kinds, start=1)))
    assert (now.approval, now.plan) == (approval, plan)


def test_the_decision_in_force() -> None:
    """Level, number, day and authority are those of the decision."""
    now = at_the_end(event(K.APPROVED, 4, 27, level=3, number="180/QĐ-UBND", authority="UBND tỉnh"))
    decision = (now.level, now.decision_number, now.decision_date, now.decision_authority)
    assert decision == (3, "180/QĐ-UBND", date(2023, 4, 27), "UBND tỉnh")


def test_a_revoked_decision_leaves_nothing_in_force() -> None:
    """The level falls with the decision, and the status says how it ended."""
    now = at_the_end(event(K.APPROVED, 4, level=3, number="1"), event(K.REVOKED, 6))
    assert (now.approved, now.level, now.decision_number, now.revoked, now.superseded) == (
        False, None, None, True, False,
    )  # fmt: skip


def test_ending_an_older_decision_leaves_the_new_one() -> None:
    """A new decision supersedes the old one by number, in whichever order the two are recorded."""
    old, new = event(K.APPROVED, 1, level=2, number="1"), event(K.APPROVED, 6, level=3, number="2")
    ended = event(K.SUPERSEDED, 6, number="1")
    assert at_the_end(old, new, ended).level == 3
    assert at_the_end(old, ended, new).level == 3
    assert not at_the_end(old, ended, new).superseded


@pytest.mark.parametrize(
    ("result", "kind"),
    [
        ("before-use", Assessment.BEFORE_USE),
        ("Trước khi đưa vào sử dụng", Assessment.BEFORE_USE),
        ("định kỳ", Assessment.PERIODIC),
        ("Periodic", Assessment.PERIODIC),
        ("đạt", None),
        (None, None),
    ],
)
def test_the_kind_of_assessment(result: str | None, kind: Assessment | None) -> None:
    """Column 12 is what the event says; what it does not say is not guessed."""
    now = at_the_end(event(K.ASSESSED, 3, result=result))
    assert (now.assessed, now.assessed_on) == (kind, date(2023, 3, 1))


@pytest.mark.parametrize(
    ("events", "labelled"),
    [
        ([], False),
        ([event(K.LABEL_GRANTED, 1)], True),
        ([event(K.LABEL_GRANTED, 1, until=END)], True),
        ([event(K.LABEL_GRANTED, 1, until=date(2023, 12, 30))], False),
        ([event(K.LABEL_GRANTED, 1), event(K.LABEL_EXPIRED, 6)], False),
        ([event(K.LABEL_GRANTED, 1), event(K.LABEL_EXPIRED, 6), event(K.LABEL_GRANTED, 7)], True),
        ([event(K.LABEL_EXPIRED, 6)], False),
        ([event(K.LABEL_GRANTED, 1, until=date(2023, 6, 1)), event(K.CORRECTED, 2, until=END)], True),
    ],
)
def test_the_label_holds_to_its_last_day(events: list[ApprovalEvent], labelled: bool) -> None:  # noqa: FBT001 - a table's column
    """Granted, and neither past its last day nor told to have expired."""
    assert at_the_end(*events).labelled is labelled


def test_a_correction_counts_from_its_own_day() -> None:
    """What a correction names is replaced, the rest stays, and the past stays as it was reported."""
    events = [event(K.APPROVED, 3, level=2, number="1", authority="X"), event(K.CORRECTED, 9, level=3)]
    now = at_the_end(*events)
    assert (now.level, now.decision_number, now.decision_authority) == (3, "1", "X")
    assert status(events, "S", date(2023, 8, 31)).level == 2


def test_a_correction_of_nothing_changes_nothing() -> None:
    """Without a decision or a label there is nothing to correct."""
    assert at_the_end(event(K.CORRECTED, 9, level=3, until=END)) == at_the_end()


def test_regulation_and_decommissioning() -> None:
    """The day of the regulation, and the end of the system."""
    now = at_the_end(event(K.REGULATION_ISSUED, 2, 3), event(K.DECOMMISSIONED, 11))
    assert (now.regulation_issued_on, now.decommissioned) == (date(2023, 2, 3), True)


def test_of_one_day_the_last_recorded_counts() -> None:
    """Events of one day are taken in the order they were recorded."""
    assert at_the_end(event(K.SUBMITTED, 5), event(K.RETURNED, 5)).approval == Approval.DRAFTING
    assert at_the_end(event(K.RETURNED, 5), event(K.SUBMITTED, 5)).approval == Approval.SUBMITTED


EVENTS = st.builds(
    ApprovalEvent,
    system=st.sampled_from(["S", "T"]),
    kind=st.sampled_from(EventKind),
    on=st.dates(date(2022, 1, 1), date(2024, 12, 31)),
    level=st.none() | st.integers(1, 5),
    number=st.sampled_from([None, "1", "2"]),
    until=st.none() | st.dates(date(2022, 1, 1), date(2024, 12, 31)),
)


@given(st.lists(EVENTS), st.lists(EVENTS), st.dates(date(2022, 1, 1), date(2024, 12, 31)))
def test_later_events_never_change_an_earlier_status(
    events: list[ApprovalEvent], more: list[ApprovalEvent], day: date
) -> None:
    """What was reported of a day stays true, whatever happens after it."""
    later = [one for one in more if one.on > day]
    assert status([*events, *later], "S", day) == status(events, "S", day)


@given(st.lists(EVENTS), st.dates(date(2022, 1, 1), date(2024, 12, 31)))
def test_one_pass_gives_what_each_system_gives(events: list[ApprovalEvent], day: date) -> None:
    """All systems at once, or one by one: the same."""
    singly = {system: status(events, system, day) for system in {one.system for one in events}}
    assert statuses(events, day) == singly


def test_every_word_is_there_in_both_languages() -> None:
    """Each kind of event and each official value has its English rendering."""
    wordings = [
        *EVENT_WORDINGS.values(),
        *(word.wording for kind in (Approval, ProtectionPlan, Assessment) for word in kind),
    ]
    assert set(EVENT_WORDINGS) == set(EventKind)
    assert all(wording.vi and wording.en and wording.vi != wording.en for wording in wordings)
