"""When an approval and a plan are expected: which day counts, and up to which day it did."""

from collections.abc import Sequence
from datetime import date

import pytest

from inventory.approvals.events import ApprovalEvent
from inventory.approvals.expected_dates import approval_expected, dossier_events, plan_expected
from inventory.approvals.replay import status
from tests.inventory.approvals.rules.builders import SYSTEM, TODAY, K, event, numbered

DAY = date(2024, 3, 31)  # what an event says
OWN = date(2024, 6, 30)  # what the inventory says
EARLY, LATE = event(K.APPROVED, 2, 10, level=2), event(K.APPROVED, 5, 10, level=3, number="2/QĐ-UBND")
AGAIN = event(K.DRAFTING, 6)  # a new dossier beside the decision in force
FULL, PARTIAL = event(K.PLAN_FULL, 3), event(K.PLAN_PARTIAL, 3)


def approval(events: Sequence[ApprovalEvent], own: date | None = None) -> date | None:
    """By when an approval is expected at the end of the year."""
    recorded = numbered(*events)
    system = SYSTEM.model_copy(update={"approval_expected": own})
    return approval_expected(system, status(recorded, "S", TODAY), recorded)


def plan(events: Sequence[ApprovalEvent], own: date | None = None) -> date | None:
    """By when a plan is expected to be fully implemented, at the end of the year."""
    recorded = numbered(*events)
    system = SYSTEM.model_copy(update={"plan_expected": own})
    return plan_expected(system, status(recorded, "S", TODAY), recorded)


@pytest.mark.parametrize(
    ("events", "own", "expected"),
    [
        ((), None, None),
        ((), OWN, OWN),  # nobody has begun, but somebody said when
        ((EARLY,), OWN, None),  # approved, and nothing under way
        ((EARLY, AGAIN), OWN, OWN),
        ((EARLY, AGAIN), None, None),
        # A day up to that of the last approval was expected of that one.
        ((EARLY, AGAIN), date(2023, 2, 11), date(2023, 2, 11)),
        ((EARLY, AGAIN), date(2023, 2, 10), None),
        ((EARLY, event(K.DRAFTING, 6, until=DAY)), date(2023, 2, 10), DAY),
        ((EARLY, LATE, AGAIN), date(2023, 5, 10), None),
        ((EARLY, LATE, AGAIN), date(2023, 5, 11), date(2023, 5, 11)),
        ((EARLY, event(K.REVOKED, 3)), date(2023, 2, 10), None),
        ((EARLY, event(K.REVOKED, 3)), OWN, OWN),
        # The last event of the dossier that says a day; the inventory's own counts first.
        ((event(K.DRAFTING, 1, until=DAY),), None, DAY),
        ((event(K.DRAFTING, 1, until=DAY),), OWN, OWN),
        ((event(K.DRAFTING, 1, until=DAY), event(K.SUBMITTED, 2)), None, DAY),
        ((event(K.DRAFTING, 1, until=OWN), event(K.SUBMITTED, 2, until=DAY)), None, DAY),
        ((event(K.APPRAISED, 1, until=DAY),), None, DAY),
        ((event(K.RETURNED, 1, until=DAY),), None, DAY),
        # What an earlier dossier, a plan or a label said is not said of this one.
        ((event(K.DRAFTING, 1, until=DAY), EARLY, AGAIN), None, None),
        ((event(K.DRAFTING, 1), event(K.PLAN_PARTIAL, 2, until=DAY)), None, None),
        ((event(K.LABEL_GRANTED, 1, until=DAY), event(K.DRAFTING, 2)), None, None),
    ],
)
def test_an_approval_is_expected(
    events: Sequence[ApprovalEvent], own: date | None, expected: date | None
) -> None:
    """Only while one is missing or a new one under way, by the day that was last said of it."""
    assert approval(events, own) == expected


@pytest.mark.parametrize(
    ("events", "own", "expected"),
    [
        ((), None, None),
        ((), OWN, OWN),
        ((EARLY, FULL), OWN, None),
        ((EARLY, PARTIAL), OWN, OWN),
        ((EARLY, PARTIAL), None, None),
        ((EARLY, event(K.PLAN_PARTIAL, 3, until=DAY)), None, DAY),
        ((EARLY, event(K.PLAN_PARTIAL, 3, until=DAY)), OWN, OWN),
        ((EARLY, event(K.PLAN_PARTIAL, 3, until=OWN), event(K.PLAN_PARTIAL, 4, until=DAY)), None, DAY),
        ((EARLY, event(K.PLAN_PARTIAL, 3, until=DAY), event(K.PLAN_PARTIAL, 4)), None, DAY),
        ((event(K.DRAFTING, 1, until=DAY),), None, None),
        ((EARLY, PARTIAL, event(K.LABEL_GRANTED, 4, until=DAY)), None, None),
        # A decision on a higher level: days up to its own were expected of the plan before.
        ((EARLY, FULL, LATE), OWN, OWN),
        ((EARLY, FULL, LATE), date(2023, 5, 11), date(2023, 5, 11)),
        ((EARLY, FULL, LATE), date(2023, 5, 10), None),
        ((EARLY, FULL, LATE), None, None),
        ((EARLY, FULL, LATE, event(K.DRAFTING, 11)), date(2023, 10, 1), date(2023, 10, 1)),
        ((EARLY, event(K.PLAN_PARTIAL, 2, 20, until=DAY), FULL, LATE), None, None),
    ],
)
def test_a_plan_is_expected(events: Sequence[ApprovalEvent], own: date | None, expected: date | None) -> None:
    """Until it is fully implemented, by the inventory's own day or the one last told with a part of it."""
    assert plan(events, own) == expected


def test_the_last_dossier() -> None:
    """Its stages since the approval before it, and nothing else."""
    events = numbered(event(K.SUBMITTED, 1), EARLY, AGAIN, event(K.LABEL_GRANTED, 7), event(K.RETURNED, 8))
    assert dossier_events(events) == [events[2], events[4]]
    assert dossier_events(events[:2]) == []
