"""Levels by hand-read criteria of both rule sets, and what is said when the inventory does not know."""

from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inventory.attributes import Harm, Scope, WorksGrade
from inventory.law.classification import classify
from inventory.law.ruleset import load_ruleset, rulesets
from inventory.model import System
from tests.inventory.inventories import LEVEL_ATTRIBUTES, PEOPLE

OLD, NEW = date(2023, 5, 31), date(2026, 11, 21)
DEFENCE: dict[str, Any] = {"state_secret_or_defence": True}
NATIONAL: dict[str, Any] = {"scope": Scope.NATIONAL}
INFRASTRUCTURE: dict[str, Any] = {"is_infrastructure": True}
SAME: list[tuple[dict[str, Any], int | None, str | None]] = [
    ({**DEFENCE, "harm": Harm.EXCEPTIONAL}, 5, "l5-defence"),
    ({"central_national_data": True}, 5, "l5-central-national-data"),
    ({"international_interconnection": True}, 5, "l5-international-interconnection"),
    ({"industrial_control": WorksGrade.SPECIAL}, 5, "l5-industrial-control"),
    ({**DEFENCE, "harm": Harm.SERIOUS}, 4, "l4-defence"),
    ({**NATIONAL, "national_e_government": True}, 4, "l4-national-e-government"),
    ({**NATIONAL, "around_the_clock": True}, 4, "l4-nationwide-24-7"),
    ({"industrial_control": WorksGrade.I}, 4, "l4-industrial-control"),
    ({**DEFENCE, "harm": Harm.DAMAGE}, 3, "l3-defence"),
    (DEFENCE, 3, "l3-defence"),
    ({**INFRASTRUCTURE, "scope": Scope.SECTOR}, 3, "l3-infrastructure"),
    ({**INFRASTRUCTURE, "scope": Scope.PROVINCE}, 3, "l3-infrastructure"),
    ({**INFRASTRUCTURE, "scope": Scope.PROVINCE, "around_the_clock": True}, 3, "l3-infrastructure"),
    ({"industrial_control": WorksGrade.II}, 3, "l3-industrial-control"),
    ({"industrial_control": WorksGrade.III}, 3, "l3-industrial-control"),
    ({"industrial_control": WorksGrade.IV}, 3, "l3-industrial-control"),
    ({**INFRASTRUCTURE, "scope": Scope.AGENCY}, 2, "l2-infrastructure"),
    ({"internal_use": True, "handles_private_data": False}, 1, "l1-internal"),
    ({"industrial_control": WorksGrade.NONE}, None, None),
    ({"scope": Scope.PROVINCE, "around_the_clock": True}, None, None),
    ({"harm": Harm.EXCEPTIONAL}, None, None),
    ({}, None, None),
]
ND85: list[tuple[dict[str, Any], int | None, str | None]] = [
    *SAME,
    ({"online_public_service_level": 4}, 3, "l3-online-public-service"),
    ({"online_public_service_level": 3}, 3, "l3-online-public-service"),
    ({"online_public_service_level": 2}, 2, "l2-online-public-service"),
    ({"online_public_service_level": 0, "internal_use": False}, 2, "l2-online-public-service"),
    ({"online_public_service_level": 0, "is_portal": True}, 2, "l2-online-public-service"),
    ({"online_public_service_level": 0}, None, None),
    ({"user_count": 10_000}, 3, "l3-users"),
    ({"user_count": 9_999}, 2, "l2-users"),
    ({"user_count": 1}, 2, "l2-users"),
    ({"user_count": 0}, None, None),
    ({"internal_use": True, "handles_private_data": True}, 2, "l2-internal"),
    ({"internal_use": True, "basic_data_subjects": 5}, 2, "l2-internal"),
    ({"handles_administrative_procedures": True}, None, None),
    ({"basic_data_subjects": 100_000}, None, None),
]
ND331: list[tuple[dict[str, Any], int | None, str | None]] = [
    *SAME,
    ({"handles_administrative_procedures": True}, 3, "l3-administrative-procedures"),
    ({"basic_data_subjects": 100_000}, 3, "l3-basic-data"),
    ({"basic_data_subjects": 99_999}, 2, "l2-basic-data"),
    ({"sensitive_data_subjects": 10_000}, 3, "l3-sensitive-data"),
    ({"sensitive_data_subjects": 9_999}, 2, "l2-sensitive-data"),
    ({"basic_data_subjects": 99_999, "sensitive_data_subjects": 10_000}, 3, "l3-sensitive-data"),
    ({"basic_data_subjects": 0, "sensitive_data_subjects": 0}, None, None),
    ({"online_public_service_level": 4}, None, None),
    ({"user_count": 10_000}, None, None),
]
CASES = [("nd85-2016", OLD, *case) for case in ND85] + [("nd331-2026", NEW, *case) for case in ND331]


