"""Deadlines, each worked out by hand: what is due when, on whose word, and until what is recorded."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.deadlines import Deadline, DeadlineKind, deadlines
from inventory.deadlines.upkeep import add_months
from inventory.law.ruleset import rulesets
from inventory.law.working_days import WorkCalendar
from inventory.model import Inventory, System

RULES = rulesets()
Told = tuple[str, str, dict[str, Any]]
REGULATION: Told = ("regulation-issued", "2023-01-02", {})


def system(**changes: Any) -> System:
    """A level 3 system in operation since 2020."""
    fields = {
        "code": "S",
        "name": "S",
        "owner": "O",
        "proposed_level": 3,
        "in_operation_since": date(2020, 1, 1),
    }
    return System(**{**fields, **changes})


def events(*told: Told) -> list[ApprovalEvent]:
    """Events of the system: kind, day, other fields."""
    return [
        ApprovalEvent(system="S", kind=EventKind(kind), on=date.fromisoformat(on), **fields)
        for kind, on, fields in told
    ]


def of_systems(as_of: str, *told: Told, **changes: Any) -> list[tuple[str, date, int]]:
    """Kind, day and days left of everything about the one system."""
    return [(one.kind.value, one.due, one.days_left) for one in found(as_of, *told, **changes) if one.system]


def found(as_of: str, *told: Told, **changes: Any) -> tuple[Deadline, ...]:
    """Every deadline of the one system and of everyone."""
    inventory = Inventory(systems=(system(**changes),))
    return deadlines(inventory, events(*told), RULES, date.fromisoformat(as_of))


@pytest.mark.parametrize(
    ("submitted", "level", "due"),
    [
        ("2023-03-01", 3, date(2023, 3, 16)),  # Decree 85: 15 days of the calendar
        ("2023-03-01", 4, date(2023, 3, 31)),  # 30 days
        ("2023-03-01", 5, date(2023, 3, 31)),
        ("2026-08-18", 3, date(2026, 9, 2)),  # its last day in force
        ("2026-09-07", 3, date(2026, 9, 28)),  # Decree 331: 15 working days
        ("2026-09-07", 4, date(2026, 10, 12)),  # 25 working days
        ("2027-01-25", 3, date(2027, 2, 22)),  # 7 before Tết, 8 after it
    ],
)
def test_the_appraisal_limit(submitted: str, level: int, due: date) -> None:
    """By the decree in force on the day of submission."""
    told = of_systems(submitted, REGULATION, ("submitted", submitted, {}), proposed_level=level)
    assert told == [("appraisal", due, (due - date.fromisoformat(submitted)).days)]


@pytest.mark.parametrize("level", [1, 2])
def test_levels_1_and_2_have_no_appraisal_limit(level: int) -> None:
    """Nothing is due, whatever the time that has passed."""
    assert of_systems("2025-03-01", REGULATION, ("submitted", "2023-03-01", {}), proposed_level=level) == []


@pytest.mark.parametrize("level", [1, 3, 5])
def test_the_approval_limit(level: int) -> None:
    """7 working days, at every level, here across Tết 2023 (20 to 26/01)."""
    told = of_systems(
        "2023-02-10",
        REGULATION,
        ("submitted", "2023-01-10", {}),
        ("appraised", "2023-01-17", {}),
        proposed_level=level,
    )
    assert told == [("approval", date(2023, 2, 2), -8)]


def test_the_users_calendar_counts() -> None:
    """A day off of their own moves the day."""
    calendar = WorkCalendar(days_off={date(2026, 9, 8)})
    inventory = Inventory(systems=(system(),))
    recorded = events(REGULATION, ("submitted", "2026-09-07", {}))
    (one,) = [
        one for one in deadlines(inventory, recorded, RULES, date(2026, 9, 7), calendar) if one.system == "S"
    ]
    assert one.due == date(2026, 9, 29)


def test_the_basis_tells_the_rule_and_where_it_is_written() -> None:
    """In both languages."""
    one = next(one for one in found("2026-09-07", REGULATION, ("submitted", "2026-09-07", {})) if one.system)
    assert one.basis.vi == "Thẩm định hồ sơ cấp độ 3: 15 ngày làm việc từ 07/09/2026"
    assert one.basis.en == "Appraise a level 3 dossier: 15 working days from 2026-09-07"
    assert (one.source, one.verified) == ("Nghị định 331/2026/NĐ-CP", True)


def test_without_a_proposed_level_the_attributes_tell() -> None:
    """And without either, no limit can be told."""
    told: tuple[Told, ...] = (REGULATION, ("submitted", "2026-09-07", {}))
    level = {"proposed_level": None, "handles_administrative_procedures": True}
    assert of_systems("2026-09-07", *told, **level) == [("appraisal", date(2026, 9, 28), 21)]
    assert of_systems("2026-09-07", *told, proposed_level=None) == []


@pytest.mark.parametrize("end", ["returned", "revoked", "approved"])
def test_a_limit_stops_with_its_stage(end: str) -> None:
    """A returned dossier is drafted again; an approved one is done. Revoking a decision is another matter."""
    told = of_systems("2023-03-20", REGULATION, ("submitted", "2023-03-01", {}), (end, "2023-03-10", {}))
    assert ("appraisal" in [kind for kind, _, _ in told]) is (end == "revoked")


@pytest.mark.parametrize(
    ("told", "due"),
    [
        ([], None),
        ([("drafting", "2023-03-01", {})], None),
        ([("submitted", "2023-03-01", {})], date(2023, 3, 16)),
        ([("appraised", "2023-03-01", {})], date(2023, 3, 10)),
        ([("approved", "2023-03-01", {"level": 3})], date(2023, 3, 1)),
        ([("approved", "2023-03-01", {"level": 3}), ("regulation-issued", "2023-03-05", {})], None),
        ([("regulation-issued", "2023-02-01", {}), ("approved", "2023-03-01", {"level": 3})], None),
    ],
)
def test_the_security_regulation_comes_before_the_approval(told: list[Told], due: date | None) -> None:
    """With the limit that runs; overdue since the decision where it was approved without one."""
    days = [day for kind, day, _ in of_systems("2023-03-06", *told) if kind == "regulation"]
    assert days == ([] if due is None else [due])


def test_expected_days_are_the_units_own() -> None:
    """The last one told counts; it ends with what was expected."""
    drafting = ("drafting", "2023-01-10", {"until": date(2023, 5, 1)})
    again = ("returned", "2023-02-10", {"until": date(2023, 6, 30)})
    plan = ("plan-partial", "2023-02-01", {"until": date(2023, 12, 31)})
    told = of_systems("2023-03-01", REGULATION, drafting, again, plan)
    assert told == [
        ("expected-approval", date(2023, 6, 30), 121),
        ("expected-plan", date(2023, 12, 31), 305),
    ]
    done: tuple[Told, ...] = (("approved", "2023-02-20", {"level": 2}), ("plan-full", "2023-02-21", {}))
    assert of_systems("2023-03-01", REGULATION, drafting, again, plan, *done) == []


@pytest.mark.parametrize(
    ("told", "changes", "due"),
    [
        ([], {"approval_expected": "2023-05-01"}, {"expected-approval": date(2023, 5, 1)}),
        ([], {"plan_expected": "2023-09-01"}, {"expected-plan": date(2023, 9, 1)}),
        (
            [("drafting", "2023-01-10", {"until": date(2023, 4, 1)})],
            {"approval_expected": "2023-05-01"},
            {"expected-approval": date(2023, 5, 1)},
        ),
        ([("approved", "2023-02-01", {"level": 2})], {"approval_expected": "2023-05-01"}, {}),
        ([("plan-full", "2023-02-01", {})], {"plan_expected": "2023-09-01"}, {}),
        (  # the day was that of the decision that was revoked since
            [("approved", "2023-02-01", {"level": 2}), ("revoked", "2023-02-20", {})],
            {"approval_expected": "2023-01-31"},
            {},
        ),
    ],
)
def test_the_days_of_mau_08(told: list[Told], changes: dict[str, Any], due: dict[str, date]) -> None:
    """Columns 9 and 11, which the inventory holds, until what they expect has happened."""
    days = of_systems("2023-03-01", REGULATION, *told, **changes)
    assert {kind: day for kind, day, _ in days} == due


def test_the_dossiers_own_level_sets_the_limit() -> None:
    """The level that it was submitted with, rather than the one that the inventory proposes."""
    told = of_systems("2023-03-01", REGULATION, ("submitted", "2023-03-01", {"level": 4}))
    assert told == [("appraisal", date(2023, 3, 31), 30)]


def test_a_correction_moves_its_deadline() -> None:
    """From its own day on: a submission withdrawn has no limit, one of another day another."""
    sent = ("submitted", "2023-03-01", {"sequence": 2})
    moved = ("corrected", "2023-03-08", {"corrects": 2, "corrected_on": date(2023, 3, 6), "sequence": 3})
    until = ("corrected", "2023-03-08", {"corrects": 2, "until": date(2023, 6, 30), "sequence": 3})
    withdrawn = ("corrected", "2023-03-08", {"corrects": 2, "withdraws": True, "sequence": 3})
    limit, after = ("appraisal", date(2023, 3, 16), 8), ("appraisal", date(2023, 3, 21), 13)
    assert of_systems("2023-03-08", REGULATION, sent) == [limit]
    assert of_systems("2023-03-08", REGULATION, sent, moved) == [after]
    assert of_systems("2023-03-08", REGULATION, sent, withdrawn) == []
    expected = ("expected-approval", date(2023, 6, 30), 114)
    assert of_systems("2023-03-08", REGULATION, sent, until) == [limit, expected]
    assert [day for _, day, _ in of_systems("2023-03-07", REGULATION, sent, moved)] == [date(2023, 3, 16)]


@pytest.mark.parametrize(
    ("told", "due"),
    [
        ([], None),
        ([("label-granted", "2022-06-01", {})], None),
        ([("label-granted", "2022-06-01", {"until": date(2023, 6, 1)})], date(2023, 6, 1)),
        (
            [
                ("label-granted", "2022-06-01", {"until": date(2023, 6, 1)}),
                ("label-granted", "2023-06-05", {"until": date(2024, 6, 1)}),
            ],
            date(2024, 6, 1),
        ),
        (
            [
                ("label-granted", "2022-06-01", {"until": date(2023, 6, 1)}),
                ("label-expired", "2023-06-02", {}),
            ],
            None,
        ),
    ],
)
def test_the_label_expires(told: list[Told], due: date | None) -> None:
    """On the last day of the last one granted."""
    assert [day for kind, day, _ in of_systems("2023-07-01", *told) if kind == "label"] == (
        [] if due is None else [due]
    )


@pytest.mark.parametrize(
    ("as_of", "level", "assessed", "due", "verified"),
    [
        ("2023-06-01", 3, "2022-05-31", date(2023, 5, 31), True),  # Decree 85: yearly
        ("2023-06-01", 4, "2022-05-31", date(2023, 5, 31), True),
        ("2023-06-01", 5, "2023-01-31", date(2023, 7, 31), True),  # every 6 months
        ("2023-06-01", 3, None, date(2023, 2, 1), False),  # counted from the decision
        ("2023-06-01", 2, "2022-05-31", None, None),  # only the whole organisation
        ("2026-09-01", 2, "2026-02-28", date(2027, 2, 28), False),  # TCVN 14423, not verified
        ("2026-09-01", 3, "2026-02-28", date(2026, 8, 28), False),
        ("2026-09-01", 4, "2026-02-28", date(2026, 8, 28), False),
        ("2026-09-01", 5, "2026-02-28", date(2026, 8, 19), False),  # not before the rule holds
    ],
)
def test_assessments(
    as_of: str, level: int, assessed: str | None, due: date | None, *, verified: bool
) -> None:
    """By the decree in force on the day of asking, from the last one recorded."""
    told: list[Told] = [REGULATION, ("approved", "2022-02-01", {"level": level})]
    if assessed:
        told.append(("assessed", assessed, {"result": "periodic"}))
    made = [one for one in found(as_of, *told) if one.kind is DeadlineKind.ASSESSMENT]
    assert [(one.due, one.verified) for one in made] == ([] if due is None else [(due, verified)])


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2023, 12, 15), 12, date(2024, 12, 15)),
        (date(2023, 6, 1), 6, date(2023, 12, 1)),
        (date(2023, 7, 1), 6, date(2024, 1, 1)),
    ],
)
def test_months_later(start: date, months: int, end: date) -> None:
    """The same day, or the last of a shorter month."""
    assert add_months(start, months) == end


@pytest.mark.parametrize(
    ("as_of", "dues"),
    [
        ("2020-05-01", []),  # before the circular
        ("2023-05-31", [date(2023, 12, 20), date(2023, 12, 25)]),
        ("2023-12-20", [date(2023, 12, 20), date(2023, 12, 25)]),
        ("2023-12-21", [date(2023, 12, 25), date(2024, 12, 20)]),
        ("2026-11-21", [date(2026, 12, 20), date(2026, 12, 25)]),
    ],
)
def test_the_yearly_reports(as_of: str, dues: list[date]) -> None:
    """The next ones, of every system together, never overdue."""
    told = [one for one in found(as_of) if one.kind is DeadlineKind.ANNUAL_REPORT]
    assert [one.due for one in told] == dues
    assert all(one.system is None and one.days_left >= 0 for one in told)
    if as_of.startswith("2026"):
        assert {one.source for one in told} == {"Nghị định 331/2026/NĐ-CP, Điều 35"}


@pytest.mark.parametrize(
    ("as_of", "told", "dues"),
    [
        ("2026-06-30", [("approved", "2025-02-01", {"level": 3})], []),  # the law is not in force yet
        ("2026-07-01", [("approved", "2025-02-01", {"level": 3})], [date(2027, 6, 30)]),
        ("2027-07-01", [("approved", "2025-02-01", {"level": 3})], [date(2027, 6, 30)]),
        ("2026-11-21", [("approved", "2026-07-01", {"level": 3})], []),
        ("2026-11-21", [("drafting", "2026-06-30", {})], [date(2026, 12, 31)]),
        (
            "2026-11-21",
            [("drafting", "2026-06-30", {}), ("submitted", "2026-08-01", {})],
            [date(2026, 12, 31)],
        ),
        ("2026-11-21", [("drafting", "2026-07-01", {})], []),
        ("2026-11-21", [("drafting", "2026-06-30", {}), ("approved", "2026-10-01", {"level": 3})], []),
        (
            "2026-11-21",
            [
                ("drafting", "2024-01-02", {}),
                ("approved", "2025-02-01", {"level": 3}),
                ("drafting", "2026-09-01", {}),
            ],
            [date(2027, 6, 30)],
        ),
        (
            "2026-11-21",
            [("approved", "2025-02-01", {"level": 3}), ("revoked", "2025-03-01", {})],
            [],
        ),
    ],
)  # fmt: skip
def test_the_transition(as_of: str, told: list[Told], dues: list[date]) -> None:
    """Approved before 01/07/2026: until 30/06/2027. Under way before it: until 31/12/2026."""
    made = [one for one in found(as_of, *told) if one.kind is DeadlineKind.TRANSITION]
    assert [one.due for one in made] == dues
    assert not any(one.verified for one in made)


@pytest.mark.parametrize(
    "changes",
    [{"decommissioned": date(2023, 3, 1)}, {}],
    ids=["by the inventory", "by an event"],
)
def test_nothing_is_due_of_a_system_that_ended(changes: dict[str, Any]) -> None:
    """Whatever was running."""
    ended: list[Told] = [] if changes else [("decommissioned", "2023-03-01", {})]
    assert of_systems("2023-03-02", ("submitted", "2023-02-01", {}), *ended, **changes) == []


def test_overdue_days() -> None:
    """0 on the day itself, then one a day."""
    told: tuple[Told, ...] = (REGULATION, ("submitted", "2023-03-01", {}))
    days = [next(one for one in found(day, *told) if one.system) for day in ("2023-03-16", "2023-03-17")]
    assert [(one.days_left, one.overdue_days) for one in days] == [(0, 0), (-1, 1)]


EVENTS = st.builds(
    ApprovalEvent,
    system=st.sampled_from(["A", "B"]),
    kind=st.sampled_from(EventKind),
    on=st.dates(min_value=date(2020, 1, 1), max_value=date(2028, 1, 1)),
    level=st.none() | st.integers(1, 5),
    until=st.none() | st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 1, 1)),
    corrects=st.none() | st.integers(1, 4),
    withdraws=st.booleans(),
)
ESTATE = Inventory(systems=(system(code="A"), system(code="B", proposed_level=None)))


@settings(deadline=None)  # a year of holidays is worked out once
@given(st.lists(EVENTS, max_size=12), st.dates(min_value=date(2019, 1, 1), max_value=date(2028, 1, 1)))
def test_any_history_gives_deadlines_in_order_each_once(made: list[ApprovalEvent], as_of: date) -> None:
    """Sorted by day, no two the same, and unmoved by what happens or is corrected later."""
    recorded = [event.model_copy(update={"sequence": place}) for place, event in enumerate(made, start=1)]
    told = deadlines(ESTATE, recorded, RULES, as_of)
    assert [one.due for one in told] == sorted(one.due for one in told)
    assert len({(one.kind, one.system, one.rule) for one in told}) == len(told)
    assert all(one.due == as_of + timedelta(days=one.days_left) for one in told)
    by_then = [event for event in recorded if event.on <= as_of]
    assert deadlines(ESTATE, by_then, RULES, as_of) == told
