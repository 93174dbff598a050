"""Verdicts that the day decides: on which day the same facts are told otherwise, and how they are then.

A report judges with its own day as the clock, from the day's first moment, or from the look itself on the day
of the look. So that it need not judge all facts, what is recorded says from which day on this makes a
difference.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple

from checks.check import Check
from checks.errors import ChecksError
from checks.facts import Facts
from checks.judging import judge, judge_parts
from checks.model import Outcome, Verdict
from checks.profile import Profile, load
from checks.registry import all_checks
from inventory.clock import day_of, end_of

HORIZON = 400  # days ahead; where nothing changes within them, the facts are judged again after them
DAY = timedelta(days=1)
FEW = 8  # days to try one by one; more are halved again and again, which takes no longer for all of them


class Days(NamedTuple):
    """From which day on a verdict is another (outcome or severity), and from which it reads otherwise."""

    changes_on: date | None = None
    reworded_on: date | None = None


NEVER = Days()


def days_of(facts: Facts, verdict: Verdict, profile: str) -> Days:
    """On which days a verdict changes that was reached from these facts by a profile."""
    check = all_checks().get(verdict.check)
    if check is None or not check.dated or verdict.outcome is Outcome.NOT_TESTED:
        return NEVER
    judged, framework = _judging(facts, check, profile), _profile(profile)
    seen = day_of(facts.target.observed_at)
    if judged is None or framework is None or _words(judged(seen)) != _words(verdict):
        return NEVER  # it was reached in another way, so these facts say nothing of its future
    turning = _turning(facts, check, framework)
    return Days(_first(judged, seen, _weight, turning), _first(judged, seen, _words, turning))


def judged_on(facts: Facts, check_id: str, profile: str, day: date) -> Verdict | None:
    """What the facts say on a day; None: there is no such check or profile any more."""
    check = all_checks().get(check_id)
    judged = _judging(facts, check, profile) if check else None
    return judged(day) if judged else None


def parts_judged_on(
    parts: Sequence[tuple[str, Facts]], check_id: str, profile: str, day: date
) -> Verdict | None:
    """What the facts of several looks, one for each address, say together on a day; None: as above."""
    check, framework = all_checks().get(check_id), _profile(profile)
    if check is None or framework is None or not parts:
        return None
    newest = max(facts.target.observed_at for _, facts in parts)
    return judge_parts(check, parts, framework, moment_on(day, newest))


def moment_on(day: date, observed_at: datetime) -> datetime:
    """The clock of a judgement on a day: its first moment, and never before the look."""
    return max(observed_at, end_of(day - DAY))


def _judging(facts: Facts, check: Check, profile: str) -> Callable[[date], Verdict] | None:
    framework = _profile(profile)
    if framework is None:
        return None

    @cache
    def judged(day: date) -> Verdict:
        (verdict,) = judge(facts, [check], framework, moment_on(day, facts.target.observed_at))
        return verdict

    return judged


def _turning(facts: Facts, check: Check, framework: Profile) -> Sequence[date] | None:
    """The days ahead at which the check says that it may turn; None: it does not, or they are many."""
    if check.turns is None:
        return None
    seen = facts.target.observed_at
    ahead = {
        moment
        for moment in check.turns(facts, framework.thresholds_for(check))
        if seen <= moment <= seen + HORIZON * DAY
    }
    days = sorted({day for moment in ahead for day in _days_after(moment)})
    return days if len(days) <= FEW else None


def _days_after(moment: datetime) -> Sequence[date]:
    """The first day that begins after a moment; and the one that begins at it, if one does."""
    day = day_of(moment)
    return (day, day + DAY) if end_of(day - DAY) == moment else (day + DAY,)


def _first(
    judged: Callable[[date], Verdict],
    seen: date,
    told: Callable[[Verdict], object],
    turning: Sequence[date] | None,
) -> date:
    """The first day on which something is not told as on the day of the look; it does not come back later."""
    before = told(judged(seen))

    def is_other(day: date) -> bool:
        return told(judged(day)) != before

    if is_other(seen + DAY):  # most words count days
        return seen + DAY
    never = seen + (HORIZON + 1) * DAY
    if turning is not None:
        return next(filter(is_other, turning), never)
    if not is_other(seen + HORIZON * DAY):
        return never
    ahead = bisect_left(range(1, HORIZON + 1), True, key=lambda days: is_other(seen + days * DAY))  # noqa: FBT003 - what is looked for
    return seen + (ahead + 1) * DAY


def _weight(verdict: Verdict) -> object:
    return verdict.outcome, verdict.severity


def _words(verdict: Verdict) -> object:
    return _weight(verdict), verdict.summary


@cache
def _profile(name: str) -> Profile | None:
    try:
        return load(name)
    except ChecksError:
        return None
