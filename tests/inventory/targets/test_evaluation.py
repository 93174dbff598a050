"""The arithmetic of the targets."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.approvals.status import SystemStatus
from inventory.errors import InventoryError
from inventory.model import Endpoint, Inventory, Organization, OrganizationKind, System
from inventory.targets.counting import Evidence, Situation, percentage
from inventory.targets.evaluation import IndicatorValue, evaluate, missing
from inventory.targets.indicator import Recorded
from inventory.targets.indicators.commune_pages import first_dated_page
from inventory.targets.plan import load_plan

K = EventKind
DAY = date(2023, 5, 31)
PLAN = load_plan("brvt-2023")
OWNER = Organization(code="VP", name="Văn phòng")


def system(code: str, **fields: object) -> System:
    """A system in operation since 2020."""
    values = {"code": code, "name": code, "owner": "VP", "in_operation_since": date(2020, 1, 1), **fields}
    return System.model_validate(values)


def commune(code: str, **fields: object) -> Organization:
    """A commune."""
    return Organization.model_validate(
        {"code": code, "name": code, "kind": OrganizationKind.COMMUNE, **fields}
    )


def event(code: str, kind: EventKind, on: date = date(2023, 1, 1), **fields: object) -> ApprovalEvent:
    """An event of a system."""
    return ApprovalEvent.model_validate({"system": code, "kind": kind, "on": on, **fields})


def row(
    key: str,
    *events: ApprovalEvent,
    systems: tuple[System, ...] = (),
    communes: tuple[Organization, ...] = (),
    evidence: Evidence | None = None,
) -> IndicatorValue:
    """One indicator on 31 May 2023."""
    inventory = Inventory(organizations=(OWNER, *communes), systems=systems)
    values = evaluate(PLAN, inventory, events, DAY, evidence or Evidence())
    return next(value for value in values if value.key == key)


def test_the_published_baseline() -> None:
    """31 systems, 25 portals and 82 communes give the decision's 13, 3.2, 72 and 23 per cent."""
    systems = tuple(system(f"S{number:02}", is_portal=number < 25) for number in range(31))
    communes = tuple(commune(f"X{number:02}", web_page="/x" if number < 19 else None) for number in range(82))
    events = [event(f"S{number:02}", K.APPROVED) for number in range(4)]
    events += [event(f"S{number:02}", K.LABEL_GRANTED) for number in range(18)]
    events.append(event("S00", K.PLAN_FULL))
    values = evaluate(PLAN, Inventory(organizations=(OWNER, *communes), systems=systems), events, DAY)
    figures = [(one.row, one.numerator, one.denominator, one.percent, one.missing) for one in values]
    assert figures == [
        (11, 4, 31, 12.9, 21),
        (12, 1, 31, 3.2, 9),
        (13, 18, 25, 72.0, 7),
        (14, 19, 82, 23.2, 63),
        (16, 0, 0, None, 0),
    ]
    assert [len(one.next_up) for one in values] == [21, 9, 7, 63, 0]
    assert (values[0].baseline, values[0].target) == (13, 80)


def test_only_systems_in_operation_count() -> None:
    """Planned, future and decommissioned systems are in no denominator, by inventory or by event."""
    systems = (
        system("NOW"),
        system("PLANNED", in_operation_since=None),
        system("FUTURE", in_operation_since=date(2023, 6, 1)),
        system("ENDED", decommissioned=DAY),
        system("ENDED-BY-EVENT"),
        system("ENDS-LATER", decommissioned=date(2023, 6, 1)),
    )
    value = row("approved", event("ENDED-BY-EVENT", K.DECOMMISSIONED), systems=systems)
    assert (value.denominator, value.next_up) == (2, ("ENDS-LATER", "NOW"))


def test_next_for_approval_are_the_furthest_dossiers() -> None:
    """Appraised, submitted, drafting, none; within a stage the older one, then by code."""
    events = (
        event("DRAFT", K.DRAFTING),
        event("SENT-LATE", K.SUBMITTED, date(2023, 4, 1)),
        event("SENT-EARLY", K.SUBMITTED, date(2023, 2, 1)),
        event("READY", K.APPRAISED, date(2023, 5, 1)),
        event("DONE", K.APPROVED),
    )
    codes = ("DONE", "DRAFT", "NONE-B", "NONE-A", "READY", "SENT-EARLY", "SENT-LATE")
    value = row("approved", *events, systems=tuple(map(system, codes)))
    assert value.missing == 5  # 80 % of 7 is 5.6
    assert value.next_up == ("READY", "SENT-EARLY", "SENT-LATE", "DRAFT", "NONE-A")


