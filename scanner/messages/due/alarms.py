"""Alarms: something critical that two looks some minutes apart found is told at once; flapping, once."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from checks.registry import heading_of
from inventory.model import Code
from scanner.messages.due.lines import alarm_line, finding_facts, letter_to, shown_host
from scanner.messages.due.open_findings import (
    CriticalSince,
    OpenFinding,
    critical_findings,
    critical_since,
    open_findings,
    subject_of,
)
from scanner.messages.due.recipients import Recipient
from scanner.messages.due.situation import Draft, Situation
from scanner.messages.letters.letter import Letter, LetterSection, few
from scanner.messages.letters.wording import say
from scanner.messages.outbox.told import MessageKind, Occasions, Telling, told_so_far
from scanner.planning.plan import EndpointKey

# What came back sooner after it was gone is the same trouble that was told already.
QUIET_FOR = timedelta(days=7)
MOST_LINES = 10  # of a page
Critical = tuple[OpenFinding, CriticalSince]


@dataclass(frozen=True)
class Awaited:
    """A second look that an alarm waits for.

    ``began``: the first look that found it; ``counts_from``: from when on another one confirms it.
    """

    key: EndpointKey
    check: str
    began: datetime
    counts_from: datetime


def alarms(now: Situation) -> Iterator[Draft]:
    """One message for each contact, with everything that it is to be told of at this moment."""
    grouped: defaultdict[tuple[Code, Recipient | None], list[Critical]] = defaultdict(list)
    for finding, since in untold(now):
        if since.confirmed - since.began >= now.asked.settings.confirmed_after:
            unit = now.recipients.unit_of(finding.system)
            grouped[unit, now.recipients.of_system(finding.system)].append((finding, since))
    for (unit, recipient), found in grouped.items():
        yield _alarm(now, unit, recipient, found)


def unconfirmed(now: Situation) -> Iterator[Awaited]:
    """What alarms wait for, an endpoint that systems share once."""
    after = now.asked.settings.confirmed_after
    waiting = {
        (finding.key, finding.verdict.check): since.began
        for finding, since in untold(now)
        if since.confirmed - since.began < after
    }
    return (Awaited(key, check, began, began + after) for (key, check), began in waiting.items())


def untold(now: Situation) -> Iterator[Critical]:
    """The critical findings that nobody was told of."""
    stands = critical_findings(now.connection, now.end)
    since_of = critical_since(now.connection, stands)
    told = told_so_far(now.connection, now.asked.audience, MessageKind.ALARM)
    for finding in open_findings(stands, now.at, now.waived):
        since = since_of.get((finding.key, finding.verdict.check))
        if since is not None and not _is_told(told, _subject(now, finding), since):
            yield finding, since


def _is_told(told: Occasions, subject: str, since: CriticalSince) -> bool:
    """Whether this, or what it flaps with."""
    occasions = told.get(subject)
    if not occasions:
        return False
    long_gone = since.ended is not None and since.began - since.ended >= QUIET_FOR
    return not long_gone or max(occasions.values()) >= since.began


def _subject(now: Situation, finding: OpenFinding) -> str:
    return subject_of(now.key_of(finding.system), finding.key, finding.verdict.check)


def _alarm(now: Situation, unit: Code, recipient: Recipient | None, found: list[Critical]) -> Draft:
    language, findings = now.asked.language, [finding for finding, _ in found]
    minutes = int(now.asked.settings.confirmed_after.total_seconds() // 60)
    lines = few([alarm_line(finding, now) for finding in findings], MOST_LINES, language)
    letter = Letter(
        _headline(now, findings),
        (say("alarm.opening", language, minutes=minutes),),
        (LetterSection(say("alarm.findings", language, count=len(findings)), lines),),
    )
    told = (Telling(MessageKind.ALARM, _subject(now, one), since.began.isoformat()) for one, since in found)
    return Draft(
        kind=MessageKind.ALARM,
        unit=unit,
        recipient=recipient,
        letter=letter_to(recipient, now.recipients.name_of(unit), letter, now),
        told=tuple(told),
        facts={"findings": [finding_facts(finding) for finding in findings]},
    )


def _headline(now: Situation, findings: list[OpenFinding]) -> str:
    first, *others = findings
    named = heading_of(first.verdict.check, first.verdict.outcome).to(now.asked.language)
    name = "alarm.subject_more" if others else "alarm.subject"
    return say(name, now.asked.language, finding=named, host=shown_host(first.key), count=len(others))
