"""Deadlines as an iCalendar file (RFC 5545), for the calendars that people already have.

Calendars subscribe to such a file where a web server gives it out: it tells them how often to ask (RFC 7986,
5.7), and its entries keep their UIDs. What is overdue stands on the day of the file, so that it is seen.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from icalendar import Alarm, Calendar, Event

from inventory.safe_text import visible
from reports.model import DeadlineLine
from reports.sentences.phrases import due
from reports.text.locale import Locale

NAMESPACE = UUID("6f0a3d3e-7c53-4e0e-9d5a-3f1f0c2b8a61")  # any, as long as it stays the same
ASKED_AGAIN = timedelta(hours=12)
ASKED_AGAIN_TEXT = "PT12H"  # for programs that know the older name only
REMINDED = (30, 7, 1, 0)  # days before; of what is overdue on the day alone
MORNING = timedelta(hours=8)  # after the midnight at which a day begins


def render_calendar(lines: Iterable[DeadlineLine], now: datetime, locale: Locale) -> bytes:
    """One all-day event for each deadline. ``now``: when the file is made, in UTC."""
    calendar = Calendar()
    calendar.add("prodid", f"-//capdo//deadlines//{locale.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", locale.t("deadlines.calendar"))
    calendar.add("refresh-interval", ASKED_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", ASKED_AGAIN_TEXT)
    for line in lines:
        calendar.add_component(_event(line, now, locale))
    written: bytes = calendar.to_ical()
    return written


def uid(line: DeadlineLine) -> str:
    """The same for the same duty of the same system in every file, so that a calendar updates its entry."""
    system = line.system.code if line.system else ""
    return f"{uuid5(NAMESPACE, f'{line.kind}/{system}/{line.rule}')}@capdo"


def _event(line: DeadlineLine, now: datetime, locale: Locale) -> Event:
    kind = locale.t(f"deadline.{line.kind}")
    event = Event()
    event.add("uid", uid(line))
    event.add("dtstamp", now)
    on = line.due + timedelta(days=line.overdue_days)
    event.add("dtstart", on)  # a date alone is one whole day (section 3.6.1)
    late = f" ({due(line.days_left, locale)})" if line.overdue_days else ""
    event.add("summary", visible(f"{kind}: {_whose(line, locale)}{late}"))
    event.add("description", _description(line, locale))
    event.add("categories", [kind])
    event.add("transp", "TRANSPARENT")
    for days in REMINDED[-1:] if line.overdue_days else REMINDED:
        event.add_component(_alarm(str(event["summary"]), days))
    return event


def _alarm(text: str, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", MORNING - timedelta(days=days))
    return alarm


def _whose(line: DeadlineLine, locale: Locale) -> str:
    return line.system.name if line.system else locale.t("deadlines.everyone")


def _description(line: DeadlineLine, locale: Locale) -> str:
    mark = "" if line.verified else f" ({locale.t('report.to_verify')})"
    paragraphs = [
        f"{locale.t('deadlines.due')}: {locale.date(line.due)}.",
        f"{locale.text(line.basis)}.",
        f"{locale.t('deadlines.legal')}: {locale.text(line.origin)}{mark}.",
    ]
    if line.system and line.owner:
        paragraphs.append(f"{line.system.code} – {line.system.name}")
        paragraphs.append(f"{locale.t('deadlines.owner')}: {line.owner.name}")
    return "\n".join(map(visible, paragraphs))
