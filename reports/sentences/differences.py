"""What changed, in words: how many of each kind, since when, and what another evidence says."""

from collections.abc import Iterable
from datetime import date, datetime

from checks.model import Verdict
from inventory.clock import day_of
from reports.assembly.ages import days_open
from reports.model import ChangeCount, ChangedSince, ChangeLine
from reports.text.locale import Locale
from reports.text.seen import BETWEEN, seen
from scanner.differences.change import Kind

LENGTH = 300  # characters of the evidence before, and after


def period(begin: datetime | None, end: datetime, locale: Locale, *, last_looks: bool = False) -> str:
    """Between which moments."""
    if begin is None:
        return locale.t("diff.never")
    key = "diff.last_looks" if last_looks else "diff.between"
    return f"{locale.t(key, begin=locale.moment(begin), end=locale.moment(end))} ({locale.zone})"


def counted(counts: Iterable[ChangeCount], locale: Locale) -> str:
    """``3 phát hiện mới, 5 đã khắc phục``, without kinds of which there are none; or that nothing changed."""
    told = [locale.n(f"diff.count_{count.kind}", count.count) for count in counts if count.count]
    return locale.t("diff.and").join(told) or locale.t("diff.none")


def changed_since(changed: ChangedSince, locale: Locale) -> str:
    """``So với ngày 27/10/2026 (30 ngày): 3 phát hiện mới, 5 đã khắc phục.``."""
    days = locale.n("diff.days", (changed.until - changed.since).days)
    key = "diff.first" if changed.is_first else "diff.since"
    return f"{locale.t(key, since=locale.date(changed.since))} ({days}): {counted(changed.counts, locale)}."


def when(line: ChangeLine, day: date, locale: Locale) -> str:
    """Since when it is a finding, for how many days, and when it was last confirmed."""
    since, at = day_of(line.since), day_of(line.at)
    if line.kind in (Kind.UNTESTED, Kind.RETESTED):
        return locale.t("diff.from", at=locale.date(at))
    until = at if line.kind is Kind.FIXED else day
    days = locale.n("diff.days", days_open(line.since, until))
    if line.kind is Kind.FIXED:
        return locale.t("diff.closed", since=locale.date(since), at=locale.date(at), days=days)
    confirmed = locale.date(day_of(line.confirmed) if line.confirmed else None)
    return locale.t("diff.open", since=locale.date(since), days=days, confirmed=confirmed)


def became(line: ChangeLine, locale: Locale) -> str:
    """What is another now: severity, sentence and evidence before and after, without what stayed."""
    if line.before is None or line.after is None:
        return ""
    told = [_parts(verdict, locale) for verdict in (line.before, line.after)]
    before, after = ([part for part in told[one] if part not in told[1 - one]] for one in (0, 1))
    if before == after:
        return ""
    values = {"before": BETWEEN.join(before) or "–", "after": BETWEEN.join(after) or "–"}
    return locale.t("diff.became", **values)


def what(line: ChangeLine, locale: Locale) -> str:
    """What the finding is called; of several checks that could not be told, how many there are."""
    if len(line.checks) == 1:
        return locale.text(line.heading)
    return locale.n("diff.checks", len(line.checks))


def _parts(verdict: Verdict, locale: Locale) -> list[str]:
    evidence = seen(verdict, None, locale.language, LENGTH).split(BETWEEN)
    summary = locale.text(verdict.summary).rstrip(".")
    grave = [locale.t(f"severity.{verdict.severity}"), locale.t(f"outcome.{verdict.outcome}")]
    return [part for part in (*grave, summary, *evidence) if part]
