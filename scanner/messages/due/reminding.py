"""Reminders: of findings by their severity, and of deadlines as they come near and pass."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import NAMESPACE_OID, uuid5

from checks.model import Severity
from inventory import dates
from inventory.clock import day_of
from inventory.model import Code
from scanner.messages.due.lines import (
    deadline_facts,
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

EVERY: Mapping[Severity, timedelta] = {  # after it was first seen; of what is less severe the digest reminds
    Severity.CRITICAL: timedelta(days=3),
    Severity.HIGH: timedelta(days=14),
    Severity.MEDIUM: timedelta(days=30),
}
STAGES = (1, 7, 30)  # days before a deadline; the last one is told when it has passed
OVERDUE = "overdue"
MOST_FINDINGS, MOST_DEADLINES = 15, 12  # lines of a page
Reminder = tuple[OpenFinding, Telling]
Dated = tuple[DueDay, Telling]


@dataclass
class DueToUnit:
    """What one unit is to be reminded of."""

    findings: list[Reminder] = field(default_factory=list)
    deadlines: list[Dated] = field(default_factory=list)

    @property
    def told(self) -> tuple[Telling, ...]:
        """All of it."""
        return tuple(told for _, told in (*self.findings, *self.deadlines))


def reminders_due(
    now: Situation, findings: Iterable[OpenFinding], deadlines: Iterable[DueDay]
) -> Mapping[Code | None, DueToUnit]:
    """What was not told yet, by unit; None: what concerns everyone, which the operator keeps."""
    due: defaultdict[Code | None, DueToUnit] = defaultdict(DueToUnit)
    for finding, told in _findings_due(now, findings):
        due[now.recipients.unit_of(finding.system)].findings.append((finding, told))
    for deadline, told in _deadlines_due(now, deadlines):
        unit = now.recipients.unit_of(deadline.system) if deadline.system else None
        due[unit].deadlines.append((deadline, told))
    return due


def reminder(now: Situation, unit: Code | None, due: DueToUnit) -> Draft:
    """One message to a unit, or to the operator."""
    recipients, language = now.recipients, now.asked.language
    recipient = recipients.of_unit(unit) if unit else recipients.operator(stands_in=False)
    name = recipients.name_of(unit) if unit else say("deadlines.everyone", language)
    letter = Letter(
        say(
            "reminder.subject",
            language,
            day=dates.day(day_of(now.moment), language),
            unit=name,
            what=_what(due, now),
        ),
        (say("reminder.opening", language),),
        tuple(_sections(now, due)),
    )
    return Draft(
        kind=MessageKind.REMINDER,
        unit=unit,
        recipient=recipient,
        letter=letter_to(recipient, name, letter, now),
        told=due.told,
        facts={
            "findings": [finding_facts(finding) for finding, _ in due.findings],
            "deadlines": [deadline_facts(deadline) for deadline, _ in due.deadlines],
        },
    )


def stage_of(days_left: int) -> str | None:
    """Which time it is told that a deadline is near; None: it is not."""
    if days_left < 0:
        return OVERDUE
    return next((str(days) for days in STAGES if days_left <= days), None)


def _findings_due(now: Situation, findings: Iterable[OpenFinding]) -> Iterator[Reminder]:
    told, alarmed = (
        told_so_far(now.connection, now.asked.audience, kind)
        for kind in (MessageKind.REMINDER, MessageKind.ALARM)
    )
    for finding in findings:
        every = EVERY.get(finding.verdict.severity)
        subject = subject_of(now.key_of(finding.system), finding.key, finding.verdict.check)
        # What has become critical is not reminded of on the day of its alarm.
        begun = max((finding.since, *alarmed.get(subject, {}).values()))
        times = (day_of(now.moment) - day_of(begun)) // every if every else 0
        occasion = f"{finding.since.isoformat()} {finding.verdict.severity} {times}"
        if times and occasion not in told.get(subject, {}):
            yield finding, Telling(MessageKind.REMINDER, subject, occasion)


def _deadlines_due(now: Situation, deadlines: Iterable[DueDay]) -> Iterator[Dated]:
    told = told_so_far(now.connection, now.asked.audience, MessageKind.DEADLINE)
    for deadline in deadlines:
        stage = stage_of(deadline.days_left)
        key = now.key_of(deadline.system) if deadline.system else ""
        subject = str(uuid5(NAMESPACE_OID, f"{deadline.kind}/{key}/{deadline.rule}"))
        occasion = f"{deadline.due} {stage}"
        if stage is not None and occasion not in told.get(subject, {}):
            yield deadline, Telling(MessageKind.DEADLINE, subject, occasion)


def _sections(now: Situation, due: DueToUnit) -> Iterator[LetterSection]:
    language = now.asked.language
    if due.findings:
        found = sorted(due.findings, key=lambda one: (-one[0].verdict.severity.rank, one[0].since))
        lines = [finding_line(finding, now) for finding, _ in found]
        heading = say("reminder.findings", language, count=len(lines))
        yield LetterSection(heading, few(lines, MOST_FINDINGS, language))
    yield from deadline_section([deadline for deadline, _ in due.deadlines], MOST_DEADLINES, now)


def _what(due: DueToUnit, now: Situation) -> str:
    told = {"reminder.what_findings": len(due.findings), "reminder.what_deadlines": len(due.deadlines)}
    return ", ".join(say(name, now.asked.language, count=count) for name, count in told.items() if count)
