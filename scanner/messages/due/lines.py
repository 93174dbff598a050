"""Findings, changes and deadlines as lines of a letter."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from checks.model import Severity
from checks.registry import all_checks
from checks.words import SEVERITIES
from inventory import dates
from inventory.clock import day_of
from inventory.model import Code
from scanner.differences.change import Change, Kind
from scanner.messages.due.open_findings import OpenFinding
from scanner.messages.due.recipients import Recipient
from scanner.messages.due.situation import DueDay, Situation
from scanner.messages.letters.letter import Letter, LetterSection, Line, few
from scanner.messages.letters.wording import clipped, say
from scanner.planning.plan import EndpointKey

LONGEST_REMEDY = 300  # characters of the first paragraph of what to do
HTTPS = 443


def finding_line(finding: OpenFinding, now: Situation) -> Line:
    """What was found where, and for how long."""
    language = now.asked.language
    place = _place(now, finding.system, finding.key, finding.verdict.severity)
    text = say("place", language, **place, summary=finding.verdict.summary.to(language))
    return Line(text, _since(finding.since, now))


def alarm_line(finding: OpenFinding, now: Situation) -> Line:
    """The same with what to do."""
    check, line = all_checks().get(finding.verdict.check), finding_line(finding, now)
    if check is None:
        return line
    paragraph = check.remediation.to(now.asked.language).strip().partition("\n")[0]
    remedy = clipped(paragraph, LONGEST_REMEDY)
    return Line(line.text, say("alarm.remedy", now.asked.language, remediation=remedy))


def change_line(change: Change, now: Situation) -> Line:
    """One change."""
    language = now.asked.language
    place = _place(now, change.system, (change.host, change.port, change.http_port), change.severity)
    text = say("place", language, **place, summary=change.summary.to(language))
    match change.kind:
        case Kind.FIXED:
            return Line(text, say("fixed_since", language, day=_day(change.since, now)))
        case Kind.WORSE | Kind.BETTER | Kind.CHANGED:
            return Line(text, _since(change.since, now))
        case _:
            return Line(text)


def deadline_section(deadlines: list[DueDay], most: int, now: Situation) -> Iterable[LetterSection]:
    """Deadlines under their heading; none for none."""
    if deadlines:
        heading = say("deadlines.heading", now.asked.language, count=len(deadlines))
        lines = few([_deadline_line(one, now) for one in deadlines], most, now.asked.language)
        yield LetterSection(heading, lines)


def counts(findings: Iterable[OpenFinding], now: Situation) -> str:
    """``2 nghiêm trọng, 5 cao``: an endpoint that systems share counts once."""
    places = {(one.key, one.verdict.check): one.verdict.severity for one in findings}
    numbers = [
        (severity, sum(1 for found in places.values() if found is severity))
        for severity in sorted(Severity, key=lambda severity: -severity.rank)
    ]
    language = now.asked.language
    return ", ".join(f"{count} {SEVERITIES[severity].to(language)}" for severity, count in numbers if count)


def letter_to(recipient: Recipient | None, unit: str, letter: Letter, now: Situation) -> Letter:
    """With whom it greets, whom to ask, and, where the operator gets it instead, why."""
    language, operator = now.asked.language, now.asked.settings.operator
    opening = [say("greeting", language, name=(recipient.name if recipient else "") or unit)]
    if recipient and recipient.stands_in:
        opening.append(say("stands_in", language, unit=unit))
    closing = [say("footer", language)]
    if operator:
        closing.append(say("ask", language, operator=operator))
    return Letter(letter.subject, (*opening, *letter.opening), letter.sections, (*letter.closing, *closing))


def finding_facts(finding: OpenFinding) -> Mapping[str, object]:
    """A finding for programs, named as in ``capdo.diff/1``."""
    host, port, _ = finding.key
    return {
        "system": finding.system,
        "host": host,
        "port": port,
        "check": finding.verdict.check,
        "severity": finding.verdict.severity.value,
        "summary": finding.verdict.summary.model_dump(),
        "since": finding.since.isoformat(),
    }


def change_facts(change: Change) -> Mapping[str, object]:
    """A change for programs."""
    return {
        "change": change.kind.value,
        "system": change.system,
        "host": change.host,
        "port": change.port,
        "check": change.check,
        "severity": change.severity.value,
        "summary": change.summary.model_dump(),
        "since": change.since.isoformat(),
    }


def deadline_facts(deadline: DueDay) -> Mapping[str, object]:
    """A deadline for programs."""
    return {
        "kind": deadline.kind.value,
        "system": deadline.system,
        "rule": deadline.rule,
        "due": deadline.due.isoformat(),
        "days_left": deadline.days_left,
        "basis": deadline.basis.model_dump(),
    }


def shown_host(key: EndpointKey) -> str:
    """A host, with its port where that is another than usual."""
    host, port, _ = key
    shown = f"[{host}]" if ":" in host and port != HTTPS else host
    return shown if port == HTTPS else f"{shown}:{port}"


def _place(now: Situation, system: Code, key: EndpointKey, severity: Severity) -> Mapping[str, object]:
    return {
        "severity": SEVERITIES[severity].to(now.asked.language),
        "system": now.recipients.system(system).name,
        "host": shown_host(key),
    }


def _since(since: datetime, now: Situation) -> str:
    days = (day_of(now.moment) - day_of(since)).days
    return say("since", now.asked.language, day=_day(since, now), days=days)


def _day(moment: datetime, now: Situation) -> str:
    return dates.day(day_of(moment), now.asked.language) or ""


def _deadline_line(deadline: DueDay, now: Situation) -> Line:
    language, left = now.asked.language, deadline.days_left
    name = "deadlines.overdue" if left < 0 else "deadlines.left" if left else "deadlines.today"
    everyone = say("deadlines.everyone", language)
    system = now.recipients.system(deadline.system).name if deadline.system else everyone
    return Line(
        say(
            "deadlines.line",
            language,
            day=dates.day(deadline.due, language),
            left=say(name, language, days=abs(left)),
            basis=deadline.basis.to(language),
            system=system,
        )
    )