def test_within_a_stage_the_longest_there_comes_first() -> None:
    """By days, not by codes: of dossiers, and of approved systems without a full plan."""
    sent = (event("A", K.SUBMITTED, date(2023, 4, 1)), event("B", K.SUBMITTED, date(2023, 2, 1)))
    assert row("approved", *sent, systems=(system("A"), system("B"))).next_up == ("B", "A")
    decided = (event("A", K.APPROVED, date(2023, 4, 1)), event("B", K.APPROVED, date(2023, 2, 1)))
    systems = tuple(system(code) for code in "ABCDEF")
    assert row("compliant", *decided, systems=systems).next_up == ("B", "A")


def test_a_system_without_events_has_the_initial_status() -> None:
    """Of its own, on the day."""
    situation = Situation(inventory=Inventory(), statuses={}, as_of=DAY)
    assert situation.status("A") == SystemStatus(system="A", as_of=DAY)


def test_those_found_without_ipv6_are_work_and_the_untested_are_none() -> None:
    """Those of which nothing can be told are counted apart."""
    systems = tuple(system(code, endpoints=(Endpoint(host="a.brvt.test"),)) for code in "ABCD")
    value = row("ipv6", systems=systems, evidence=Evidence(ipv6={"D": False, "B": None}))
    assert (value.numerator, value.not_tested, value.next_up) == (0, 3, ("D",))


def test_pages_have_a_history_from_the_first_dated_one() -> None:
    """A page without a date, and a date without a page, begin nothing."""
    page, since = "https://x.brvt.test/a", [date(2023, month, 1) for month in (1, 2, 3)]
    dated = [commune(f"A{day}", web_page=page, web_page_since=day) for day in since[1:]]
    undated, pageless = commune("B", web_page=page), commune("C", web_page_since=since[0])
    begins = [
        first_dated_page(Inventory(organizations=bodies), Recorded())
        for bodies in ((undated, *reversed(dated), pageless), (undated, pageless))
    ]
    assert begins == [since[1], None]


def test_next_for_compliance_are_the_approved_ones() -> None:
    """Approved before all others, those that began first; a full plan without approval is not enough."""
    events = (
        event("FULL-ONLY", K.PLAN_FULL),
        event("APPROVED", K.APPROVED),
        event("BEGUN", K.APPROVED, date(2023, 3, 1)),
        event("BEGUN", K.PLAN_PARTIAL, date(2023, 4, 1)),
    )
    codes = ("APPROVED", "BEGUN", "FULL-ONLY", *(f"OTHER{number}" for number in range(7)))
    value = row("compliant", *events, systems=tuple(map(system, codes)))
    assert (value.numerator, value.missing) == (0, 3)
    assert value.next_up == ("BEGUN", "APPROVED", "FULL-ONLY")


def test_a_contradicted_claim_is_shown_both_ways() -> None:
    """The official figure counts the claim; beside it stands the figure without it."""
    systems = (system("A"), system("B"), system("C"))
    claims = [event(code, kind) for code in "AB" for kind in (K.APPROVED, K.PLAN_FULL)]
    value = row("compliant", *claims, systems=systems, evidence=Evidence(contradicted=frozenset("AC")))
    assert (value.numerator, value.numerator_without_contradicted) == (2, 1)
    assert row("compliant", *claims, systems=systems).numerator_without_contradicted is None
    others = row("approved", *claims, systems=systems, evidence=Evidence(contradicted=frozenset("AC")))
    assert others.numerator_without_contradicted is None


def test_portals_with_an_expired_label_come_first() -> None:
    """A label is counted for portals only, and to renew one is easier than to get one."""
    systems = (system("NEVER", is_portal=True), system("OLD", is_portal=True), system("INNER"))
    events = (event("OLD", K.LABEL_GRANTED, until=date(2023, 5, 30)), event("INNER", K.LABEL_GRANTED))
    value = row("labelled", *events, systems=systems)
    assert (value.numerator, value.denominator, value.next_up) == (0, 2, ("OLD", "NEVER"))


def test_communes_count_while_they_exist() -> None:
    """Merged and future communes are in no denominator; a page counts from its day."""
    communes = (
        commune("B", web_page="https://x.brvt.test/b", web_page_since=date(2023, 6, 1)),
        commune("A", web_page=""),
        commune("C", web_page="https://x.brvt.test/c", web_page_since=DAY),
        commune("MERGED", valid_to=DAY, web_page="https://x.brvt.test/m"),
        commune("FUTURE", valid_from=date(2025, 7, 1)),
    )
    value = row("commune-pages", communes=communes)
    assert (value.numerator, value.denominator, value.next_up) == (1, 3, ("A", "B"))


def test_ipv6_that_nobody_could_tell_is_not_tested() -> None:
    """Not tested is neither reached nor failing; systems without endpoints don't count."""
    endpoints = (Endpoint(host="a.brvt.test"),)
    systems = tuple(system(code, endpoints=endpoints) for code in ("NO", "UNSEEN", "UNSURE", "YES"))
    evidence = Evidence(ipv6={"YES": True, "NO": False, "UNSURE": None, "INNER": True, "GONE": True})
    value = row("ipv6", systems=(*systems, system("INNER")), evidence=evidence)
    assert (value.numerator, value.denominator, value.not_tested, value.percent) == (1, 4, 2, 25.0)
    assert value.next_up == ("NO",)
    assert not value.verified


