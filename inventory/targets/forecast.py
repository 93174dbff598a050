"""How fast a target comes nearer, how fast it would have to, and when it would be reached at this pace.

The gains of the last four quarters, and of what has passed of this one, are taken for a process with a
constant rate (Poisson). With Jeffreys' prior on the rate, the time until m more gains, after k in w quarters,
is w times a beta-prime variable with parameters m and k + 1/2; the 10th and the 90th percentile are told.
Approvals come in batches: where the quarters differ more than a Poisson process would (Pearson's statistic
over its degrees of freedom above 1), m and k are divided by that factor, which widens the interval.
The date between the two is the plain one: what is missing at the mean pace.
What was not tested may be missing or not: the first two dates leave it out, the last one and the chance of
being in time count all of it.

What the model does not know: that a deadline makes people hurry, and that the last systems are the hardest.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from math import ceil

from inventory.model import Strict
from inventory.targets.history import HistoryPoint
from inventory.targets.incomplete_beta import incomplete_beta
from inventory.targets.quarters import DAYS, quarters_between

LOOK_BACK = 4  # quarters
WHOLE = 0.98  # of an average quarter, which the shortest one passes
AT_LEAST = 3  # quarters of history, and points: two do not tell how even the pace is
HORIZON = 40  # quarters ahead; nothing is foretold beyond
FEW = 2  # gains, or batches of gains
UNTESTED = 0.1  # share that was not tested, above which gains may be mere tests
LOW, HIGH = 0.1, 0.9
PRIOR = 0.5  # Jeffreys


class CannotTell(StrEnum):
    """Why there is no date."""

    NO_DATA = "no-data"  # nothing is counted
    LITTLE_HISTORY = "little-history"
    NOT_TESTED = "not-tested"  # too much of it, now or in the past
    UNDECIDED = "undecided"  # what was not tested may have reached the target already
    NO_GAIN = "no-gain"  # the pace is zero or negative
    UNEVEN = "uneven"  # so few gains, or such different quarters, that the pace could as well be none
    TOO_FAR = "too-far"  # beyond the horizon


class Pace(Strict):
    """Gains less losses from one day to the next; quarters and their parts by days. None: cannot be told."""

    since: date | None
    quarters: float = 0  # how long that is
    gained: int = 0
    per_quarter: float | None = None
    needed_per_quarter: float | None = None  # None also where nothing is missing, or no time is left or set


class Forecast(Strict):
    """When the target is reached at the present pace. Either it is, or there are days, or a reason why not.

    ``latest`` is None beside an ``expected`` day when it lies beyond the horizon of ten years.
    ``chance_in_time``: of reaching it by the deadline, from 0 to 1; None without days or after the deadline.
    """

    reached: bool = False
    earliest: date | None = None  # one in ten such forecasts come true before it
    expected: date | None = None
    latest: date | None = None  # nine in ten come true by then
    chance_in_time: float | None = None
    cannot_tell: CannotTell | None = None


def pace(points: Sequence[HistoryPoint], missing: int, deadline: date | None) -> Pace:
    """The pace up to the last of the points, which are sorted by day. Those without figures tell nothing."""
    points = _with_figures(points)
    window = _window(points)
    quarters_left = quarters_between(points[-1].on, deadline) if points and deadline else 0
    needed = round(missing / quarters_left, 2) if missing and quarters_left > 0 else None
    if len(window) <= 1:
        return Pace(since=None, needed_per_quarter=needed)
    quarters, gained = _length(window), window[-1].numerator - window[0].numerator
    return Pace(
        since=window[0].on,
        quarters=round(quarters, 2),
        gained=gained,
        per_quarter=round(gained / quarters, 2),
        needed_per_quarter=needed,
    )


def forecast(
    points: Sequence[HistoryPoint], missing: int, deadline: date | None, *, at_most: int | None = None
) -> Forecast:
    """When so many more are reached; ``points`` are sorted by day, and the last one is today's.

    ``at_most``: how many are missing if all that was not tested is; None: as many.
    """
    at_most = missing if at_most is None else at_most
    if not points or points[-1].percent is None:
        return Forecast(cannot_tell=CannotTell.NO_DATA)
    points = _with_figures(points)
    if not missing:
        return Forecast(cannot_tell=CannotTell.UNDECIDED) if at_most else Forecast(reached=True)
    window = _window(points)
    reason = _why_not(window, missing)
    return Forecast(cannot_tell=reason) if reason else _dated(window, missing, at_most, deadline)


def _with_figures(points: Sequence[HistoryPoint]) -> Sequence[HistoryPoint]:
    return [point for point in points if point.percent is not None]


def _window(points: Sequence[HistoryPoint]) -> Sequence[HistoryPoint]:
    """The last four whole quarters, and what has passed of this one."""
    whole = len(points) > 1 and quarters_between(points[-2].on, points[-1].on) > WHOLE
    return points[-(LOOK_BACK + 1 if whole else LOOK_BACK + 2) :]


def _why_not(window: Sequence[HistoryPoint], missing: int) -> CannotTell | None:
    if len(window) < AT_LEAST or _length(window) < AT_LEAST * WHOLE:
        return CannotTell.LITTLE_HISTORY
    if any(point.not_tested > UNTESTED * point.denominator for point in window):
        return CannotTell.NOT_TESTED
    gained = window[-1].numerator - window[0].numerator
    if gained <= 0:
        return CannotTell.NO_GAIN
    if gained < FEW * _batch(window):
        return CannotTell.UNEVEN
    return CannotTell.TOO_FAR if missing / gained * _length(window) > HORIZON else None


def _dated(window: Sequence[HistoryPoint], missing: int, at_most: int, deadline: date | None) -> Forecast:
    quarters, today = _length(window), window[-1].on
    gained, batch = window[-1].numerator - window[0].numerator, _batch(window)

    def chance(days: int, more: int = at_most) -> float:
        return incomplete_beta(more / batch, gained / batch + PRIOR, days / (days + quarters * DAYS))

    expected = ceil(missing / gained * quarters * DAYS)
    earliest, latest = _first_day(lambda days: chance(days, missing), LOW), _first_day(chance, HIGH)
    return Forecast(
        earliest=today + timedelta(days=min(earliest or expected, expected)),
        expected=today + timedelta(days=expected),
        latest=None if latest is None else today + timedelta(days=max(latest, expected)),
        chance_in_time=round(chance((deadline - today).days), 2) if deadline and deadline > today else None,
    )


def _first_day(chance: Callable[[int], float], share: float) -> int | None:
    """In how many days the chance comes to a share; None: not within the horizon."""
    days = range(1, ceil(HORIZON * DAYS) + 1)
    place = bisect_left(days, share, key=chance)
    return days[place] if place < len(days) else None


def _length(window: Sequence[HistoryPoint]) -> float:
    return quarters_between(window[0].on, window[-1].on)


def _batch(window: Sequence[HistoryPoint]) -> float:
    """How many gains come at once: Pearson's statistic over its degrees of freedom, at least 1."""
    rate = (window[-1].numerator - window[0].numerator) / _length(window)
    steps = [
        (after.numerator - before.numerator, rate * _length((before, after)))
        for before, after in pairwise(window)
    ]
    pearson = sum((gained - due) ** 2 / due for gained, due in steps)
    return max(1.0, pearson / (len(steps) - 1))
