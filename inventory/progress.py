"""The way of a plan's targets so far, and onwards: history, pace, forecast, and what to approve first."""

from collections.abc import Mapping
from datetime import date

from inventory.agencies import AgencyPoint, agency_histories
from inventory.counting import Situation
from inventory.evidence import Evidence
from inventory.forecast import Forecast, Pace, forecast, pace
from inventory.history import HistoryPoint, Recorded, histories
from inventory.indicators import IndicatorValue
from inventory.model import Code, Inventory, Strict
from inventory.plan import Plan
from inventory.standing import Standing
from inventory.work_list import WorkItem, work_list

QUARTERS = 12  # of history


class TargetProgress(Strict):
    """One row of a plan: quarter ends up to the day itself, oldest first."""

    row: int
    key: str
    history: tuple[HistoryPoint, ...]
    pace: Pace
    forecast: Forecast


class Progress(Strict):
    """A plan on one day. ``work``: what to approve first; ``agencies``: by owner, as the owners were."""

    targets: tuple[TargetProgress, ...] = ()
    work: tuple[WorkItem, ...] = ()
    agencies: Mapping[Code, tuple[AgencyPoint, ...]] = {}

    def of(self, row: int) -> TargetProgress | None:
        """The progress of one row of the plan."""
        return next((one for one in self.targets if one.row == row), None)


def progress(
    plan: Plan,
    inventory: Inventory,
    standing: Standing,
    evidence: Mapping[date, Evidence],
    recorded: Recorded,
    values: tuple[IndicatorValue, ...],
) -> Progress:
    """The progress on the last day of ``standing``, of which ``values`` are the plan's figures.

    Raises:
        ValueError: there is no day.

    """
    today = max(standing)
    found = histories(plan, inventory, standing, evidence, recorded)
    situation = Situation(inventory=inventory, statuses=standing[today], as_of=today)
    missing = next((value.missing for value in values if value.key == "approved"), 0)
    return Progress(
        targets=tuple(_target(value, found[value.key]) for value in values),
        work=work_list(situation, missing),
        agencies=agency_histories(inventory, _with_record(standing, recorded)),
    )


def _with_record(standing: Standing, recorded: Recorded) -> Standing:
    """The days from the first event on: before it, nothing is known to have been missing."""
    first = recorded.events
    return {day: found for day, found in standing.items() if first is not None and first <= day}


def _target(value: IndicatorValue, points: tuple[HistoryPoint, ...]) -> TargetProgress:
    current = HistoryPoint(
        on=value.as_of,
        numerator=value.numerator,
        denominator=value.denominator,
        not_tested=value.not_tested,
        percent=value.percent,
    )
    told = points or (current,)
    return TargetProgress(
        row=value.row,
        key=value.key,
        history=told,
        pace=pace(told, value.missing, value.deadline),
        forecast=forecast(told, value.missing, value.deadline),
    )
