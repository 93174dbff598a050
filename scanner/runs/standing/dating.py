"""Verdicts that the day decides: on which day the same facts are told otherwise, and how they are then.

A report judges with its own day as the clock, from the day's first moment, or from the look itself on the day
of the look. So that it need not judge all facts, what is recorded says from which day on this makes a
difference.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from itertools import product
from typing import NamedTuple

from checks.check import Check
from checks.errors import ChecksError
from checks.facts import Facts
from checks.judging import judge, judge_parts
from checks.model import Outcome, Thresholds, Verdict
from checks.profile import Profile, load
from checks.registry import all_checks
from inventory.clock import day_of, end_of

HORIZON = 400  # days ahead; where nothing changes within them, the facts are judged again after them


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
    framework, judged = _profile(profile), _judging(facts, check, profile)
    seen = day_of(facts.target.observed_at)
    if framework is None or judged is None or _words(judged(seen)) != _words(verdict):
        return NEVER  # it was reached in another way, so these facts say nothing of its future
    turns = _turns(verdict, framework.thresholds_for(check))
    likely = sorted({(day - seen).days for day in turns})
    return Days(_first(judged, seen, _weight, likely), _first(judged, seen, _words, likely))


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
    return max(observed_at, end_of(day - timedelta(days=1)))


def _judging(facts: Facts, check: Check, profile: str) -> Callable[[date], Verdict] | None:
    framework = _profile(profile)
    if framework is None:
        return None

    @cache
    def judged(day: date) -> Verdict:
        (verdict,) = judge(facts, [check], framework, moment_on(day, facts.target.observed_at))
        return verdict

    return judged


def _turns(verdict: Verdict, thresholds: Thresholds) -> Iterator[date]:
    """Days about which a verdict is likely to change: those its evidence names, or a threshold's days before.

    On the first of two it may still read as before: days are judged by their first moment.
    """
    named = [told for told in verdict.evidence.values() if isinstance(told, str)]
    before = {0, *(days for days in thresholds.values() if isinstance(days, int))}
    for told, days in product(named, before):
        try:
            day = day_of(datetime.fromisoformat(told) - timedelta(days=days))
            yield from (day, day + timedelta(days=1))
        except (ValueError, OverflowError):  # most of it is no moment, or one of the year 9999
            continue


def _first(
    judged: Callable[[date], Verdict],
    seen: date,
    told: Callable[[Verdict], object],
    likely: Sequence[int],
) -> date:
    """The first day on which something is not told as on the day of the look; it does not come back later.

    ``likely``: after how many days, sorted: where they are right, few days need be judged.
    """
    before = told(judged(seen))

    def is_other(days: int) -> int:
        return int(told(judged(seen + timedelta(days=days))) != before)

    alike, other = 0, HORIZON + 1
    for days in (*likely, 1, HORIZON):  # on the next day, as most words count days
        if alike < days < other:
            alike, other = (alike, days) if is_other(days) else (days, other)
    ahead = bisect_left(range(alike + 1, other), 1, key=is_other)
    return seen + timedelta(days=alike + 1 + ahead)


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
