"""The sentences on pace, forecast and what to approve first."""

from inventory.targets.evaluation import IndicatorValue
from inventory.targets.history import AgencyPoint
from inventory.targets.progress import TargetProgress
from reports.model import WorkLine
from reports.sentences.phrases import unit
from reports.source import ApprovalStage
from reports.text.locale import Locale


def pace(value: IndicatorValue, progress: TargetProgress, locale: Locale) -> str:
    """``2 systems a quarter (8 in 4 quarters)``."""
    current = progress.pace
    if current.per_quarter is None:
        return locale.t("trend.pace_unknown")
    return locale.t(
        "trend.pace_text",
        n=locale.number(current.per_quarter),
        noun=locale.t(f"noun.{unit(value.key)}"),
        gained=locale.signed(current.gained),
        quarters=locale.number(current.quarters),
    )


def needed(value: IndicatorValue, progress: TargetProgress, locale: Locale) -> str:
    """What pace would meet the deadline, or why there is none."""
    if value.percent is None:
        return locale.t("targets.no_data")
    if not value.missing:
        return locale.t("trend.nothing_missing" if value.met else "cannot_tell.undecided")
    if value.deadline is None:
        return locale.t("trend.no_deadline")
    if progress.pace.needed_per_quarter is None:
        return locale.t("trend.no_time")
    noun = locale.t(f"noun.{unit(value.key)}")
    return locale.t("trend.needed_text", n=locale.number(progress.pace.needed_per_quarter), noun=noun)


def forecast(progress: TargetProgress, locale: Locale) -> str:
    """The month in which the target is met at this pace, with its range; or why that can't be told."""
    prediction = progress.forecast
    if prediction.reached:
        return locale.t("trend.reached")
    if prediction.expected is None or prediction.earliest is None:
        return locale.t("trend.unknown", reason=locale.t(f"cannot_tell.{prediction.cannot_tell}"))
    months = {"expected": locale.month(prediction.expected), "earliest": locale.month(prediction.earliest)}
    if prediction.latest is None:
        return locale.t("trend.dated_open", **months)
    return locale.t("trend.dated", latest=locale.month(prediction.latest), **months)


def changes(points: tuple[AgencyPoint, ...]) -> list[AgencyPoint]:
    """The first and the last point, and those whose figures are not those before."""
    last = len(points) - 1
    return [
        point
        for place, point in enumerate(points)
        if place in (0, last) or point != points[place - 1].model_copy(update={"on": point.on})
    ]


def why_here(line: WorkLine, locale: Locale) -> str:
    """Why a system has its place among those to approve."""
    if line.stage is ApprovalStage.NONE or line.days is None:
        return locale.t("work.nothing")
    return locale.t(f"work.{line.stage}", days=locale.n("count.days", line.days))
