"""Targets: how far, how many are missing, until when."""

from collections.abc import Iterable
from datetime import date

from inventory.indicators import IndicatorValue
from reports.model import ContradictedSystem, Headline, NamedRef, Reviewed, TargetCard, TargetState
from reports.names import names_counted_by
from reports.source import ReportSource

COMPLIANT = "compliant"  # the indicator that rests on claims


def cards(source: ReportSource, contradicted: Iterable[ContradictedSystem]) -> tuple[TargetCard, ...]:
    """One card for each row of the plan, in its order."""
    excluded = sum(1 for system in contradicted if system.counted)
    return tuple(_card(value, source, excluded) for value in source.indicators)


def headline(cards: tuple[TargetCard, ...]) -> Headline:
    """The answer in figures; the renderers put it into words."""
    states = [card.state for card in cards]
    return Headline(
        met=states.count(TargetState.MET), overdue=states.count(TargetState.OVERDUE), total=len(cards)
    )


def _card(value: IndicatorValue, source: ReportSource, excluded: int) -> TargetCard:
    day = source.as_of
    names = names_counted_by(value.key, source.inventory)
    return TargetCard(
        value=value,
        state=_state(value, day),
        days=(value.deadline - day).days if value.deadline else None,
        next_up=tuple(NamedRef(code=code, name=names.get(code, code)) for code in value.next_up),
        reviewed=_reviewed(value, excluded) if value.key == COMPLIANT and excluded else None,
    )


def _state(value: IndicatorValue, day: date) -> TargetState:
    if value.denominator == 0:
        return TargetState.NO_DATA
    if value.missing == 0:
        return TargetState.MET
    overdue = value.deadline is not None and value.deadline < day
    return TargetState.OVERDUE if overdue else TargetState.PENDING


def _reviewed(value: IndicatorValue, excluded: int) -> Reviewed:
    numerator = max(value.numerator - excluded, 0)
    percent = round(100 * numerator / value.denominator, 1) if value.denominator else None
    return Reviewed(numerator=numerator, denominator=value.denominator, percent=percent, excluded=excluded)
