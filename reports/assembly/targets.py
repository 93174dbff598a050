"""Targets: how far, how many are missing, until when."""

from datetime import date

from inventory.targets.counting import percentage
from inventory.targets.evaluation import IndicatorValue
from reports.model import Headline, NamedRef, Reviewed, TargetCard, TargetState
from reports.source import ReportSource
from reports.text.names import names_counted_by


def cards(source: ReportSource) -> tuple[TargetCard, ...]:
    """One card for each row of the plan, in its order."""
    return tuple(_card(value, source) for value in source.indicators)


def headline(cards: tuple[TargetCard, ...]) -> Headline:
    """The answer in figures; the renderers put it into words."""
    states = [card.state for card in cards]
    return Headline(
        met=states.count(TargetState.MET),
        overdue=states.count(TargetState.OVERDUE),
        total=len(cards),
        undecided=states.count(TargetState.UNDECIDED) + states.count(TargetState.NO_DATA),
    )


def _card(value: IndicatorValue, source: ReportSource) -> TargetCard:
    names = names_counted_by(value.key, source.inventory)
    return TargetCard(
        value=value,
        state=_state(value, source.as_of),
        days=(value.deadline - source.as_of).days if value.deadline else None,
        next_up=tuple(NamedRef(code=code, name=names.get(code, code)) for code in value.next_up),
        reviewed=reviewed(value),
        unconfirmed=tuple(NamedRef(code=code, name=names.get(code, code)) for code in value.unconfirmed),
        progress=source.progress.of(value.row) if source.progress else None,
    )


def _state(value: IndicatorValue, day: date) -> TargetState:
    if value.percent is None:
        return TargetState.NO_DATA
    if value.met is not False:
        return TargetState.MET if value.met else TargetState.UNDECIDED
    overdue = value.deadline is not None and value.deadline < day
    return TargetState.OVERDUE if overdue else TargetState.PENDING


def reviewed(value: IndicatorValue) -> Reviewed | None:
    """The same target without the systems whose claim evidence contradicts; None where there are none."""
    without = value.numerator_without_contradicted
    if without is None:
        return None
    return Reviewed(
        numerator=without,
        denominator=value.denominator,
        percent=percentage(without, value.denominator),
        excluded=value.numerator - without,
    )