def system(**attributes: Any) -> System:
    """A system of which only this is known."""
    return System(code="S", name="S", owner="O", **attributes)


@pytest.mark.parametrize(("name", "on", "attributes", "level", "criterion"), CASES)
def test_each_criterion(
    name: str, on: date, attributes: dict[str, Any], level: int | None, criterion: str | None
) -> None:
    """Read by hand from the decrees: this attribute calls for this level, by this criterion."""
    found = classify(system(**attributes), load_ruleset(name), on)
    assert found.level == level
    assert (found.criterion and found.criterion.key) == criterion
    assert (found.source is None) == (level is None)


@pytest.mark.parametrize("name", ["nd85-2016", "nd331-2026"])
def test_every_criterion_has_a_case(name: str) -> None:
    """A criterion added to the data needs its ground truth here."""
    told = {criterion for rules, _, _, _, criterion in CASES if rules == name}
    assert {criterion.key for criterion in load_ruleset(name).criteria} <= told


@pytest.mark.parametrize("ruleset", rulesets(), ids=lambda ruleset: ruleset.name)
def test_criteria_ask_for_words_that_a_system_can_have(ruleset: Any) -> None:
    """A misspelt word would never match."""
    for condition in (condition for criterion in ruleset.criteria for condition in criterion.when):
        kind = next(kind for kind in get_args(System.model_fields[condition.attribute].annotation))
        assert all(word in list(kind) for word in condition.one_of)


def test_the_highest_level_wins() -> None:
    """Whatever else the system is."""
    found = classify(
        system(internal_use=True, handles_private_data=True, central_national_data=True, user_count=20_000),
        load_ruleset("nd85-2016"),
        OLD,
    )
    assert (found.level, found.missing) == (5, ())


def test_the_state_of_the_source_goes_along() -> None:
    """The industrial grades of Decree 331 were not read; the others were."""
    rules = load_ruleset("nd331-2026")
    assert classify(system(industrial_control=WorksGrade.II), rules, NEW).verified is False
    both = system(industrial_control=WorksGrade.II, handles_administrative_procedures=True)
    assert classify(both, rules, NEW).verified is True
    assert classify(system(), rules, NEW).verified is None


def test_what_is_missing_is_what_could_raise_the_level() -> None:
    """Nothing that matters only below the proposed level, or only after another answer."""
    rules = load_ruleset("nd331-2026")
    unknown = classify(system(), rules, NEW).missing
    assert unknown[:2] == ("state_secret_or_defence", "central_national_data")
    assert "harm" not in unknown
    known = system(
        state_secret_or_defence=True,
        central_national_data=False,
        international_interconnection=False,
        industrial_control=WorksGrade.NONE,
        scope=Scope.PROVINCE,
    )
    assert classify(known, rules, NEW).missing == ("harm",)


@pytest.mark.parametrize("ruleset", rulesets(), ids=lambda ruleset: ruleset.name)
@given(attributes=LEVEL_ATTRIBUTES, people=st.tuples(PEOPLE, PEOPLE), data=st.data())
def test_more_knowledge_never_lowers_the_level(
    ruleset: Any, attributes: dict[str, Any], people: tuple[int | None, int | None], data: st.DataObject
) -> None:
    """What is missing can only raise it, and nothing is missing that was told."""
    whole = {**attributes, "basic_data_subjects": people[0], "sensitive_data_subjects": people[1]}
    told = {name: value for name, value in whole.items() if value is not None}
    assume(not _contradictory(told))
    hidden = data.draw(st.sets(st.sampled_from(sorted(told)))) if told else set()
    less = classify(system(**{name: told[name] for name in told.keys() - hidden}), ruleset, OLD)
    more = classify(system(**told), ruleset, OLD)
    assert (less.level or 0) <= (more.level or 0)
    assert not set(more.missing) & told.keys()


def _contradictory(told: dict[str, Any]) -> bool:
    """Internal, yet with public services; no private data, yet of so many people."""
    counts = ("user_count", "basic_data_subjects", "sensitive_data_subjects")
    public = told.get("internal_use") is True and bool(told.get("online_public_service_level"))
    return public or (told.get("handles_private_data") is False and any(map(told.get, counts)))
