"""How each row of a plan stood at the end of past quarters, from what had happened by then."""

from collections.abc import Sequence
from datetime import date

from inventory.model import Inventory, Strict
from inventory.targets.counting import COUNTERS, Situation
from inventory.targets.indicators import percentage
from inventory.targets.plan import Plan

OF_THE_LOG = ("approved", "compliant", "labelled")  # indicators that begin with the first event


class HistoryPoint(Strict):
    """One indicator at the end of one day. ``percent``: one decimal; None where the denominator is 0."""

    on: date
    numerator: int
    denominator: int
    not_tested: int  # part of the denominator of which nothing could be told
    percent: float | None


class Recorded(Strict):
    """From which day on there is a record: of events, of scans. None: there is none."""

    events: date | None = None
    scans: date | None = None


def histories(
    plan: Plan, situations: Sequence[Situation], recorded: Recorded
) -> dict[str, tuple[HistoryPoint, ...]]:
    """By indicator, its points from the first day on which anything was recorded of it.

    Args:
        plan: whose indicators.
        situations: one a day, oldest first, of one inventory; its dates of operation and of web pages tell
            who belonged to it on a day.
        recorded: from when on there is a record.

    """
    begun = _beginnings(situations[-1].inventory, recorded) if situations else {}
    found: dict[str, list[HistoryPoint]] = {target.key: [] for target in plan.targets}
    for situation in situations:
        for key, points in found.items():
            first = begun.get(key)
            if first is not None and first <= situation.as_of:
                points.append(_point(key, situation))
    return {key: tuple(points) for key, points in found.items()}


def _point(key: str, situation: Situation) -> HistoryPoint:
    count = COUNTERS[key](situation)
    numerator, denominator = len(count.reached), len(count.reached) + len(count.waiting)
    return HistoryPoint(
        on=situation.as_of,
        numerator=numerator,
        denominator=denominator,
        not_tested=count.not_tested,
        percent=percentage(numerator, denominator),
    )


def _beginnings(inventory: Inventory, recorded: Recorded) -> dict[str, date | None]:
    """A web page without a date was always there, so pages have a history from the first that is dated."""
    pages = [body.web_page_since for body in inventory.organizations if body.web_page and body.web_page_since]
    of_the_log = dict.fromkeys(OF_THE_LOG, recorded.events)
    return {**of_the_log, "ipv6": recorded.scans, "commune-pages": min(pages, default=None)}
