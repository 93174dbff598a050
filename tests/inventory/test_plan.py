"""Plans: the decision's own figures, and clear refusals."""

from datetime import date
from decimal import Decimal

import pytest

from inventory.counting import COUNTERS
from inventory.errors import InventoryError
from inventory.plan import load_plan, parse_plan, plan_names

HEAD = """
decision = "1/QĐ"
decided_on = 2024-01-02
baseline_on = 2024-01-01
title = {vi = "a", en = "a"}
issuer = {vi = "a", en = "a"}
"""
ROW = """
[[targets]]
row = 1
annex = "I"
key = "approved"
title = {vi = "a", en = "a"}
target = 80
verified = true
"""


def test_the_figures_of_decision_180() -> None:
    """Baseline, national and province target and time limit of each row, as published."""
    rows = [
        (target.row, target.key, target.baseline, target.national_target, target.target, target.deadline)
        for target in load_plan("brvt-2023").targets
    ]
    assert rows == [
        (11, "approved", Decimal(13), Decimal(80), Decimal(80), date(2023, 12, 31)),
        (12, "compliant", Decimal("3.2"), Decimal(30), Decimal(30), date(2023, 12, 31)),
        (13, "labelled", Decimal(72), Decimal(100), Decimal(100), date(2023, 12, 31)),
        (14, "commune-pages", Decimal(23), None, Decimal(100), date(2023, 6, 30)),
        (16, "ipv6", None, None, Decimal(100), date(2023, 9, 30)),
    ]


def test_the_source_is_cited() -> None:
    """Decision, day, annex and row; what we worded ourselves is marked as not verified."""
    plan = load_plan("brvt-2023")
    assert plan.source(plan.targets[0]) == "Quyết định 180/QĐ-BCĐ ngày 26/06/2023, Phụ lục I, STT 11"
    assert plan.source(plan.targets[4]) == "Quyết định 180/QĐ-BCĐ ngày 26/06/2023, Phụ lục II, STT 16"
    assert [target.verified for target in plan.targets] == [True, True, True, True, False]
    assert plan.baseline_on == date(2023, 5, 31)


@pytest.mark.parametrize("name", plan_names())
def test_every_plan_asks_only_for_what_is_counted(name: str) -> None:
    """Each key has a counting function."""
    assert {target.key for target in load_plan(name).targets} <= set(COUNTERS)


def test_an_unknown_plan_names_the_known_ones() -> None:
    """A slip of the keyboard, or a path, is answered with the choice."""
    for name in ("brvt-2032", "../model", ""):
        with pytest.raises(InventoryError, match=r"choose one of .*brvt-2023"):
            load_plan(name)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("decision = ", "Invalid value"),
        (HEAD, "targets"),
        (HEAD + ROW.replace("80", "101"), "less than or equal to 100"),
        (HEAD + ROW + "surplus = 1", "surplus"),
        (HEAD + ROW + ROW, "count the same thing"),
    ],
)
def test_a_wrong_plan_is_refused(text: str, problem: str) -> None:
    """Bad TOML, a missing or surplus field, an impossible share, or one indicator twice."""
    with pytest.raises(InventoryError, match=problem):
        parse_plan("mine", text)
