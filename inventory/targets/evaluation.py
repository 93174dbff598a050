"""How far a plan has come on a day: numerator, denominator, gap, and whom to take next."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from inventory.approvals.events import ApprovalEvent
from inventory.approvals.replay import statuses
from inventory.model import Code, Inventory, Strict, Text
from inventory.targets.counting import NO_EVIDENCE, Count, Evidence, Situation, percentage
from inventory.targets.indicator import Recorded
from inventory.targets.plan import Plan, Target
from inventory.targets.registry import indicator


class IndicatorValue(Strict):
    """One row of a plan on one day. Percentages have one decimal.

    ``percent`` None: there are no figures. Nothing belongs to it, nothing of what does was tested, or on the
    day there was no record yet. Then nothing is missing and nothing is next either.
    What was not tested is no shortfall: of it may be missing between none and all.
    """

    row: int
    key: str  # what is counted: a file of inventory.targets.indicators
    title: Text
    as_of: date
    numerator: int
    denominator: int
    not_tested: int = 0  # part of the denominator of which nothing can be told
    contradicted: tuple[Code, ...] = ()  # part of the numerator by claim, against the evidence; sorted
    numerator_without_contradicted: int | None = None  # set where evidence contradicts some claims
    percent_without_contradicted: float | None = None
    unconfirmed: tuple[Code, ...] = ()  # part of the numerator not shown to be lawful; sorted
    numerator_without_unconfirmed: int | None = None  # set where some are unconfirmed
    percent_without_unconfirmed: float | None = None
    percent: float | None
    baseline: float | None
    target: float
    deadline: date | None
    missing: int  # how many more reach the target, surely: as if all that was not tested had reached it
    missing_at_most: int  # the same as if none of it had
    next_up: tuple[Code, ...] = ()  # systems (or organizations) to take next, easiest first
    source: str
    verified: bool = True

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None: there are no figures, or it hangs on what was not tested."""
        if self.percent is None:
            return None
        if self.missing:
            return False
        return None if self.missing_at_most else True


def evaluate(
    plan: Plan,
    inventory: Inventory,
    events: Iterable[ApprovalEvent],
    as_of: date,
    evidence: Evidence = NO_EVIDENCE,
) -> tuple[IndicatorValue, ...]:
    """Each row of a plan on a day, in the plan's order.

    Raises:
        InventoryError: the plan asks for something that nobody counts.

    """
    standing = statuses(events, as_of)
    return values(plan, Situation(inventory=inventory, statuses=standing, evidence=evidence, as_of=as_of))


def values(plan: Plan, situation: Situation, recorded: Recorded | None = None) -> tuple[IndicatorValue, ...]:
    """``evaluate`` for those who know the statuses.

    ``recorded``: of a day that is past, from when on there is a record, before which there are no figures,
    just as history has none; None: the day is today's.

    Raises:
        InventoryError: the plan asks for something that nobody counts.

    """
    return tuple(_value(plan, target, situation, recorded) for target in plan.targets)


def missing(target: Decimal, numerator: int, denominator: int) -> int:
    """How many more reach a target of so many per cent."""
    return max(0, ceil(Fraction(target) * denominator / 100) - numerator)


def _value(plan: Plan, target: Target, situation: Situation, recorded: Recorded | None) -> IndicatorValue:
    measure = indicator(target.key)
    count = measure.on(situation)
    numerator, denominator = count.numerator, count.denominator
    known = recorded is None or measure.is_recorded(situation.inventory, recorded, situation.as_of)
    percent = count.percent if known else None
    at_most = 0 if percent is None else missing(target.target, numerator, denominator)
    gap = max(0, at_most - count.not_tested)
    return IndicatorValue(
        row=target.row,
        key=target.key,
        title=target.title,
        as_of=situation.as_of,
        numerator=numerator,
        denominator=denominator,
        not_tested=count.not_tested,
        **_without_contradicted(count, numerator, denominator),
        **_without_unconfirmed(count, indicator(target.key).unconfirmed(situation)),
        percent=percent,
        baseline=None if target.baseline is None else float(target.baseline),
        target=float(target.target),
        deadline=target.deadline,
        missing=gap,
        missing_at_most=at_most,
        next_up=count.not_reached[:gap] if gap else (),
        source=plan.source(target),
        verified=target.verified,
    )


def _without_unconfirmed(count: Count, unconfirmed: Collection[Code]) -> dict[str, Any]:
    """Counted apart: what was told, and nothing on record shows that it was decided lawfully."""
    codes = count.reached.intersection(unconfirmed)
    if not codes:
        return {}
    without = count.numerator - len(codes)
    return {
        "unconfirmed": tuple(sorted(codes)),
        "numerator_without_unconfirmed": without,
        "percent_without_unconfirmed": percentage(without, count.denominator),
    }


def _without_contradicted(count: Count, numerator: int, denominator: int) -> dict[str, Any]:
    if not count.doubted:
        return {}
    without = numerator - len(count.doubted)
    return {
        "contradicted": tuple(sorted(count.doubted)),
        "numerator_without_contradicted": without,
        "percent_without_contradicted": percentage(without, denominator),
    }