@pytest.mark.parametrize(
    ("works", "fails", "untested", "missing", "at_most", "met"),
    [
        (27, 2, 2, 2, 4, False),
        (3, 1, 0, 1, 1, False),
        (29, 0, 2, 0, 2, None),  # nothing that was looked at lacks it
        (1, 0, 30, 0, 30, None),
        (0, 1, 3, 1, 4, False),
        (4, 0, 0, 0, 0, True),
        (0, 0, 4, 0, 0, None),  # there are no figures
    ],
)
def test_what_was_not_tested_is_no_shortfall(
    works: int, fails: int, untested: int, missing: int, at_most: int, *, met: bool | None
) -> None:
    """What is surely missing, with so many names, and what may be: of 100%, all that fail."""
    found = [True] * works + [False] * fails + [None] * untested
    systems = [
        system(f"S{number:02}", endpoints=(Endpoint(host="a.brvt.test"),)) for number in range(len(found))
    ]
    evidence = Evidence(ipv6={one.code: working for one, working in zip(systems, found, strict=True)})
    value = row("ipv6", systems=tuple(systems), evidence=evidence)
    assert (value.missing, value.missing_at_most, value.met) == (missing, at_most, met)
    assert len(value.next_up) == missing


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(1, 100))
def test_the_bounds_are_those_of_every_outcome(works: int, fails: int, untested: int, target: int) -> None:
    """As if all, or none, of the untested had reached it."""
    of = works + fails + untested
    gaps = [missing(Decimal(target), works + good, of) for good in range(untested + 1)]
    assert (min(gaps), max(gaps)) == (max(0, gaps[0] - untested), gaps[0])


def test_not_tested_is_never_nought_per_cent() -> None:
    """Where nothing was tested there is no rate, nothing is missing, and nothing is next."""
    systems = tuple(system(code, endpoints=(Endpoint(host="a.brvt.test"),)) for code in "AB")
    value = row("ipv6", systems=systems, evidence=Evidence(ipv6={"A": None}))
    assert (value.numerator, value.denominator, value.not_tested) == (0, 2, 2)
    assert (value.percent, value.missing, value.missing_at_most, value.next_up) == (None, 0, 0, ())


def test_nothing_to_count_gives_no_percentage() -> None:
    """An empty inventory has no rate, and misses nothing."""
    values = evaluate(PLAN, Inventory(), (), DAY)
    assert {(one.percent, one.missing, one.next_up) for one in values} == {(None, 0, ())}


def test_the_past_is_not_touched() -> None:
    """As of a day before the approval, the system was not approved."""
    inventory = Inventory(organizations=(OWNER,), systems=(system("A"),))
    events = (event("A", K.APPROVED, date(2023, 5, 31)),)
    before, on = (evaluate(PLAN, inventory, events, day)[0] for day in (date(2023, 5, 30), DAY))
    assert (before.numerator, on.numerator) == (0, 1)


def test_a_plan_that_asks_for_the_unknown_is_refused() -> None:
    """The message names what can be counted."""
    target = PLAN.targets[0].model_copy(update={"key": "happiness"})
    plan = PLAN.model_copy(update={"targets": (target,)})
    with pytest.raises(InventoryError, match=r"nothing counts 'happiness', only approved, commune-pages"):
        evaluate(plan, Inventory(), (), DAY)


@pytest.mark.parametrize(
    ("numerator", "denominator", "percent"),
    [(4, 31, 12.9), (1, 31, 3.2), (19, 82, 23.2), (1, 8, 12.5), (1, 80, 1.3), (1, 2000, 0.1), (3, 3, 100.0)],
)
def test_halves_are_rounded_up(numerator: int, denominator: int, percent: float) -> None:
    """1 of 80 is 1.25 and becomes 1.3; binary fractions and half-to-even play no part."""
    assert percentage(numerator, denominator) == percent


@given(st.integers(0, 500), st.integers(0, 500), st.decimals(0, 100, places=1))
def test_missing_is_just_enough(numerator: int, denominator: int, target: Decimal) -> None:
    """So many more reach the target, and one fewer would not."""
    gap = missing(target, numerator, denominator)
    needed = Fraction(target) * denominator / 100
    assert numerator + gap >= needed
    assert gap == 0 or numerator + gap - 1 < needed


@given(st.permutations(["A", "B", "C", "D", "E"]))
def test_the_order_of_the_input_is_no_matter(codes: list[str]) -> None:
    """The same inventory gives the same list, however it is sorted."""
    assert row("approved", systems=tuple(map(system, codes))).next_up == ("A", "B", "C", "D")
