"""The scripted year, counted by hand."""

from datetime import date, timedelta
from math import exp, lgamma
from math import log as ln

import pytest
from sqlalchemy import Engine

from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.approvals.vocabulary import Approval
from inventory.targets.forecast import CannotTell
from inventory.targets.progress import Progress, TargetProgress
from tests.inventory.targets.year import INVENTORY, NOW, progress_on, recorded_year

Q4_22, Q1, Q2, Q3, Q4 = (
    date(2022, 12, 31),
    date(2023, 3, 31),
    date(2023, 6, 30),
    date(2023, 9, 30),
    date(2023, 12, 31),
)
# Approved, compliant, labelled at the end of each quarter, as (numerator, denominator).
BY_HAND = {
    # A1. C4 is not in operation yet: 11 systems. No label so far; six portals.
    Q4_22: ((1, 11), (0, 11), (0, 6)),
    # A1, A2, and B1 on the very last day. The label of A1.
    Q1: ((3, 11), (0, 11), (1, 6)),
    # C1 and B4 besides; C4 began: 12 systems. A1 implemented its plan, B1 only a part. Labels: A1, B1.
    Q2: ((5, 12), (1, 12), (2, 6)),
    # A3 came, C1 was revoked. B1 implemented its plan. A1's label holds on its last day.
    Q3: ((5, 12), (2, 12), (2, 6)),
    # B4 was switched off: 11 systems. C2, B2, C1 came; A2's approval was withdrawn: A1 A3 B1 B2 C1 C2.
    Q4: ((6, 11), (2, 11), (1, 6)),
}
# Systems and approvals of each owner, as the owners were on the day.
BY_OWNER = {
    Q4_22: {"A": (4, 1), "B": (4, 0), "C": (3, 0)},
    Q1: {"A": (4, 2), "B": (4, 1), "C": (3, 0)},
    Q2: {"A": (4, 2), "B": (4, 2), "C": (4, 1)},
    # A was merged on 1 July: its four systems and A1, A2, A3 are B's now.
    Q3: {"B": (8, 5), "C": (4, 0)},
    # Without B4: A1, A3, B1, B2 of seven; C1 and C2 of four.
    Q4: {"B": (7, 4), "C": (4, 2)},
}


def row_of(found: Progress, row: int) -> TargetProgress:
    """One row of the plan, which there is."""
    told = found.of(row)
    assert told is not None
    return told


def approvals(found: Progress) -> TargetProgress:
    """Row 11: systems whose level is approved."""
    return row_of(found, 11)


def test_each_quarter_is_as_counted_by_hand(database: Engine) -> None:
    """Three indicators at five quarter ends; before the first event there is no history."""
    found = progress_on(recorded_year(database), Q4)
    columns = [
        {point.on: (point.numerator, point.denominator) for point in row_of(found, row).history}
        for row in (11, 12, 13)
    ]
    assert {day: tuple(column[day] for column in columns) for day in columns[0]} == BY_HAND
    assert [point.percent for point in approvals(found).history] == [9.1, 27.3, 41.7, 41.7, 54.5]


@pytest.mark.parametrize("day", BY_HAND)
def test_a_quarter_asked_for_alone_is_the_same(database: Engine, day: date) -> None:
    """The last point of each quarter's own report is that of the history told later."""
    last = approvals(progress_on(recorded_year(database), day)).history[-1]
    assert (last.on, (last.numerator, last.denominator)) == (day, BY_HAND[day][0])


def test_a_merged_agency_keeps_its_past(database: Engine) -> None:
    """Figures of a day are those of the owners of that day; today's are the successor's."""
    agencies = progress_on(recorded_year(database), Q4).agencies
    found = {
        day: {
            code: (one.systems, one.approved)
            for code, points in agencies.items()
            for one in points
            if one.on == day
        }
        for day in BY_OWNER
    }
    assert found == BY_OWNER


