"""The digest of a unit: what changed since the last one first, then what is left, then what is due."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from checks.facts import NotTested
from checks.judging import not_tested
from checks.model import Reason
from inventory import dates
from inventory.clock import day_of, local
from inventory.model import Code
from inventory.settings.reach import Interval
from scanner.differences.change import Change, Kind, counted
from scanner.differences.comparing import changes
from scanner.differences.standing_at import TICK
from scanner.messages.due.lines import (
    change_facts,
    change_line,
    counts,
    deadline_section,
    finding_facts,
    finding_line,
    letter_to,
)
from scanner.messages.due.open_findings import OpenFinding, subject_of
from scanner.messages.due.situation import Draft, DueDay, Situation
from scanner.messages.letters.letter import Letter, LetterSection, few
from scanner.messages.letters.wording import say
from scanner.messages.outbox.told import MessageKind, Telling, told_so_far
from scanner.runs.tables import FINISHED, RunRow
from scanner.vantages.seen_from import MAIN

BEGINS = timedelta(hours=7)  # the local time from which on digests and reminders of a day are sent
MOST_FINDINGS, MOST_DEADLINES = 8, 5  # lines of each part of a page
MOST_CHANGES = {Kind.NEW: 6, Kind.FIXED: 5, Kind.WORSE: 5}
MOST_OTHERS = 2  # of each other kind of change
SOON = 30  # days ahead that deadlines are shown
# Reasons that lie with the scanner, by name: units are not told of them.
OURS = ("scanner_offline", "internal_error", "no_ipv6_here", "tool_missing", "not_requested")


@dataclass(frozen=True)
class DigestDue:
    """One to be made. ``since``: when the last one was; None: there was none."""

    unit: Code
    systems: tuple[Code, ...]
    period: date
    since: datetime | None


def working_day(moment: datetime) -> date:
    """The day that is told of: before the hour at which messages are sent, the one before."""
    return (local(moment) - BEGINS).date()


def period_of(day: date, interval: Interval) -> date:
    """The first day of the day's period: the day itself, its Monday, or the first of its month."""
    match interval:
        case Interval.DAILY:
            return day
        case Interval.WEEKLY:
            return day - timedelta(days=day.weekday())
        case Interval.MONTHLY:
            return day.replace(day=1)


def digests_due(now: Situation) -> Iterator[DigestDue]:
    """For each unit one a period, from the main vantage's first run on; a unit's first one at once."""
    finished = select(RunRow.id).where(RunRow.state == FINISHED, RunRow.vantage == MAIN).limit(1)
    if now.connection.execute(finished).first() is None:
        return
    told = told_so_far(now.connection, now.asked.audience, MessageKind.DIGEST)
    interval = now.asked.settings.interval
    period, today = (period_of(day, interval) for day in (working_day(now.moment), day_of(now.moment)))
    for unit, systems in now.by_unit(now.observed()).items():
        since = max(told.get(unit, {}).values(), default=None)
        if since is None or period > period_of(day_of(since), interval):
            yield DigestDue(unit, tuple(systems), today, since)


def changes_since(now: Situation, due: Iterable[DigestDue]) -> Mapping[Code, tuple[Change, ...]]:
    """By unit, what changed since its last digest, and what it was alarmed of meanwhile and fixed.

    What is no longer tested for a reason of the scanner's own is left out.
    """
    by_unit: defaultdict[Code, list[Change]] = defaultdict(list)
    unit_of = {system: one for one in due for system in one.systems}
    for since in sorted({one.since for one in unit_of.values() if one.since is not None}):
        found = changes(now.connection, since + TICK, now.end)
        seen = {_subject(now, change) for change in found}
        fixed = _alarmed_and_fixed(now, since)
        found += tuple(change for change in fixed if _subject(now, change) not in seen)
        for change in found:
            one = unit_of.get(change.system)
            if one is not None and one.since == since and not _is_ours(change):
                by_unit[one.unit].append(change)
    return {unit: tuple(found) for unit, found in by_unit.items()}


