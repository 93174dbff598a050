"""The way of a plan's targets so far, and onwards: history, pace, forecast, and what to approve first."""

from collections.abc import Mapping, Sequence

from inventory.acting import Acting
from inventory.model import Code, Strict
from inventory.targets.counting import Situation
from inventory.targets.evaluation import IndicatorValue
from inventory.targets.forecast import Forecast, Pace, forecast, pace
from inventory.targets.history import AgencyPoint, HistoryPoint, agency_histories, histories
from inventory.targets.indicator import Recorded
from inventory.targets.indicators import approved
from inventory.targets.plan import Plan
from inventory.targets.work_list import WorkItem, work_list

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
        return next((target for target in self.targets if target.row == row), None)


def progress(
    plan: Plan,
    situations: Sequence[Situation],
    recorded: Recorded,
    values: tuple[IndicatorValue, ...],
    *,
    agencies: bool = False,
    acting: Acting = Acting.OWNER,
) -> Progress:
    """The progress on the last day.

    Args:
        plan: whose targets.
        situations: one a day, oldest first, at least one, of one inventory.
        recorded: from when on there is a record.
        values: the plan's figures on the last day.
        agencies: whether those of the agencies are told too, from the first event on: before it, nothing is
            known to have been missing.
        acting: who the agencies are, and whose the work is.

    """
    history_points = histories(plan, situations, recorded)
    missing = next((value.missing for value in values if value.key == approved.INDICATOR.key), 0)
    first = recorded.events
    on_record = [
        situation for situation in situations if agencies and first is not None and first <= situation.as_of
    ]
    return Progress(
        targets=tuple(_target(value, history_points[value.key]) for value in values),
        work=work_list(situations[-1], missing, acting),
        agencies=agency_histories(on_record, acting),
    )


def _target(value: IndicatorValue, points: tuple[HistoryPoint, ...]) -> TargetProgress:
    current = HistoryPoint(
        on=value.as_of,
        numerator=value.numerator,
        denominator=value.denominator,
        not_tested=value.not_tested,
        percent=value.percent,
    )
    history = points or (current,)
    return TargetProgress(
        row=value.row,
        key=value.key,
        history=history,
        pace=pace(history, value.missing, value.deadline),
        forecast=forecast(history, value.missing, value.deadline, at_most=value.missing_at_most),
    )