def test_the_pace_and_what_is_needed(database: Engine) -> None:
    """At the end of September: +4 in 273 days; 80 % of 12 are 10, so 5 more in 92 days."""
    pace = approvals(progress_on(recorded_year(database), Q3)).pace
    assert (pace.since, pace.gained, pace.quarters) == (Q4_22, 4, 2.99)
    assert (pace.per_quarter, pace.needed_per_quarter) == (1.34, 4.96)


def chance(missing: int, gained: int, days: int, ahead: int) -> float:
    """Of so many more gains so many days ahead: negative binomial, as a gamma mixture of Poisson laws is."""
    p, r = days / (days + ahead), gained + 0.5
    return 1 - sum(
        exp(lgamma(r + j) - lgamma(r) - lgamma(j + 1) + r * ln(p) + j * ln(1 - p)) for j in range(missing)
    )


def test_the_forecast(database: Engine) -> None:
    """The plain date by hand; its range by the law it is said to follow, calculated in another way."""
    log = recorded_year(database)
    # At the end of September 5 more, at 4 in 273 days: 341.25 days. The gains 2, 2, 0 differ a little more
    # than those of a Poisson process (2.03 over 2 degrees of freedom), which widens the range.
    assert approvals(progress_on(log, Q3)).forecast.expected == date(2024, 9, 6)
    # At the end of the year 3 more, at 5 in 365 days: 219 days. 2, 2, 0, 1 are even enough (2.2 over 3).
    told = approvals(progress_on(log, Q4)).forecast
    assert told.expected == date(2024, 8, 6)
    for bound, share in ((told.earliest, 0.1), (told.latest, 0.9)):
        assert bound is not None
        ahead = (bound - Q4).days
        assert chance(3, 5, 365, ahead - 1) < share <= chance(3, 5, 365, ahead)


def test_what_cannot_be_foretold_is_not(database: Engine) -> None:
    """Two quarters are too few; one plan is no pace; labels that lapse are none either; nobody scanned."""
    log = recorded_year(database)
    assert approvals(progress_on(log, Q2)).forecast.cannot_tell is CannotTell.LITTLE_HISTORY
    reasons = {one.key: one.forecast.cannot_tell for one in progress_on(log, Q4).targets}
    assert reasons == {
        "approved": None,
        "compliant": None,
        "labelled": CannotTell.UNEVEN,
        "commune-pages": CannotTell.NO_DATA,
        "ipv6": CannotTell.NO_DATA,
    }


def test_what_to_approve_first(database: Engine) -> None:
    """80 % of 11 are 9, so 3 more: appraised, submitted, drafted; A4 is B's by now."""
    work = progress_on(recorded_year(database), Q4).work
    assert [(one.place, one.system, one.owner, one.stage, one.days) for one in work] == [
        (1, "C3", "C", Approval.APPRAISED, 26),
        (2, "B3", "B", Approval.SUBMITTED, 82),
        (3, "A4", "B", Approval.DRAFTING, 60),
    ]


def test_the_year_stays_as_it_was_reported(database: Engine) -> None:
    """What happens in 2024, a correction of an event of 2023 among it, changes nothing of 2023."""
    log = recorded_year(database)
    before = progress_on(log, Q4)
    (approval,) = (one for one in log.events("B2") if one.kind is EventKind.APPROVED)
    later = date(2024, 2, 1)
    log.append(
        ApprovalEvent(
            system="B2", kind=EventKind.CORRECTED, on=later, corrects=approval.sequence, withdraws=True
        )
    )
    log.append_new(
        [
            ApprovalEvent(system=one.code, kind=EventKind.APPROVED, on=later, number="x")
            for one in INVENTORY.systems
            if one.code != "B4"
        ]
    )
    assert progress_on(log, Q4) == before
    assert approvals(progress_on(log, NOW.date() - timedelta(days=1))).history[-1].numerator == 11
