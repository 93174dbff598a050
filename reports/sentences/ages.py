"""How old what a report tells of a check is, in words."""

from datetime import date, datetime

from inventory.clock import day_of
from reports.assembly.ages import days_open
from reports.text.locale import Locale
from scanner.runs.standing.confirmation import Confirmation


def open_since(since: datetime, day: date, locale: Locale) -> str:
    """``seen since 01/06/2026 (12 days)``: of a finding, on a day."""
    days = locale.n("diff.days", days_open(since, day))
    return locale.t("age.open", since=locale.date(day_of(since)), days=days)


def age(confirmation: Confirmation | None, locale: Locale) -> str:
    """``last confirmed on …, not confirmed since: …``; empty where the newest look confirmed it.

    Told besides: on which day facts of an earlier day were judged, or that they are gone, and that it is too
    old to be counted.
    """
    if confirmation is None or not confirmation.is_notable:
        return ""
    seen = locale.date(day_of(confirmation.confirmed_at))
    parts = []
    if confirmation.judged_on is not None:
        parts.append(locale.t("age.judged", seen=seen, judged=locale.date(confirmation.judged_on)))
    if confirmation.thinned:
        parts.append(locale.t("age.thinned", seen=seen))
    if confirmation.not_confirmed is not None or (confirmation.stale and confirmation.judged_on is None):
        parts.append(locale.t("age.confirmed", seen=seen))
    if (attempt := confirmation.not_confirmed) is not None:
        reason, day = locale.reason(attempt.reason), locale.date(day_of(attempt.at))
        parts.append(locale.t("age.not_confirmed", reason=reason[:1].lower() + reason[1:], day=day))
    if confirmation.stale:
        parts.append(locale.t("age.stale"))
    return "; ".join(parts)