def digest(
    now: Situation,
    due: DigestDue,
    changed: Sequence[Change],
    findings: Sequence[OpenFinding],
    deadlines: Sequence[DueDay],
    reminded: tuple[Telling, ...],
) -> Draft:
    """One page. ``reminded``: what else it tells, of which no reminder is sent then."""
    recipient, name = now.recipients.of_unit(due.unit), now.recipients.name_of(due.unit)
    letter = Letter(
        say(
            "digest.subject",
            now.asked.language,
            day=dates.day(day_of(now.moment), now.asked.language),
            unit=name,
            news=_news(now, due, changed, findings),
        ),
        (_opening(now, due),),
        (*_change_sections(now, due, changed), *_standing_sections(now, findings, deadlines)),
    )
    return Draft(
        kind=MessageKind.DIGEST,
        unit=due.unit,
        recipient=recipient,
        letter=letter_to(recipient, name, letter, now),
        told=(Telling(MessageKind.DIGEST, due.unit, due.period.isoformat()), *reminded),
        facts={
            "since": due.since.isoformat() if due.since else None,
            "changes": [change_facts(change) for change in changed],
            "findings": [finding_facts(finding) for finding in findings],
        },
    )


def _alarmed_and_fixed(now: Situation, since: datetime) -> Iterator[Change]:
    """What came and went between two digests counts as nothing, unless somebody was alarmed."""
    told = told_so_far(now.connection, now.asked.audience, MessageKind.ALARM)
    alarmed: defaultdict[datetime, set[str]] = defaultdict(set)
    for subject, occasions in told.items():
        for at in occasions.values():
            if at >= since:
                alarmed[at].add(subject)
    for at, subjects in sorted(alarmed.items()):
        for change in changes(now.connection, at + TICK, now.end):
            if change.kind is Kind.FIXED and _subject(now, change) in subjects:
                yield change


def _subject(now: Situation, change: Change) -> str:
    return subject_of(now.key_of(change.system), (change.host, change.port, change.http_port), change.check)


def _is_ours(change: Change) -> bool:
    """Whether something is no longer tested for a reason that lies with the scanner."""
    ours = {not_tested(NotTested(reason=reason)).summary.vi for reason in Reason if reason.value in OURS}
    return change.kind is Kind.UNTESTED and change.summary.vi in ours


def _opening(now: Situation, due: DigestDue) -> str:
    language = now.asked.language
    if due.since is None:
        return say("digest.first", language, systems=len(due.systems))
    return say("digest.since", language, systems=len(due.systems), since=dates.moment(due.since, language))


def _news(now: Situation, due: DigestDue, changed: Sequence[Change], findings: Sequence[OpenFinding]) -> str:
    numbers, language = counted(changed), now.asked.language
    if due.since is None:
        return say("news.open", language, count=len(findings))
    told = [say(f"news.{kind}", language, count=numbers[kind]) for kind in Kind if numbers[kind]]
    return ", ".join(told) or say("news.none", language)


def _change_sections(now: Situation, due: DigestDue, changed: Sequence[Change]) -> Iterator[LetterSection]:
    language = now.asked.language
    if due.since is not None and not changed:
        yield LetterSection(say("digest.unchanged", language))
    for kind in Kind:
        lines = [change_line(change, now) for change in changed if change.kind is kind]
        if lines:
            heading = say(f"changes.{kind}", language, count=len(lines))
            yield LetterSection(heading, few(lines, MOST_CHANGES.get(kind, MOST_OTHERS), language))


def _standing_sections(
    now: Situation, findings: Sequence[OpenFinding], deadlines: Sequence[DueDay]
) -> Iterator[LetterSection]:
    language = now.asked.language
    if findings:
        ordered = sorted(findings, key=lambda one: (-one.verdict.severity.rank, one.since, one.subject))
        lines = few([finding_line(finding, now) for finding in ordered], MOST_FINDINGS, language)
        yield LetterSection(say("digest.open", language, counts=counts(findings, now)), lines)
    else:
        yield LetterSection(say("digest.clean", language))
    yield from deadline_section([one for one in deadlines if one.days_left <= SOON], MOST_DEADLINES, now)
